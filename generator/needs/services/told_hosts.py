"""Hosts that tasks are told and that nobody has: names of another network, misspelt ones, ids in place of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.containers.health_checks import ports
from generator.ecs.environment import Variable, all_variables
from generator.ecs.tasks import Task, items
from generator.ecs.texts import Address, address, literal
from generator.logic import Answer, Truth, all_of, unknown
from generator.needs.context import Context
from generator.needs.row import Need
from generator.needs.services.connect_calls import served_as
from generator.needs.services.told_names import told_name
from generator.refusals.template.near_names import is_near
from generator.stack import Absent, Call, Reference, Text, shown

_HOSTS = re.compile(
    r"(\w+_)?(HOST|HOSTNAME|ADDR|ADDRESS|SERVERS?|BROKERS?|ENDPOINT|URL|URI|UPSTREAM|BACKEND|DSN)", re.IGNORECASE
)
_OF_STORES = re.compile(
    r"(DB|DATABASE|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|REDIS|VALKEY|MONGO|MONGODB|RABBITMQ|MEMCACHED|ELASTICSEARCH)"
    r"_?(HOST|HOSTNAME|ADDR|ADDRESS|SERVER|ENDPOINT)",
    re.IGNORECASE,
)
_NOT_CALLED = re.compile(
    r"ORIGIN|CORS|ISSUER|AUDIENCE|CALLBACK|REDIRECT|LISTEN|BIND|ALLOW|PUBLIC|ADVERTIS|VIRTUAL", re.I
)
_SCHEMES = (
    "http", "https", "ws", "wss", "grpc", "grpcs", "tcp", "postgres", "postgresql", "jdbc:postgresql", "jdbc:mysql",
    "jdbc:mariadb", "mysql", "mariadb", "redis", "rediss", "valkey", "mongodb", "amqp", "amqps", "nats", "ldap",
    "ldaps", "smtp", "smtps",
)  # fmt: skip
_SHORT = re.compile(r"[a-z][a-z0-9_-]*", re.IGNORECASE)
_WITH_PORT = re.compile(r"[a-z][a-z0-9_-]*:\d{2,5}", re.IGNORECASE)
_PUBLIC = re.compile(r"(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|co|ai|cloud|eu|de|uk|us|fr)", re.IGNORECASE)
_HERE = ("localhost", "ip6-localhost", "ip6-loopback")
_PRIVATE = ("local", "internal", "lan", "svc", "private", "intranet", "corp")
"""Domains that are private by custom."""
_OF_DOCKER = (".docker.internal", ".svc.cluster.local")
_ADDRESSES = {
    "AWS::RDS::DBInstance": "Endpoint.Address", "AWS::RDS::DBCluster": "Endpoint.Address",
    "AWS::RDS::DBProxy": "Endpoint", "AWS::DocDB::DBCluster": "Endpoint",
    "AWS::ElastiCache::ReplicationGroup": "PrimaryEndPoint.Address",
    "AWS::ElastiCache::CacheCluster": "RedisEndpoint.Address",
    "AWS::ElastiCache::ServerlessCache": "Endpoint.Address",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "DNSName",
}  # fmt: skip
"""The attribute that is the address of a resource, whose Ref is an id, a name or an ARN.

Source: CloudFormation Template Reference, Return values of each type; all are attributes in the schemas of
cfn-lint 1.58.0; read 2026-11.
"""
_IDS = ("Ref", "Arn", "DBInstanceArn", "DBClusterArn", "LoadBalancerArn", "LoadBalancerName", "ARN")


_WITH_SCHEME = ("AmqpEndpoints", "MqttEndpoints", "OpenWireEndpoints", "StompEndpoints", "WssEndpoints")
"""Attributes of a broker that are URLs, such as amqps://b-1234.mq.us-west-2.amazonaws.com:5671."""
_FORMS = (
    (re.compile(r"(\w+_)?QUEUE_?URL", re.I), "AWS::SQS::Queue", ("Arn", "QueueName"), "Ref"),
    (re.compile(r"(\w+_)?QUEUE_?ARN", re.I), "AWS::SQS::Queue", ("Ref", "QueueUrl", "QueueName"), "Arn"),
    (re.compile(r"(\w+_)?QUEUE_?NAME", re.I), "AWS::SQS::Queue", ("Ref", "QueueUrl", "Arn"), "QueueName"),
    (re.compile(r"(\w+_)?BUCKET(_?NAME)?", re.I), "AWS::S3::Bucket", ("Arn", "WebsiteURL"), "Ref"),
    (re.compile(r"(\w+_)?TOPIC_?ARN", re.I), "AWS::SNS::Topic", ("TopicName",), "Ref"),
    (re.compile(r"(\w+_)?TABLE_?ARN", re.I), "AWS::DynamoDB::Table", ("Ref",), "Arn"),
    (re.compile(r"(\w+_)?BUCKET_?ARN", re.I), "AWS::S3::Bucket", ("Ref",), "Arn"),
    (
        re.compile(r"(\w+_)?USER_?POOL_?ID", re.I),
        "AWS::Cognito::UserPool",
        ("Arn", "ProviderName", "ProviderURL"),
        "Ref",
    ),
    (re.compile(r"(\w+_)?(BUS|EVENT_?BUS)_?ARN", re.I), "AWS::Events::EventBus", ("Ref", "Name"), "Arn"),
    (
        re.compile(r"(\w+_)?STATE_?MACHINE_?ARN", re.I),
        "AWS::StepFunctions::StateMachine",
        ("Name", "StateMachineRevisionId"),
        "Ref",
    ),
    (re.compile(r"(\w+_)?SECRET_?ARN", re.I), "AWS::SecretsManager::Secret", ("Name",), "Ref"),
    (re.compile(r"(\w+_)?FILE_?SYSTEM_?ID", re.I), "AWS::EFS::FileSystem", ("Arn",), "Ref"),
    (re.compile(r"(\w+_)?CLUSTER_?ARN", re.I), "AWS::ECS::Cluster", ("Ref",), "Arn"),
)
"""Variables whose names say which form they take, attributes that give another, and the right one."""


def told_host_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row, unknown, for each variable with an address that nothing here gives, or that is none.

    Names outside of the templates, which have a dot, are left alone. Source: Amazon VPC User Guide, "DNS attributes for
    your VPC" (names that AmazonProvidedDNS answers have a domain); ECS Developer Guide, "Fargate task networking";
    Docker documentation, "Networking in Compose" (names of services, and host.docker.internal); not looked up, 2026-11.
    """
    found: dict[str, list[Answer]] = {}
    for variable in all_variables(task):
        doubt = (
            _id_for_address(context, variable)
            or _of_another_form(context, variable)
            or _more_than_host(variable)
            or told_name(context, task, variable)
            or _astray(context, task, variable)
        )
        if doubt:
            found.setdefault(variable.name, []).append(unknown(doubt))
    for name, answers in found.items():
        yield Need(f"address in {name}", 10, "tasks call it"), all_of(answers)


def _id_for_address(context: Context, variable: Variable) -> str:
    """Say where a reference gives the id of a store or balancer in place of its address."""
    value = variable.value
    if isinstance(value, Reference):
        told = value if _HOSTS.fullmatch(variable.name) or _OF_STORES.fullmatch(variable.name) else None
    elif isinstance(value, Text):
        pairs = zip(value.parts, value.parts[1:], strict=False)
        told = next(
            (b for a, b in pairs if isinstance(b, Reference) and re.search(r"(://|@)$", literal(a) or "")), None
        )
    else:
        return ""
    resource = context.graph.resource(told.resource) if told else None
    attribute = _ADDRESSES.get(resource.type) if resource else None
    if told is None or attribute is None or told.attribute not in _IDS:
        return ""
    return (
        f"{variable.name} of {variable.container.name} names {told.attribute} of {resource}, which is no address: "
        f"that is {attribute}"
    )


def _of_another_form(context: Context, variable: Variable) -> str:
    """Say where a variable is given another form of what its own name says: the ARN of a queue for its URL.

    Source: CloudFormation Template Reference, Return values of each type; from memory, 2026-11.
    """
    value, what = variable.value, f"{variable.name} of {variable.container.name}"
    if isinstance(value, Text):
        for before, part in zip(value.parts, value.parts[1:], strict=False):
            told = part.arguments[-1] if isinstance(part, Call) and part.arguments else part
            scheme = re.search(r"[a-z+]+://$", literal(before) or "")
            if scheme and isinstance(told, Reference) and told.attribute in _WITH_SCHEME:
                return f"{what} puts {scheme[0]} before {told.attribute} of {told.resource}, which has a scheme itself"
        return ""
    resource = context.graph.resource(value.resource) if isinstance(value, Reference) else None
    if resource is None or not isinstance(value, Reference):
        return ""
    for named, kind, wrong, right in _FORMS:
        if resource.type == kind and value.attribute in wrong and named.fullmatch(variable.name):
            return f"{what} is {value.attribute} of {resource}, and that is not what its name says: {right} is"
    return ""


def _more_than_host(variable: Variable) -> str:
    """Say where libpq, which reads a host, is given a port or a scheme with it.

    Source: PostgreSQL, "libpq: Environment Variables", PGHOST, and "host"; read 2026-11.
    """
    value = variable.value
    pieces = value.parts if isinstance(value, Text) and variable.name == "PGHOST" else ()
    around = "".join(literal(piece) or "" for piece in pieces)
    if pieces and not around.startswith("/") and (":" in around or "@" in around):
        return f"PGHOST of {variable.container.name} has more than a host in it: {around[:40]}"
    return ""


def _astray(context: Context, task: Task, variable: Variable) -> str:
    text = variable.text
    end = address(text) if text and not _NOT_CALLED.search(variable.name) else None
    if text is None or end is None or not end.host:
        return ""
    host = end.host.lower()
    what, why = f"{variable.name} of {variable.container.name}", ""
    if end.scheme and text != text.strip():
        why = f"{what} begins or ends with a space, which is then of the address as well"
    elif end.scheme and end.scheme not in _SCHEMES and any(is_near(end.scheme, each) for each in _SCHEMES):
        why = f"{what} begins with {end.scheme}://, which is nearly a scheme that programs know"
    elif host.endswith(_OF_DOCKER):
        why = f"{what} names {end.host}, which is a name of Docker or Kubernetes, and none of a VPC"
    elif alike := _in_other_domain(context, host):
        why = f"{what} names {end.host}, which no namespace here has, and what registers here is {alike}"
    elif near := _nearly(context, host):
        why = f"{what} names {end.host}, and what registers here is {near}"
    elif beyond := _beyond(context, task, end):
        why = f"{what} names {end.host}, {beyond}"
    elif _asks_a_neighbour(context, task, variable, end):
        why = f"{what} names {end}, which is the task itself, and the service of that name is another"
    elif _is_short(context, task, variable, end, text):
        why = f"{what} names {end.host}, which has no domain: no Service Connect gives it, and no VPC does"
    return why


def _in_other_domain(context: Context, host: str) -> str:
    """The name that registers here and begins as a host of a private domain does, which no namespace or zone here has.

    Source: RFC 6762 and ICANN's resolution on .internal (no public server answers for them); not looked up, 2026-11.
    """
    label, _, domain = host.partition(".")
    if not domain.endswith(_PRIVATE) or context.graph.of_type("AWS::Route53::HostedZone"):
        return ""
    names = context.names.written_out
    if any(host.endswith(f".{name.partition('.')[2]}") for name in names):
        return ""
    return next((name for name in names if name.partition(".")[0] == label), "")


def _nearly(context: Context, host: str) -> str:
    """The name that registers here and that a host is nearly; empty for one that is there, or another of a row."""
    if context.names.of_a_row(host):
        return ""
    return next((name for name in context.names.written_out if is_near(name, host)), "")


def _beyond(context: Context, task: Task, end: Address) -> str:
    """Say why a task that is on instances, and has an interface of its own, gets to no host of the internet.

    What starts it goes by the interface of its instance, so that it starts all the same. Source: ECS Developer Guide,
    "Allocate a network interface for an Amazon ECS task" (tasks on EC2 get no public address, and need a private
    subnet with a NAT gateway to get to the internet); not looked up, 2026-11.
    """
    public = end.scheme in ("http", "https") and bool(_PUBLIC.fullmatch(end.host))
    if not public or task.awsvpc is not Truth.YES or task.fargate is not Truth.NO:
        return ""
    for _, subnet in items(task.subnets):
        way = context.ways.out(subnet, Truth.NO)
        if way.verdict is Truth.NO:
            return f"and a task of {task.name} does not get there from {shown(subnet)}: {way.reason}"
    return ""


def _is_short(context: Context, task: Task, variable: Variable, end: Address, text: str) -> bool:
    """Whether a host is a name of one word in a place that is an address, and nothing known can make it resolve."""
    if not _SHORT.fullmatch(end.host) or end.host.lower() in _HERE or task.awsvpc is not Truth.YES:
        return False
    is_address = end.scheme in _SCHEMES or bool(_HOSTS.fullmatch(variable.name) and _WITH_PORT.fullmatch(text.strip()))
    if not is_address and not _OF_STORES.fullmatch(variable.name):
        return False
    if served_as(context, end.host) or context.graph.of_type("AWS::EC2::DHCPOptions"):
        return False
    namespace = context.service_connect.namespace(task)
    if context.service_connect.enabled(task) is not Truth.NO and (namespace is None or namespace.resource is None):
        return False
    keys = ("DnsServers", "DnsSearchDomains", "ExtraHosts", "Links")
    return all(isinstance(each.get(key), Absent) for each in task.containers for key in keys)


def _asks_a_neighbour(context: Context, task: Task, variable: Variable, end: Address) -> bool:
    """Whether a variable called after another service of the templates holds localhost, where nothing of it listens."""
    if end.host not in ("localhost", "127.0.0.1") or end.port is None or task.awsvpc is not Truth.YES:
        return False
    own = [ports(each) for each in task.containers]
    if any(end.port in known or not complete for known, complete in own):
        return False
    found = re.fullmatch(r"(\w+?)_(HOST|ADDR|ADDRESS|ENDPOINT|URL|URI|UPSTREAM|BACKEND)", variable.name)
    stem = found[1].lower().replace("_", "-") if found else ""
    mine = {each.name.lower() for each in task.containers}
    others = {each.name.lower() for other in context.tasks if other is not task for each in other.containers}
    return bool(stem) and stem in others and stem not in mine
