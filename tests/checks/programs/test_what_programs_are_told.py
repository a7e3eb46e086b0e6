"""What programs are told of one another and of their memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

FIRST, SECOND = (f"TaskDefinition.ContainerDefinitions.{index}" for index in (0, 1))
BESIDE = {SECOND: "{Name: redis, Image: 'redis:7.4'}"}
DHCP = {"Dhcp": "{Type: AWS::EC2::DHCPOptions, Properties: {DomainName: shop.internal}}"}


def found(folder: Path, name: str, value: str, *more: dict[str, str | None]) -> set[str]:
    edits: dict[str, str | None] = {f"{FIRST}.Environment": f"[{{Name: {name}, Value: '{value}'}}]"}
    for each in more:
        edits |= each
    return edited(folder, "nat", edits).rules


@pytest.mark.parametrize(
    ("name", "value", "more", "expected"),
    [
        ("REDIS_HOST", "redis", BESIDE, {"WCS374"}),
        ("CACHE_URL", "redis://redis:6379/0", BESIDE, {"WCS374"}),
        ("CACHE_ENDPOINT", "redis:6379", BESIDE, {"WCS374"}),
        ("CACHE_BACKEND", "redis", BESIDE, set()),
        ("CACHE_KIND", "redis", BESIDE, set()),
        ("REDIS_HOST", "localhost", BESIDE, set()),
        ("SELF_URL", "http://web:3000", BESIDE, set()),
        ("REDIS_HOST", "redis", {}, set()),
        ("REDIS_HOST", "redis", BESIDE | DHCP, set()),
    ],
)
def test_a_container_is_no_host(
    name: str, value: str, more: dict[str, str | None], expected: set[str], tmp_path: Path
) -> None:
    assert found(tmp_path, name, value, more) - {"ECS102"} == expected


@pytest.mark.parametrize(
    ("name", "value", "more", "expected"),
    [
        ("DATABASE_URL", "postgresql://localhost/shop", {}, {"WCS375"}),
        ("CACHE", "127.0.0.1:6379", {}, {"WCS375"}),
        ("DATABASE_URL", "postgresql://localhost/shop", BESIDE, set()),
        ("SELF_URL", "http://localhost:3000", {}, set()),
        ("DB_HOST", "localhost", {}, set()),
    ],
)
def test_a_database_is_not_in_a_task_of_one_container(
    name: str, value: str, more: dict[str, str | None], expected: set[str], tmp_path: Path
) -> None:
    assert found(tmp_path, name, value, more) == expected


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("JAVA_OPTS", "-Xms1g -Xmx1g", {"WCS376"}),
        ("NODE_OPTIONS", "--max-old-space-size=512", {"WCS376"}),
        ("JAVA_OPTS", "-Xmx384m -Xss1g", set()),
        ("JAVA_OPTS", "-XX:MaxRAMPercentage=75", set()),
        ("OTHER_OPTS", "-Xmx1g", set()),
    ],
)
def test_a_heap_fits_into_its_container(name: str, value: str, expected: set[str], tmp_path: Path) -> None:
    assert found(tmp_path, name, value) == expected


def test_a_heap_of_a_command(tmp_path: Path) -> None:
    edits = {f"{FIRST}.Command": "[java, -Xmx1024m, -jar, app.jar]"}
    assert edited(tmp_path, "nat", edits).rules == {"WCS376"}
