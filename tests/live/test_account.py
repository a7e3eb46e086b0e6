"""An account deployed from output/ is read back and proven as its templates are; what is bent in it is found."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.__main__ import main as generator
from generator.aws.cloud import Cloud
from generator.aws.live.actions import ACTIONS
from generator.aws.live.read import Scope, read
from generator.aws.live.reading import Reading
from generator.aws.stacks import find, resources
from generator.deploy.command import main as deploy
from generator.deploy.diagnose_command import main as diagnose
from generator.deploy.live import keep
from generator.diagnosis.account import proven_live
from generator.diagnosis.bundle import Gap, Proven
from generator.diagnosis.proven import proven
from generator.live.template import live
from generator.rehearsal.server import running
from tests.deploy.test_deploy import ROOT, STACK, Here

ACCOUNT = "111122223333"
AUTH, TASK = "AuthService/Service", "TaskService/Service"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    folder, kept = tmp_path_factory.mktemp("live"), dict(os.environ)
    with running(folder / "state", pace=0) as local:
        os.environ.update(local.environment)
        try:
            made = Here(folder, local)
            made.build()
            assert deploy(made.command("--yes")) == 0
            yield made
        finally:
            os.environ.clear()
            os.environ.update(kept)


class Account:
    """The account as it is now, by stack."""

    def __init__(self, here: Here, folder: Path) -> None:
        self.here, self.folder = here, folder
        self.cloud = Cloud("us-east-1", endpoint_url=here.local.endpoint_url)
        stack = find(self.cloud, STACK)
        assert stack
        self.resources = tuple(resources(self.cloud, stack.id))
        self.reading: Reading | None = None
        self.now = self.proof()
        """The proof of the account as it was deployed, and of what was bent for good since."""

    def id(self, path: str) -> str:
        return next(each.id for each in self.resources if each.name == path)

    def proof(self, scope: Scope | None = None, templates: Proven | None = None) -> Proven:
        facts, self.reading = read(self.cloud, ACCOUNT, scope or Scope(stack=self.resources))
        seen = live(facts)
        file = self.folder / "account.json"
        keep(file, seen)
        return proven_live(file, seen, templates)


@pytest.fixture(scope="module")
def account(here: Here, tmp_path_factory: pytest.TempPathFactory) -> Account:
    return Account(here, tmp_path_factory.mktemp("account"))


def answers(proof: Proven) -> dict[tuple[str, str], str]:
    return {(row.task, row.need): row.verdict for row in proof.rows}


EXCEPTIONS = {
    # What an image holds, its Dockerfile tells, which no account has.
    "health check of auth-service": ("yes", None),
    "health check of task-service": ("yes", None),
    "ca-bundle": ("yes", "unknown"),
    # Which keys the value of a secret has: the value is not asked for.
    **{
        f"{name} of {service}-service": ("yes", "unknown")
        for name in ("DB_PASSWORD", "DB_USER", "PGPASSWORD", "PGUSER")
        for service in ("auth", "task")
    },
}


def test_the_account_has_the_matrix_of_its_templates(account: Account) -> None:
    templates = answers(proven(ROOT / "output/dev/root.yaml"))
    ours = answers(account.now)
    differ = {
        key: (templates.get(key), ours.get(key)) for key in templates | ours if templates.get(key) != ours.get(key)
    }
    assert {need for _, need in differ} == set(EXCEPTIONS)
    assert {need: pair for (_, need), pair in differ.items()} == EXCEPTIONS
    assert len(ours) == len(templates) - 2
    assert list(ours.values()).count("yes") == len(ours) - 10


def test_a_cluster_and_a_vpc_say_the_same_as_the_stack(account: Account) -> None:
    stack = sorted(row.verdict for row in account.now.rows)
    assert sorted(row.verdict for row in account.proof(Scope(cluster=STACK)).rows) == stack
    assert sorted(row.verdict for row in account.proof(Scope(vpc=account.id("Vpc/Vpc"))).rows) == stack


def test_only_one_service(account: Account) -> None:
    proof = account.proof(Scope(cluster=STACK, service="auth-service"))
    assert len({row.task for row in proof.rows}) == 1


Bend = Callable[[Account], tuple[Callable[[], object], Callable[[], object]]]
"""What to do, and how to undo it."""


def _group(path: str, direction: str) -> Bend:
    """Revoke every rule of a group in one direction."""

    def bend(account: Account) -> tuple[Callable[[], object], Callable[[], object]]:
        ec2, id_ = account.here.client("ec2"), account.id(path)
        (group,) = ec2.describe_security_groups(GroupIds=[id_])["SecurityGroups"]
        rules = group["IpPermissions" if direction == "ingress" else "IpPermissionsEgress"]
        told = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [id_]}])["SecurityGroupRules"]
        ids = [rule["SecurityGroupRuleId"] for rule in told if rule["IsEgress"] == (direction == "egress")]
        revoke = getattr(ec2, f"revoke_security_group_{direction}")
        grant = getattr(ec2, f"authorize_security_group_{direction}")
        return (
            lambda: revoke(GroupId=id_, SecurityGroupRuleIds=ids),
            lambda: grant(GroupId=id_, IpPermissions=rules),
        )

    return bend


def _policy(account: Account) -> tuple[Callable[[], object], Callable[[], object]]:
    iam, role = account.here.client("iam"), account.id("Iam/AuthServiceExecutionRole")
    (attached,) = iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]
    arguments = {"RoleName": role, "PolicyArn": attached["PolicyArn"]}
    return lambda: iam.detach_role_policy(**arguments), lambda: iam.attach_role_policy(**arguments)


def _trust(account: Account) -> tuple[Callable[[], object], Callable[[], object]]:
    iam, role = account.here.client("iam"), account.id("Iam/AuthServiceTaskRole")
    before = iam.get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]
    other = json.dumps(before).replace("ecs-tasks.amazonaws.com", "ec2.amazonaws.com")
    change = iam.update_assume_role_policy
    return (
        lambda: change(RoleName=role, PolicyDocument=other),
        lambda: change(RoleName=role, PolicyDocument=json.dumps(before)),
    )


def _route(account: Account) -> tuple[Callable[[], object], Callable[[], object]]:
    ec2, table = account.here.client("ec2"), account.id("Network/PublicRouteTable")
    to = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0"}
    gateway = account.id("Vpc/InternetGateway")
    return lambda: ec2.delete_route(**to), lambda: ec2.create_route(**to, GatewayId=gateway)


def _gateway_endpoint(account: Account) -> tuple[Callable[[], object], Callable[[], object]]:
    change, id_ = account.here.client("ec2").modify_vpc_endpoint, account.id("Endpoints/S3Endpoint")
    tables = [account.id("Network/TaskRouteTable1")]
    return lambda: change(VpcEndpointId=id_, RemoveRouteTableIds=tables), _for_good


def _for_good() -> None:
    """The local AWS cannot undo it."""


def _endpoint(account: Account) -> tuple[Callable[[], object], Callable[[], object]]:
    ec2, id_ = account.here.client("ec2"), account.id("Endpoints/LogsEndpoint")
    return lambda: ec2.delete_vpc_endpoints(VpcEndpointIds=[id_]), _for_good


def _acl(account: Account) -> tuple[Callable[[], object], Callable[[], object]]:
    ec2, vpc = account.here.client("ec2"), account.id("Vpc/Vpc")
    (acl,) = ec2.describe_network_acls(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["NetworkAcls"]
    entry = {"NetworkAclId": acl["NetworkAclId"], "RuleNumber": 1, "Egress": False}
    all_of_it = {"Protocol": "-1", "RuleAction": "deny", "CidrBlock": "0.0.0.0/0"}
    return lambda: ec2.create_network_acl_entry(**entry, **all_of_it), lambda: ec2.delete_network_acl_entry(**entry)


def _dns(account: Account) -> tuple[Callable[[], object], Callable[[], object]]:
    change, vpc = account.here.client("ec2").modify_vpc_attribute, account.id("Vpc/Vpc")
    return (
        lambda: change(VpcId=vpc, EnableDnsSupport={"Value": False}),
        lambda: change(VpcId=vpc, EnableDnsSupport={"Value": True}),
    )


def _key(account: Account) -> tuple[Callable[[], object], Callable[[], object]]:
    kms, id_ = account.here.client("kms"), account.id("Keys/DataKey")
    return lambda: kms.disable_key(KeyId=id_), lambda: kms.enable_key(KeyId=id_)


BENDS: dict[str, tuple[Bend, str, str]] = {
    "a rule of the endpoints' group": (_group("Groups/EndpointGroup", "ingress"), AUTH, "logs"),
    "a rule of the database's group": (_group("Groups/DatabaseGroup", "ingress"), AUTH, "database Database/Database"),
    "a rule of the service's group": (
        _group("Groups/AuthServiceGroup", "ingress"), TASK, "auth-service.task-management.local:3000",
    ),
    "a rule of the balancer's group": (
        _group("Groups/LoadBalancerGroup", "egress"), AUTH, "load balancer LoadBalancer/LoadBalancer",
    ),
    "a policy": (_policy, AUTH, "image of auth-service"),
    "a trust policy": (_trust, AUTH, "trust in TaskRoleArn"),
    "a route": (_route, AUTH, "load balancer LoadBalancer/LoadBalancer"),
    "an entry of the ACL": (_acl, AUTH, "database Database/Database"),
    "DNS of the VPC": (_dns, AUTH, "ecr.api"),
    "the key": (_key, AUTH, "DB_PASSWORD of auth-service"),
}  # fmt: skip

FOR_GOOD: dict[str, tuple[Bend, str, str]] = {
    "a route of an endpoint": (_gateway_endpoint, AUTH, "s3"),
    "an endpoint": (_endpoint, AUTH, "logs"),
    "a rule of the tasks' group": (_group("Groups/TaskGroup", "egress"), TASK, "ecr.api"),
}
"""What the local AWS does not undo, or not whole: the list of S3's addresses does not come back into the group."""


@pytest.mark.slow
def test_what_may_not_be_read_is_unknown_and_never_a_no(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each action alone is refused: what was proven stays or is not known, and the action is named.

    Nothing changes meanwhile, so what is allowed is asked of the account once.
    """
    _remember_answers(monkeypatch)
    before = answers(account.proof())
    refused = []
    for action in ACTIONS:
        if action in MUST | NOT_HERE:
            continue
        with monkeypatch.context() as patch:
            _refuse(action, patch)
            proof = account.proof()
        assert account.reading
        asked = action in account.reading.facts.unread
        worse = {key: value for key, value in answers(proof).items() if value == "no" and before.get(key) != "no"}
        assert not worse, (action, worse, [row.because for row in proof.rows if row.verdict == "no"])
        if asked:
            refused.append(action)
            assert account.reading.asking.gaps[action].denied
    assert len(refused) > 40


MUST = {"ecs:DescribeServices", "cloudformation:ListStackResources"}
"""Without these there is nothing to prove."""


def _remember_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    one, known = Reading.one, dict[str, dict[str, Any]]()

    def remembered(self: Reading, service: str, operation: str, **arguments: Any) -> dict[str, Any] | None:
        call = json.dumps([service, operation, arguments], sort_keys=True)
        answer = known.get(call) or one(self, service, operation, **arguments)
        if answer is not None:
            known[call] = answer
        return copy.deepcopy(answer)

    monkeypatch.setattr(Reading, "one", remembered)


def _refuse(action: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Reading.one

    def refused(self: Reading, service: str, operation: str, **arguments: Any) -> dict[str, Any] | None:
        if self.action(service, operation) != action:
            return one(self, service, operation, **arguments)
        self.asking.gaps[action] = Gap(call=action, why="You are not authorized", denied=True)
        self.facts.unread[action] = "You are not authorized"
        return None

    monkeypatch.setattr(Reading, "one", refused)


def test_diagnose_names_what_was_changed_and_offline_prove_agrees(
    here: Here, account: Account, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bend, task, need = BENDS["a rule of the database's group"]
    do, undo = bend(account)
    do()
    try:
        file = tmp_path / "kept.json"
        code = diagnose(here.command("--live", "--write", str(file), "--format", "json"))
    finally:
        undo()
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    first = told["causes"][0]
    assert first["rule"] == "ECS093"
    (changed,) = [line for line in first["evidence"] if "changed in the account" in line]
    assert changed == f"proof: the templates prove {need} of {task}: it was changed in the account"
    assert first["live"] == account.id("Groups/DatabaseGroup")
    assert any(
        line.startswith(f"{task}, {need}: yes by the templates, no in the account") for line in told["differences"]
    )
    assert file.stat().st_mode & 0o777 == 0o600
    assert generator(["prove", str(file), "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)["tasks"]
    offline = {need["need"]: need["verdict"] for row in rows for need in row["needs"]}
    assert offline["database DatabaseDatabase"] == "no"


def test_what_is_named_and_was_deleted_is_a_cause(here: Here, capsys: pytest.CaptureFixture[str]) -> None:
    logs, name = here.client("logs"), "/ecs/task-management-dev/task-service"
    logs.delete_log_group(logGroupName=name)
    try:
        assert diagnose(here.command("--live", "--format", "json")) == 0
    finally:
        logs.create_log_group(logGroupName=name)
    (cause,) = json.loads(capsys.readouterr().out)["causes"]
    assert (cause["resource"], cause["file"]) == ("TaskService/TaskDefinition", None)  # no file is kept
    assert f"the account has no log group {name}" in cause["what"]


def test_the_policy_is_what_is_called(capsys: pytest.CaptureFixture[str], account: Account) -> None:
    """Every call goes through one place that refuses what the policy does not hold; so here what it holds is asked."""
    assert diagnose(["--policy"]) == 0
    (statement,) = json.loads(capsys.readouterr().out)["Statement"]
    assert tuple(statement["Action"]) == ACTIONS
    assert not [
        action for action in ACTIONS if action.partition(":")[2].startswith(("GetSecretValue", "Put", "Create"))
    ]
    asked: set[str] = set()
    one = Reading.one

    def noted(self: Reading, service: str, operation: str, **arguments: Any) -> dict[str, Any] | None:
        asked.add(self.action(service, operation))
        return one(self, service, operation, **arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reading, "one", noted)
        account.proof()
        account.proof(Scope(vpc=account.id("Vpc/Vpc")))
    assert asked <= set(ACTIONS)
    assert set(ACTIONS) - asked <= NOT_HERE


NOT_HERE = {
    "cloudformation:ListStackResources",  # asked where every deployment asks it
    "ec2:DescribeNetworkInterfaces", "ecs:DescribeTasks",  # of tasks that no service keeps
    "elasticfilesystem:DescribeAccessPoints", "elasticfilesystem:DescribeFileSystemPolicy",
    "elasticfilesystem:DescribeFileSystems", "elasticfilesystem:DescribeMountTargetSecurityGroups",
    "elasticfilesystem:DescribeMountTargets", "events:ListTargetsByRule", "scheduler:GetSchedule",
    "rds:DescribeDBClusterParameters", "rds:DescribeDBClusters", "iam:GetRolePolicy", "route53resolver:GetResolverRule",
    "ecs:ListContainerInstances", "ecs:DescribeContainerInstances", "ec2:DescribeInstances", "iam:GetInstanceProfile",
    "ssm:DescribeParameters",
}  # fmt: skip
"""Asked only where there is a task alone, a file system, a schedule, a cluster of databases, an inline policy, a
Resolver rule, a container instance, a parameter."""


def _found(account: Account, name: str) -> Proven:
    """Bend something, and prove what the account is then."""
    bend, task, need = (BENDS | FOR_GOOD)[name]
    do, undo = bend(account)
    do()
    try:
        bent = account.proof()
    finally:
        undo()
    assert answers(account.now).get((task, need)) not in ("no", None)
    assert answers(bent)[task, need] == "no"
    return bent


@pytest.mark.parametrize("name", BENDS)
def test_what_is_bent_in_the_account_is_found(name: str, account: Account) -> None:
    _found(account, name)


def test_what_is_put_right_again_is_proven_again(account: Account) -> None:
    assert answers(account.proof()) == answers(account.now)


@pytest.mark.parametrize("name", FOR_GOOD)
def test_what_is_bent_for_good_is_found(name: str, account: Account) -> None:
    account.now = _found(account, name)
