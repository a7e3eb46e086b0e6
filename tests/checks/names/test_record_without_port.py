"""Records of Cloud Map that need what the tasks do not have."""

from __future__ import annotations

from pathlib import Path

from tests.one_app import Change, both, faults, properties, rules, set_to


def records(*types: str) -> Change:
    """Make a change that gives the api's name records of some types."""
    return set_to("ApiName", DnsConfig={"DnsRecords": [{"Type": each, "TTL": 10} for each in types]})


def test_records_that_hold_a_port_of_tasks_that_register_none(tmp_path: Path) -> None:
    findings = [finding for finding in faults(tmp_path, records("A", "SRV")) if finding.rule == "ECS104"]
    assert [(finding.at, finding.steps) for finding in findings] == [("Api", ("ServiceRegistries", 0))]
    port: Change = lambda t: properties(t, "Api")["ServiceRegistries"][0].update(Port=8080)  # noqa: E731
    assert "ECS104" not in rules(tmp_path, both(records("SRV"), port))


def test_records_that_hold_an_address_of_tasks_that_have_none(tmp_path: Path) -> None:
    bridge = both(
        set_to("ApiTask", NetworkMode="bridge", RequiresCompatibilities=["EC2"]),
        set_to("Api", LaunchType="EC2", NetworkConfiguration=None),
    )
    findings = [finding for finding in faults(tmp_path, both(records("A"), bridge)) if finding.rule == "ECS104"]
    assert [(finding.at, finding.steps) for finding in findings] == [("ApiName", ("DnsConfig", "DnsRecords"))]
    assert "has A records, but tasks of Api have no IP addresses of their own" in findings[0].message
    assert "ECS104" not in rules(tmp_path, records("A"))
