"""Entries of ServiceRegistries that ECS refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.names.test_name_service_refused import Edits, rules

ENTRY = "Service.ServiceRegistries.0"
SRV: Edits = {
    "Discovery.DnsConfig.DnsRecords.1": "{Type: SRV, TTL: 10}",
    f"{ENTRY}.ContainerName": "web",
    f"{ENTRY}.ContainerPort": "3000",
}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({}, set()),
        (SRV, set()),
        (SRV | {f"{ENTRY}.ContainerName": "site"}, {"ECS109"}),
        (SRV | {f"{ENTRY}.ContainerPort": "8080"}, {"ECS109"}),
        (SRV | {f"{ENTRY}.Port": "3000"}, {"ECS109"}),
        ({"Discovery.DnsConfig.DnsRecords.1": "{Type: SRV, TTL: 10}", f"{ENTRY}.Port": "3000"}, set()),
        ({f"{ENTRY}.ContainerName": "web", f"{ENTRY}.ContainerPort": "3000"}, {"ECS109"}),
        (SRV | {f"{ENTRY}.ContainerPort": "!Ref Open", "Parameters.Open": "{Type: Number}"}, set()),
        ({"Service.ServiceRegistries.1": "{RegistryArn: !GetAtt Discovery.Arn}"}, {"ECS109"}),
    ],
)
def test_what_a_service_registers_is_there(tmp_path: Path, edits: Edits, expected: set[str]) -> None:
    assert rules(tmp_path, edits) == expected


def test_tasks_have_no_names_for_an_alias(tmp_path: Path) -> None:
    alias: Edits = {"Discovery.DnsConfig.DnsRecords": "[{Type: CNAME, TTL: 10}]"}
    assert "ECS109" in rules(tmp_path, alias)
