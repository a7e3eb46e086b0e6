"""The rules, one file per check. cfn-lint loads every class that is visible here: one line and one name for each."""

from generator.rules.access_log_refused import AccessLogRefused
from generator.rules.alarm_unheard import AlarmUnheard
from generator.rules.architecture_differs import ArchitectureDiffers
from generator.rules.authority_expired import AuthorityExpired
from generator.rules.authority_gone import AuthorityGone
from generator.rules.balancer_too_early import BalancerTooEarly
from generator.rules.breaker_trips_early import BreakerTripsEarly
from generator.rules.capacity_provider_foreign import CapacityProviderForeign
from generator.rules.certificate_placeholder import CertificatePlaceholder
from generator.rules.condition_never_matched import ConditionNeverMatched
from generator.rules.count_owned_twice import CountOwnedTwice
from generator.rules.database_accepts_plaintext import DatabaseAcceptsPlaintext
from generator.rules.database_replaced_unnoticed import DatabaseReplacedUnnoticed
from generator.rules.database_unreachable import DatabaseUnreachable
from generator.rules.demand_unmet import DemandUnmet
from generator.rules.deployment_stuck import DeploymentStuck
from generator.rules.dockerfile_unread import DockerfileUnread
from generator.rules.endpoint_admits_nobody import EndpointAdmitsNobody
from generator.rules.endpoint_admits_others import EndpointAdmitsOthers
from generator.rules.endpoint_in_another_vpc import EndpointInAnotherVpc
from generator.rules.endpoint_in_one_zone import EndpointInOneZone
from generator.rules.endpoint_missing import EndpointMissing
from generator.rules.endpoint_nowhere import EndpointNowhere
from generator.rules.endpoint_of_wrong_type import EndpointOfWrongType
from generator.rules.endpoint_policy_denies import EndpointPolicyDenies
from generator.rules.exec_denied import ExecDenied
from generator.rules.exec_without_role import ExecWithoutRole
from generator.rules.execution_role_missing import ExecutionRoleMissing
from generator.rules.flow_log_undelivered import FlowLogUndelivered
from generator.rules.gateway_not_attached import GatewayNotAttached
from generator.rules.gateway_not_in_route_table import GatewayNotInRouteTable
from generator.rules.grace_for_nothing import GraceForNothing
from generator.rules.group_of_another_vpc import GroupOfAnotherVpc
from generator.rules.health_check_refused import HealthCheckRefused
from generator.rules.health_command_ignored import HealthCommandIgnored
from generator.rules.health_port_other import HealthPortOther
from generator.rules.health_port_shut import HealthPortShut
from generator.rules.health_program_missing import HealthProgramMissing
from generator.rules.health_unchecked import HealthUnchecked
from generator.rules.host_taken_before import HostTakenBefore
from generator.rules.launched_on_nothing import LaunchedOnNothing
from generator.rules.listener_later import ListenerLater
from generator.rules.listener_races import ListenerRaces
from generator.rules.log_group_creation_denied import LogGroupCreationDenied
from generator.rules.log_group_from_elsewhere import LogGroupFromElsewhere
from generator.rules.log_key_locked import LogKeyLocked
from generator.rules.logs_unreachable import LogsUnreachable
from generator.rules.many_groups import ManyGroups
from generator.rules.monitoring_role_powerless import MonitoringRolePowerless
from generator.rules.monitoring_role_untrusting import MonitoringRoleUntrusting
from generator.rules.name_unregistered import NameUnregistered
from generator.rules.needed_later import NeededLater
from generator.rules.nested_template_missing import NestedTemplateMissing
from generator.rules.nested_template_unread import NestedTemplateUnread
from generator.rules.outage_unnoticed import OutageUnnoticed
from generator.rules.password_refused import PasswordRefused
from generator.rules.peer_unreachable import PeerUnreachable
from generator.rules.plaintext_refused import PlaintextRefused
from generator.rules.policy_attached_to_nothing import PolicyAttachedToNothing
from generator.rules.priority_taken import PriorityTaken
from generator.rules.private_dns_off import PrivateDnsOff
from generator.rules.protocol_foreign import ProtocolForeign
from generator.rules.record_without_port import RecordWithoutPort
from generator.rules.retained_in_the_way import RetainedInTheWay
from generator.rules.role_trusts_somebody_else import RoleTrustsSomebodyElse
from generator.rules.rotation_unnoticed import RotationUnnoticed
from generator.rules.route_too_early import RouteTooEarly
from generator.rules.rule_never_reached import RuleNeverReached
from generator.rules.secret_in_plain_text import SecretInPlainText
from generator.rules.secret_key_malformed import SecretKeyMalformed
from generator.rules.secret_key_missing import SecretKeyMissing
from generator.rules.secret_not_readable import SecretNotReadable
from generator.rules.server_not_verified import ServerNotVerified
from generator.rules.service_unreachable import ServiceUnreachable
from generator.rules.subnet_group_in_one_zone import SubnetGroupInOneZone
from generator.rules.subnet_out_of_range import SubnetOutOfRange
from generator.rules.suppressed_in_vain import SuppressedInVain
from generator.rules.suppressed_without_reason import SuppressedWithoutReason
from generator.rules.tag_moves import TagMoves
from generator.rules.target_group_empty import TargetGroupEmpty
from generator.rules.target_group_unused import TargetGroupUnused
from generator.rules.target_port_undeclared import TargetPortUndeclared
from generator.rules.target_type_wrong import TargetTypeWrong
from generator.rules.task_may_not_leave import TaskMayNotLeave
from generator.rules.too_many_condition_values import TooManyConditionValues
from generator.rules.too_many_groups import TooManyGroups
from generator.rules.volume_missing import VolumeMissing
from generator.rules.volume_not_writable import VolumeNotWritable
from generator.rules.volume_perhaps_not_writable import VolumePerhapsNotWritable
from generator.rules.vpc_dns_off import VpcDnsOff
from generator.rules.wrong_kind_of_value import WrongKindOfValue

__all__ = [
    "AccessLogRefused",
    "AlarmUnheard",
    "ArchitectureDiffers",
    "AuthorityExpired",
    "AuthorityGone",
    "BalancerTooEarly",
    "BreakerTripsEarly",
    "CapacityProviderForeign",
    "CertificatePlaceholder",
    "ConditionNeverMatched",
    "CountOwnedTwice",
    "DatabaseAcceptsPlaintext",
    "DatabaseReplacedUnnoticed",
    "DatabaseUnreachable",
    "DemandUnmet",
    "DeploymentStuck",
    "DockerfileUnread",
    "EndpointAdmitsNobody",
    "EndpointAdmitsOthers",
    "EndpointInAnotherVpc",
    "EndpointInOneZone",
    "EndpointMissing",
    "EndpointNowhere",
    "EndpointOfWrongType",
    "EndpointPolicyDenies",
    "ExecDenied",
    "ExecWithoutRole",
    "ExecutionRoleMissing",
    "FlowLogUndelivered",
    "GatewayNotAttached",
    "GatewayNotInRouteTable",
    "GraceForNothing",
    "GroupOfAnotherVpc",
    "HealthCheckRefused",
    "HealthCommandIgnored",
    "HealthPortOther",
    "HealthPortShut",
    "HealthProgramMissing",
    "HealthUnchecked",
    "HostTakenBefore",
    "LaunchedOnNothing",
    "ListenerLater",
    "ListenerRaces",
    "LogGroupCreationDenied",
    "LogGroupFromElsewhere",
    "LogKeyLocked",
    "LogsUnreachable",
    "ManyGroups",
    "MonitoringRolePowerless",
    "MonitoringRoleUntrusting",
    "NameUnregistered",
    "NeededLater",
    "NestedTemplateMissing",
    "NestedTemplateUnread",
    "OutageUnnoticed",
    "PasswordRefused",
    "PeerUnreachable",
    "PlaintextRefused",
    "PolicyAttachedToNothing",
    "PriorityTaken",
    "PrivateDnsOff",
    "ProtocolForeign",
    "RecordWithoutPort",
    "RetainedInTheWay",
    "RoleTrustsSomebodyElse",
    "RotationUnnoticed",
    "RouteTooEarly",
    "RuleNeverReached",
    "SecretInPlainText",
    "SecretKeyMalformed",
    "SecretKeyMissing",
    "SecretNotReadable",
    "ServerNotVerified",
    "ServiceUnreachable",
    "SubnetGroupInOneZone",
    "SubnetOutOfRange",
    "SuppressedInVain",
    "SuppressedWithoutReason",
    "TagMoves",
    "TargetGroupEmpty",
    "TargetGroupUnused",
    "TargetPortUndeclared",
    "TargetTypeWrong",
    "TaskMayNotLeave",
    "TooManyConditionValues",
    "TooManyGroups",
    "VolumeMissing",
    "VolumeNotWritable",
    "VolumePerhapsNotWritable",
    "VpcDnsOff",
    "WrongKindOfValue",
]
