"""What ECS, load balancers and auto scaling refuse of settings that do not fit each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from generator.ecs.tasks import DEFINITION
from generator.refusals.balancing.balancer_options import OF_BALANCER_OPTIONS
from generator.refusals.balancing.balancing_refused import OF_BALANCING
from generator.refusals.balancing.conditions_refused import OF_CONDITIONS
from generator.refusals.balancing.listener_options import OF_LISTENER_OPTIONS
from generator.refusals.balancing.listener_rules import OF_LISTENERS
from generator.refusals.functions.messages_refused import OF_MESSAGES
from generator.refusals.names.names_and_files import OF_NAMES_AND_FILES
from generator.refusals.names.records_refused import OF_RECORDS
from generator.refusals.network.blocks_refused import OF_BLOCKS
from generator.refusals.network.endpoints_refused import OF_ENDPOINTS
from generator.refusals.network.parts_refused import OF_PARTS
from generator.refusals.policies.keys_refused import OF_KEYS
from generator.refusals.policies.policy_shapes import OF_POLICIES
from generator.refusals.services.clusters_refused import OF_CLUSTERS, OF_STRATEGIES
from generator.refusals.services.overrides_refused import OF_OVERRIDES
from generator.refusals.services.scaling_refused import OF_SCALING
from generator.refusals.services.schedules_refused import OF_SCHEDULES
from generator.refusals.services.services_refused import OF_SERVICES
from generator.refusals.stores.bucket_rules import OF_BUCKET_RULES
from generator.refusals.stores.buckets_refused import OF_BUCKETS
from generator.refusals.stores.cache_options import OF_CACHES
from generator.refusals.stores.database_memory import OF_MEMORY
from generator.refusals.stores.database_names import OF_DATABASE_NAMES
from generator.refusals.stores.database_options import OF_DATABASES
from generator.refusals.stores.database_parameters import OF_PARAMETERS
from generator.refusals.stores.images_kept import OF_IMAGES
from generator.refusals.stores.listed_versions import OF_VERSIONS
from generator.refusals.stores.searches_and_brokers import OF_SEARCHES_AND_BROKERS
from generator.refusals.stores.secrets_refused import OF_SECRETS
from generator.refusals.stores.tables_refused import OF_TABLES
from generator.refusals.values_at import values_at
from generator.stack import Graph, Reference, Resource

Refused = Callable[[Graph, Resource], Iterator[str]]
_NAMES_NOT_ARNS = {
    DEFINITION: (
        "ContainerDefinitions.*.LogConfiguration.Options.awslogs-group",
        "Volumes.*.EFSVolumeConfiguration.FilesystemId",
    ),
    "AWS::IAM::InstanceProfile": ("Roles",),
    "AWS::IAM::Policy": ("Roles",),
    "AWS::IAM::ManagedPolicy": ("Roles",),
    "AWS::EC2::LaunchTemplate": ("LaunchTemplateData.IamInstanceProfile.Name",),
}


def service_options(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say what of one resource does not fit something else.

    Sources: ECS API Reference, CreateService, PlacementStrategy, ServiceConnectService, RegisterTaskDefinition; Elastic
    Load Balancing API Reference, LoadBalancerAttribute, CreateRule; CloudWatch Logs API Reference, kmsKeyId (an ARN);
    EFS API Reference, CreateFileSystem, LifecyclePolicy; Cloud Map API Reference, CreateService; read 2026-11.
    """
    for way in _NAMES_NOT_ARNS.get(resource.type, ()):
        for value in values_at(resource.get(), way.split(".")):
            if isinstance(value, Reference) and value.attribute == "Arn":
                yield f"{way.rpartition('.')[2]} of {resource} takes a name, and is given an ARN"
    for refused in _of_type(resource.type):
        yield from refused(graph, resource)


@cache
def _of_type(kind: str) -> tuple[Refused, ...]:
    return tuple(table[kind] for table in _TABLES if kind in table)


_TABLES = (
    OF_SERVICES, OF_BALANCING, OF_BALANCER_OPTIONS, OF_LISTENERS, OF_SCALING, OF_NAMES_AND_FILES, OF_BUCKETS,
    OF_ENDPOINTS, OF_DATABASES, OF_RECORDS, OF_CACHES, OF_CONDITIONS, OF_PARAMETERS, OF_VERSIONS, OF_MESSAGES,
    OF_SECRETS, OF_BLOCKS, OF_PARTS, OF_POLICIES, OF_KEYS, OF_BUCKET_RULES, OF_MEMORY, OF_DATABASE_NAMES,
    OF_IMAGES, OF_SEARCHES_AND_BROKERS, OF_TABLES, OF_LISTENER_OPTIONS, OF_CLUSTERS, OF_STRATEGIES, OF_SCHEDULES,
    OF_OVERRIDES,
)  # fmt: skip
