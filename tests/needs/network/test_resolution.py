"""Names that tasks ask for: who answers in their VPC, and whether they lead where they should."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

HERE = "us-east-1"
ALL = ("ecr.api", "ecr.dkr", "logs", "s3")


def servers(*addresses: str, vpc: str = "!Ref Vpc") -> Edits:
    """Let tasks ask other name servers."""
    listed = f"Properties: {{DomainNameServers: [{', '.join(addresses)}]}}" if addresses else "Properties: {}"
    return {
        "Options": f"{{Type: AWS::EC2::DHCPOptions, {listed}}}",
        "OptionsOfVpc": (
            f"{{Type: AWS::EC2::VPCDHCPOptionsAssociation, Properties: {{VpcId: {vpc}, DhcpOptionsId: !Ref Options}}}}"
        ),
    }


def rule(domain: str, kind: str = "FORWARD", name: str = "Rule", vpc: str = "!Ref Vpc") -> Edits:
    """Let a Resolver rule take the questions for a domain."""
    return {
        name: f"{{Type: AWS::Route53Resolver::ResolverRule, Properties: {{DomainName: {domain}, RuleType: {kind}}}}}",
        f"{name}OfVpc": (
            "{Type: AWS::Route53Resolver::ResolverRuleAssociation, "
            f"Properties: {{VPCId: {vpc}, ResolverRuleId: !GetAtt {name}.ResolverRuleId}}}}"
        ),
    }


def zone(domain: str, vpc: str = "!Ref Vpc", **records: str) -> Edits:
    """Make a private zone, with the properties of its records."""
    return {
        "Zone": (
            "{Type: AWS::Route53::HostedZone, "
            f"Properties: {{Name: {domain}, VPCs: [{{VPCId: {vpc}, VPCRegion: !Ref AWS::Region}}]}}}}"
        ),
        **{
            name: f"{{Type: AWS::Route53::RecordSet, Properties: {{HostedZoneId: !Ref Zone, {properties}}}}}"
            for name, properties in records.items()
        },
    }


def firewall(*rules: str, **lists: str) -> Edits:
    """Let DNS Firewall decide about names."""
    return {
        **{
            name: f"{{Type: AWS::Route53Resolver::FirewallDomainList, Properties: {{Domains: [{entries}]}}}}"
            for name, entries in lists.items()
        },
        "Firewall": (
            "{Type: AWS::Route53Resolver::FirewallRuleGroup, "
            f"Properties: {{FirewallRules: [{', '.join(f'{{{each}}}' for each in rules)}]}}}}"
        ),
        "FirewallOfVpc": (
            "{Type: AWS::Route53Resolver::FirewallRuleGroupAssociation, "
            "Properties: {VpcId: !Ref Vpc, FirewallRuleGroupId: !Ref Firewall, Priority: 101}}"
        ),
    }


def block(listed: str, priority: int = 20, more: str = "BlockResponse: NXDOMAIN") -> str:
    return f"Action: BLOCK, {more}, Priority: {priority}, FirewallDomainListId: {listed}"


def let(listed: str, priority: int = 10, action: str = "ALLOW") -> str:
    return f"Action: {action}, Priority: {priority}, FirewallDomainListId: {listed}"


TO_ENDPOINT = (
    "Name: !Sub 'logs.${AWS::Region}.amazonaws.com', Type: A, AliasTarget: {HostedZoneId: Z1, DNSName: "
    "!Select [1, !Split [':', !Select [0, !GetAtt LogsEndpoint.DnsEntries]]]}"
)
NO_NAME: Edits = {"LogsEndpoint.PrivateDnsEnabled": "false"}


@pytest.mark.parametrize(
    "edits",
    [
        {},
        servers("AmazonProvidedDNS"),
        servers("10.0.0.2", "169.254.169.253"),
        servers("10.9.9.9", vpc="!Ref Elsewhere")
        | {"Elsewhere": "{Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}"},
        rule("corp.example.com"),
        rule(".") | rule("amazonaws.com", "SYSTEM", "Own"),
        zone("app.example.com"),
        zone("us-west-2.amazonaws.com"),
        zone("amazonaws.com") | {"Zone.VPCs": None},
        firewall(block("!Ref Bad"), Bad="bad.example.com, '*.evil.example'"),
        firewall(let("!Ref Own"), block("!Ref All"), Own="'*.amazonaws.com'", All="'*'"),
        firewall(block("!Ref All"), let("!Ref Own"), Own="'*.amazonaws.com'", All="'*'"),
        firewall(block("!Ref Below"), Below="'*.logs.us-east-1.amazonaws.com'"),
        firewall(let("!Ref All", action="ALERT"), All="'*'"),
        firewall(block("!Ref All", more="BlockResponse: NODATA, Qtype: MX"), All="'*'"),
        firewall(let("rslvr-fdl-0123456789abcdef", action="ALERT")),
        NO_NAME | zone("!Sub 'logs.${AWS::Region}.amazonaws.com'", Record=TO_ENDPOINT),
    ],
)
def test_names_that_lead_where_they_should(tmp_path: Path, edits: Edits) -> None:
    found = edited(tmp_path, "isolated", edits, region=HERE)
    assert found.rules == set()
    assert {need: found.verdict(need) for need in ALL} == dict.fromkeys(ALL, "yes")


@pytest.mark.parametrize(
    ("edits", "unknown", "said"),
    [
        (servers("10.9.9.9"), ALL, "name servers of Options (10.9.9.9)"),
        (servers("AmazonProvidedDNS", "10.9.9.9"), ALL, "(10.9.9.9)"),
        (servers(), ALL, "that names none"),
        (servers("10.1.0.2"), ALL, "(10.1.0.2)"),
        (servers("10.9.9.9", vpc="!ImportValue vpc"), ALL, "may make tasks ask"),
        (rule("."), ("s3",), "Rule sends"),
        (rule("amazonaws.com"), ("s3",), "Rule sends"),
        (rule("amazonaws.com", vpc="!ImportValue vpc"), ("s3",), "Rule may send"),
        (rule("logs.us-east-1.amazonaws.com"), ("logs",), "Rule sends"),
        (rule("!ImportValue domain"), ALL, "Rule may send"),
        (rule(".") | rule("example.com", "SYSTEM", "Own"), ("s3",), "Rule sends"),
        (zone("!ImportValue domain"), ("s3",), "Zone may be a private zone"),
        (
            zone("amazonaws.com", Record="Name: '*.amazonaws.com', Type: A, ResourceRecords: [10.0.0.9]"),
            ("s3",),
            "Record",
        ),
        (zone("amazonaws.com") | {"Outputs.Zone.Value": "!Ref Zone"}, ("s3",), "what else is in it is not seen"),
        (firewall(block("rslvr-fdl-0123456789abcdef")), ALL, "DNS Firewall (Firewall) may refuse"),
        (firewall(block("!Ref All", more="BlockResponse: OVERRIDE"), All="'*'"), ALL, "may refuse"),
        (
            firewall(let("!Ref Own"), block("!Ref All"), Own="logs.us-east-1.amazonaws.com", All="x.com"),
            ("logs",),
            "redirected",
        ),
        (
            firewall(block("!Ref All", more="Qtype: !ImportValue kind, BlockResponse: NODATA"), All="'*'"),
            ALL,
            "may refuse",
        ),
        (firewall() | {"FirewallOfVpc.FirewallRuleGroupId": "rslvr-frg-0123456789abcdef"}, ALL, "may refuse"),
    ],
)
def test_names_of_which_it_is_not_known(tmp_path: Path, edits: Edits, unknown: tuple[str, ...], said: str) -> None:
    found = edited(tmp_path, "isolated", edits, region=HERE)
    assert found.rules == set()
    assert {need for need in ALL if found.verdict(need) == "unknown"} == set(unknown)
    assert all(said in found.because(need) for need in unknown)


@pytest.mark.parametrize(
    ("edits", "rule", "failing"),
    [
        (zone("amazonaws.com"), "ECS106", ("s3",)),
        (zone("s3.us-east-1.amazonaws.com"), "ECS106", ("s3",)),
        (zone("prod.example.com") | {"Zone.Name": "!Sub 's3.${AWS::Region}.amazonaws.com'"}, "ECS106", ("s3",)),
        (firewall(block("!Ref All"), All="'*'"), "ECS105", ALL),
        (firewall(block("!Ref Own"), Own="'*.us-east-1.amazonaws.com'"), "ECS105", ALL),
        (firewall(block("!Ref Own"), Own="logs.us-east-1.amazonaws.com"), "ECS105", ("logs",)),
        (
            firewall(block("!Ref Own", 5), let("!Ref Own"), Own="api.ecr.us-east-1.amazonaws.com"),
            "ECS105",
            ("ecr.api",),
        ),
    ],
)
def test_names_that_lead_nowhere(tmp_path: Path, edits: Edits, rule: str, failing: tuple[str, ...]) -> None:
    found = edited(tmp_path, "isolated", edits, region=HERE)
    assert found.rules == {rule}
    assert {need for need in ALL if found.verdict(need) == "no"} == set(failing)


def test_the_region_decides_whose_name_a_zone_has(tmp_path: Path) -> None:
    """A zone of one Region's names is in nobody's way in another, and what is not known is said."""
    written = zone("s3.eu-west-1.amazonaws.com")
    assert edited(tmp_path, "isolated", written, region=HERE).verdict("s3") == "yes"
    assert edited(tmp_path, "isolated", written, region="eu-west-1").verdict("s3") == "no"
    assert edited(tmp_path, "isolated", written).verdict("s3") == "unknown"


def test_a_shut_endpoint_stays_shut_whoever_answers(tmp_path: Path) -> None:
    """Nothing else leads out of the subnet, so that the name does not matter."""
    shut = {"EndpointGroup.SecurityGroupIngress": "[]"}
    found = edited(tmp_path, "isolated", servers("10.9.9.9"), shut, region=HERE)
    assert (found.verdict("logs"), found.rules) == ("no", {"ECS040"})


def test_others_may_know_an_endpoint_without_a_public_name(tmp_path: Path) -> None:
    found = edited(tmp_path, "isolated", servers("10.9.9.9"), NO_NAME, region=HERE)
    assert (found.verdict("logs"), found.rules) == ("unknown", set())


def test_the_endpoint_that_a_record_leads_to_has_to_admit_the_tasks(tmp_path: Path) -> None:
    own = NO_NAME | zone("!Sub 'logs.${AWS::Region}.amazonaws.com'", Record=TO_ENDPOINT)
    shut = {"LogsEndpoint.SecurityGroupIds": "[!Ref TaskGroup]"}
    assert edited(tmp_path, "isolated", own, shut, region=HERE).verdict("logs") == "no"


def test_no_name_resolves_without_a_name_server(tmp_path: Path) -> None:
    """The way by NAT needs names as well."""
    found = edited(tmp_path, "nat", {"Vpc.EnableDnsSupport": "false"}, region=HERE)
    assert found.rules == {"ECS100"}
    assert {found.verdict(need) for need in ALL} == {"no"}
    assert len([finding for finding in found.findings if finding.rule == "ECS100"]) == 1
    open_flag = edited(tmp_path, "nat", {"Vpc.EnableDnsSupport": "!ImportValue dns"}, region=HERE)
    assert "EnableDnsSupport of Vpc" in open_flag.because("logs")


CALL = "web.app.internal:3000"


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (servers("10.9.9.9"), "name servers of Options"),
        (rule("app.internal"), "Rule sends"),
        (rule("web.app.internal"), "Rule sends"),
        (zone("web.app.internal", Record="Name: web.app.internal, Type: A"), "Record gives"),
        ({"Namespace.Properties.Properties.DnsProperties.SOA.TTL": "86400"}, "86400 seconds"),
        ({"Discovery.HealthCheckConfig": "{Type: TCP}"}, "health check of Route 53"),
        (
            {"Record": "{Type: AWS::Route53::RecordSet, Properties: {HostedZoneId: !GetAtt Namespace.HostedZoneId, "
                       "Name: web.app.internal, Type: A, TTL: 10, ResourceRecords: [10.0.0.9]}}"},
            "Record gives",
        ),
    ],
)  # fmt: skip
def test_a_private_name_that_may_lead_elsewhere(tmp_path: Path, edits: Edits, said: str) -> None:
    found = edited(tmp_path, "called", edits, region=HERE)
    assert found.rules == set()
    assert found.verdict(CALL) == "unknown"
    assert said in found.because(CALL)


def test_a_private_name_below_that_of_another_zone(tmp_path: Path) -> None:
    """A zone with a shorter name is not asked, and one with a longer name is."""
    assert "ECS106" not in edited(tmp_path, "called", zone("internal"), region=HERE).rules
    below = edited(tmp_path, "called", zone("web.app.internal"), region=HERE)
    assert (below.verdict(CALL), below.rules) == ("no", {"ECS106"})


def test_a_namespace_with_the_name_of_an_api(tmp_path: Path) -> None:
    named = "Properties: {Name: amazonaws.com, Vpc: !Ref Vpc}"
    namespace = {"Namespace": f"{{Type: AWS::ServiceDiscovery::PrivateDnsNamespace, {named}}}"}
    found = edited(tmp_path, "isolated", namespace, region=HERE)
    assert (found.verdict("s3"), found.verdict("logs"), found.rules) == ("no", "yes", {"ECS106"})
    assert "the zone of the namespace Namespace" in found.because("s3")


@pytest.mark.parametrize(
    ("edits", "found"),
    [
        (zone("app.internal"), {"ECS107"}),
        (zone("App.Internal."), {"ECS107"}),
        (zone("data.internal"), set()),
        (zone("app.internal", vpc="!ImportValue vpc"), set()),
        (zone("!ImportValue domain"), set()),
    ],
)
def test_two_zones_of_one_name(tmp_path: Path, edits: Edits, found: set[str]) -> None:
    assert edited(tmp_path, "called", edits, region=HERE).rules & {"ECS107"} == found


def test_a_zone_of_the_name_that_an_endpoint_has(tmp_path: Path) -> None:
    assert "ECS107" in edited(tmp_path, "isolated", zone("logs.us-east-1.amazonaws.com"), region=HERE).rules
    assert "ECS107" not in edited(tmp_path, "isolated", zone("logs.eu-west-1.amazonaws.com"), region=HERE).rules


def test_a_database_is_found_by_its_name(tmp_path: Path) -> None:
    need = "database Database"
    assert edited(tmp_path, "database", zone("rds.amazonaws.com"), region=HERE).verdict(need) == "no"
    assert "Rule sends" in edited(tmp_path, "database", rule("rds.amazonaws.com"), region=HERE).because(need)


def test_a_public_registry_is_found_by_its_name(tmp_path: Path) -> None:
    first = "TaskDefinition.ContainerDefinitions.0"
    hub = {f"{first}.Image": "nginx:1.29", f"{first}.HealthCheck": None}
    found = edited(tmp_path, "nat", hub, firewall(block("!Ref Hub"), Hub="'*.docker.io'"), region=HERE)
    assert (found.verdict("docker.io"), found.rules - {"WCS151"}) == ("no", {"ECS105"})
