"""What a volume on EFS says of itself: the port that it is encrypted through, and where it begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.needs.files.test_mounts import VOLUME, mount

SECOND = {
    "TaskDefinition.Volumes.1": (
        "{Name: archive, EFSVolumeConfiguration: {FilesystemId: !Ref Files, TransitEncryption: ENABLED, "
        "TransitEncryptionPort: 20049}}"
    ),
}


@pytest.mark.parametrize(
    ("port", "expected"),
    [
        ("20049", ("yes", set())),
        ("0", ("yes", set())),
        ("65536", ("no", {"ECS230"})),
        ("-1", ("no", {"ECS230"})),
        ("nfs", ("no", {"ECS230"})),
        ("!Ref Open", ("unknown", set())),
    ],
)
def test_a_port_is_a_number(tmp_path: Path, port: str, expected: tuple[str, set[str]]) -> None:
    assert mount(tmp_path, {f"{VOLUME}.TransitEncryptionPort": port}) == expected


@pytest.mark.parametrize(("port", "rules"), [("20049", {"ECS234"}), ("20050", set())])
def test_a_port_is_for_one_volume(tmp_path: Path, port: str, rules: set[str]) -> None:
    assert mount(tmp_path, SECOND, {f"{VOLUME}.TransitEncryptionPort": port})[1] == rules


def test_an_access_point_made_elsewhere_has_its_directory_too(tmp_path: Path) -> None:
    point = {f"{VOLUME}.AuthorizationConfig": "{AccessPointId: fsap-0123456789abcdef0}"}
    assert mount(tmp_path, point) == ("unknown", set())
    assert mount(tmp_path, point, {f"{VOLUME}.RootDirectory": "/shop"}) == ("no", {"ECS230"})
