"""What is open to whom, and what is encrypted: as the templates say it, without a verdict of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.ecs.balancing.balancers import BALANCER, LISTENER, faces_internet
from generator.ecs.network.group_rules import GROUP, Rule
from generator.ecs.network.nat_gateways import NAT
from generator.ecs.stores.databases import INSTANCE
from generator.ecs.stores.encryption import enforcement
from generator.ecs.tasks import items
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Literal, Resource, Value, parts, shown

Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table. ``open`` are the rows that are open to everybody; ``none`` is said where there is no row."""

    name: str
    title: str
    head: Row
    rows: tuple[Row, ...]
    none: str
    open: frozenset[Row] = frozenset()


_EVERYBODY = ("0.0.0.0/0", "::/0")
_SOURCES = ("CidrIp", "CidrIpv6", "SourceSecurityGroupId", "SourceSecurityGroupName", "SourcePrefixListId")
_FACES = {Truth.YES: "the internet", Truth.NO: "the network", Truth.UNKNOWN: "unknown"}
_AT_REST = {
    "AWS::RDS::DBInstance": ("StorageEncrypted", "KmsKeyId"),
    "AWS::RDS::DBCluster": ("StorageEncrypted", "KmsKeyId"),
    "AWS::DocDB::DBCluster": ("StorageEncrypted", "KmsKeyId"),
    "AWS::Neptune::DBCluster": ("StorageEncrypted", "KmsKeyId"),
    "AWS::EFS::FileSystem": ("Encrypted", "KmsKeyId"),
    "AWS::ElastiCache::ReplicationGroup": ("AtRestEncryptionEnabled", "TransitEncryptionEnabled", "KmsKeyId"),
    "AWS::ElastiCache::ServerlessCache": ("KmsKeyId",),
    "AWS::MemoryDB::Cluster": ("TLSEnabled", "KmsKeyId"),
    "AWS::MSK::Cluster": ("EncryptionInfo",),
    "AWS::OpenSearchService::Domain": ("EncryptionAtRestOptions", "NodeToNodeEncryptionOptions"),
    "AWS::DynamoDB::Table": ("SSESpecification",),
    "AWS::SecretsManager::Secret": ("KmsKeyId",),
    "AWS::Logs::LogGroup": ("KmsKeyId",),
    "AWS::S3::Bucket": ("BucketEncryption",),
    "AWS::ECR::Repository": ("EncryptionConfiguration",),
    "AWS::SQS::Queue": ("SqsManagedSseEnabled", "KmsMasterKeyId"),
    "AWS::SNS::Topic": ("KmsMasterKeyId",),
}


def exposure(contexts: Sequence[Context]) -> tuple[Table, ...]:
    """The tables, over all the ways in which conditions can turn out."""
    listeners = _united(contexts, _listeners)
    groups = _united(contexts, _groups)
    public = _united(contexts, _public)
    stored = _united(contexts, _encrypted)
    everybody = frozenset(row for row in groups if row[2] in _EVERYBODY)
    return (
        Table(
            "listeners", "Listeners", ("Load balancer", "Port", "Open to", "Certificate", "What it does"), listeners,
            "No listeners.", frozenset(row for row in listeners if row[2] == _FACES[Truth.YES]),
        ),
        Table(
            "groups", "Who may come in, by security group", ("Security group", "Port", "From", "Attached to"), groups,
            "No security group lets anybody in.", everybody,
        ),
        Table(
            "public", "Public addresses", ("Resource", "Public because"), public, "Nothing has a public address.",
            frozenset(public),
        ),
        Table(
            "encrypted", "What is encrypted", ("Resource", "At rest, as written", "In transit"), stored,
            "Nothing that keeps data.",
        ),
    )  # fmt: skip


def _united(contexts: Sequence[Context], read: Callable[[Context], Iterable[Row]]) -> tuple[Row, ...]:
    return tuple(dict.fromkeys(row for context in contexts for row in read(context)))


def _listeners(context: Context) -> Iterator[Row]:
    for listener in context.graph.of_type(LISTENER):
        balancer = context.balancers.balancer(listener)
        name = str(balancer) if balancer else shown(listener.get("LoadBalancerArn"))
        faces = _FACES[faces_internet(balancer) if balancer else Truth.UNKNOWN]
        certificates = [
            shown(listener.get("Certificates", at, "CertificateArn")) for at, _ in items(listener.get("Certificates"))
        ]
        does = [shown(listener.get("DefaultActions", at, "Type")) for at, _ in items(listener.get("DefaultActions"))]
        port = f"{_said(listener.get('Port'))} {_said(listener.get('Protocol'))}".strip()
        yield name, port, faces, ", ".join(certificates) or "none", ", ".join(does)


def _groups(context: Context) -> Iterator[Row]:
    wearers = _wearers(context)
    for group in context.graph.of_type(GROUP):
        for rule in context.network.groups.rules.of(group, "ingress"):
            for key in _SOURCES:
                value = rule.get(key)
                if not isinstance(value, Absent):
                    who = context.graph.target(value)
                    yield (
                        str(group),
                        _ports(rule),
                        str(who or shown(value)),
                        ", ".join(wearers.get(group.path, ())) or "nothing here",
                    )


def _wearers(context: Context) -> dict[str, list[str]]:
    """Who has each group on an interface: tasks first, then load balancers, databases, endpoints and the rest."""
    found: dict[str, list[str]] = {}
    worn: list[tuple[str, Value]] = [(task.name, task.groups) for task in context.tasks]
    worn += [(each.path, each.get("SecurityGroups")) for each in context.graph.of_type(BALANCER)]
    worn += [(str(each.resource), each.groups) for each in context.databases.all]
    worn += [(str(each), each.groups) for each in context.stores.all.values()]
    worn += [(str(each.resource), each.groups) for each in context.network.endpoints]
    worn += [(each.path, each.get("SecurityGroups")) for each in context.graph.of_type("AWS::EFS::MountTarget")]
    worn += [
        (each.path, each.get("VpcConfig", "SecurityGroupIds"))
        for each in context.graph.of_type("AWS::Lambda::Function")
    ]
    for name, groups in worn:
        for _, value in items(groups):
            group = context.graph.target(value, GROUP)
            if group is not None and name not in found.setdefault(group.path, []):
                found[group.path].append(name)
    return found


def _ports(rule: Rule) -> str:
    protocol, low, high = _said(rule.get("IpProtocol")), _said(rule.get("FromPort")), _said(rule.get("ToPort"))
    if protocol in ("-1", "all"):
        return "everything"
    return f"{low if low == high else f'{low}-{high}'} {protocol.upper()}".strip()


def _public(context: Context) -> Iterator[Row]:
    for task in context.tasks:
        if task.public_address is not Truth.NO:
            value = task.told("NetworkConfiguration", "AwsvpcConfiguration", "AssignPublicIp")
            yield task.name, f"AssignPublicIp is {_said(value)}"
    for balancer in context.graph.of_type(BALANCER):
        if faces_internet(balancer) is not Truth.NO:
            yield balancer.path, f"Scheme is {_said(balancer.get('Scheme')) or 'not set, so internet-facing'}"
    for database in context.graph.of_type(INSTANCE):
        value = database.get("PubliclyAccessible")
        if (isinstance(value, Literal) and value.boolean) or not isinstance(value, Absent | Literal):
            yield database.path, f"PubliclyAccessible is {shown(value)}"
    for store in context.stores.all.values():
        if store.known.in_vpc and store.public is not Truth.NO:
            yield str(store), "its name leads to public addresses, or may"
    for gateway in context.graph.of_type(NAT):
        if _said(gateway.get("ConnectivityType")).lower() != "private":
            yield gateway.path, "a NAT gateway: it lets out, and nobody in"


def _encrypted(context: Context) -> Iterator[Row]:
    ways = {each.resource.path: told for each in context.databases.all if (told := enforcement(context.graph, each))}
    for resource in (each for kind in _AT_REST for each in context.graph.of_type(kind)):
        written = [f"{key} is {_whole(resource, key)}" for key in _AT_REST[resource.type]]
        enforced, store = ways.get(resource.path), context.stores.all.get(resource.path)
        said = ""
        if enforced is not None:
            said = f"{_TLS[enforced.verdict]}: {enforced.because}"
        elif store is not None and store.speech is not None:
            said = store.speech.because
        yield resource.path, "; ".join(written), said


_TLS = {Truth.YES: "TLS only", Truth.NO: "TLS is not enforced", Truth.UNKNOWN: "not known"}


def _whole(resource: Resource, key: str) -> str:
    value = resource.get(key)
    if isinstance(value, Absent):
        return "not set"
    told = [part.text for part in parts(value) if isinstance(part, Literal)]
    return shown(value) if isinstance(value, Literal) or not told else ", ".join(told)


def _said(value: Value) -> str:
    return "" if isinstance(value, Absent) else shown(value)
