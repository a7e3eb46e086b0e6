"""Volumes on EFS: what their configuration says, and the access points that they go through."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited
from tests.needs.of_containers import said

VOLUME = "TaskDefinition.Volumes.0.EFSVolumeConfiguration"
IAM = {f"{VOLUME}.AuthorizationConfig": "{IAM: ENABLED}", "TaskDefinition.TaskRoleArn": "!GetAtt ExecutionRole.Arn"}
POINT = {
    f"{VOLUME}.AuthorizationConfig": "{AccessPointId: !Ref Point}",
    "Point": (
        "{Type: AWS::EFS::AccessPoint, Properties: {FileSystemId: !Ref Files, PosixUser: {Uid: '1000', Gid: '1000'}, "
        "RootDirectory: {Path: /shop, CreationInfo: {OwnerUid: '1000', OwnerGid: '1000', Permissions: '0755'}}}}"
    ),
}
OPEN = {"Parameters.Open": "{Type: String}"}


def mount(folder: Path, *edits: dict[str, str | None]) -> tuple[str, set[str]]:
    return said(folder, "mount uploads", OPEN, *edits, base="files")


def test_a_file_system_that_is_there_is_mounted(tmp_path: Path) -> None:
    assert mount(tmp_path) == ("yes", set())


def test_a_task_that_mounts_starts(tmp_path: Path) -> None:
    assert said(tmp_path, "start", base="files") == ("yes", set())


@pytest.mark.parametrize("more", [IAM, POINT])
@pytest.mark.parametrize(
    ("encryption", "expected"),
    [
        ("ENABLED", ("yes", set())),
        ("DISABLED", ("no", {"ECS230"})),
        (None, ("no", {"ECS230"})),
        ("!Ref Open", ("unknown", set())),
    ],
)
def test_who_signs_in_encrypts(
    tmp_path: Path, more: dict[str, str | None], encryption: str | None, expected: tuple[str, set[str]]
) -> None:
    assert mount(tmp_path, more, {f"{VOLUME}.TransitEncryption": encryption}) == expected


def test_who_does_not_sign_in_need_not_encrypt(tmp_path: Path) -> None:
    assert mount(tmp_path, {f"{VOLUME}.TransitEncryption": None}) == ("yes", set())


@pytest.mark.parametrize(
    ("directory", "alone", "through_point"),
    [("/", "yes", "yes"), ("/shop", "unknown", "no"), ("!Ref Open", "unknown", "unknown")],
)
def test_an_access_point_has_a_directory_of_its_own(
    tmp_path: Path, directory: str, alone: str, through_point: str
) -> None:
    edit: dict[str, str | None] = {f"{VOLUME}.RootDirectory": directory}
    assert mount(tmp_path, edit) == (alone, set())
    assert mount(tmp_path, POINT, edit) == (through_point, {"ECS230"} if through_point == "no" else set())


@pytest.mark.parametrize(
    "edit",
    [
        {"Point.RootDirectory.CreationInfo": None},
        {"Point.FileSystemId": "!Ref Open"},
        {f"{VOLUME}.AuthorizationConfig.AccessPointId": "!Ref Open"},
        {f"{VOLUME}.FilesystemId": "!Ref Open"},
        {VOLUME: "!Ref Open"},
        {"Files.FileSystemPolicy": "!Ref Open"},
        {"MountTarget.IpAddressType": "IPV6_ONLY"},
    ],
)
def test_what_is_not_known_of_a_mount(tmp_path: Path, edit: dict[str, str | None]) -> None:
    assert mount(tmp_path, POINT, edit)[0] == "unknown"


def test_iam_takes_a_task_role(tmp_path: Path) -> None:
    assert mount(tmp_path, IAM, {"TaskDefinition.TaskRoleArn": None}) == ("no", {"ECS237"})


@pytest.mark.parametrize(("owner", "expected"), [("!Ref Files", ("yes", set())), ("!Ref Archive", ("no", {"ECS235"}))])
def test_an_access_point_is_one_of_the_file_system(tmp_path: Path, owner: str, expected: tuple[str, set[str]]) -> None:
    archive = {"Archive": "{Type: AWS::EFS::FileSystem}", "Point.FileSystemId": owner}
    assert mount(tmp_path, POINT, archive) == expected


@pytest.mark.parametrize(("enabled", "expected"), [("true", "yes"), ("false", "unknown"), ("!Ref Open", "unknown")])
def test_the_key_of_a_file_system_is_on(tmp_path: Path, enabled: str, expected: str) -> None:
    edits: dict[str, str | None] = {
        "Files.KmsKeyId": "!GetAtt Key.Arn",
        "Key": f"{{Type: AWS::KMS::Key, Properties: {{Enabled: {enabled}}}}}",
    }
    assert mount(tmp_path, edits)[0] == expected


@pytest.mark.parametrize(("user", "warned"), [("'0'", False), ("'1000'", True)])
def test_a_container_of_root_may_give_the_root_away_before_another_writes(
    tmp_path: Path, user: str, warned: bool
) -> None:
    web, first = "TaskDefinition.ContainerDefinitions.0", "TaskDefinition.ContainerDefinitions.1"
    edits = {
        f"{web}.User": "'1000'",
        f"{web}.DependsOn": "[{ContainerName: owner, Condition: SUCCESS}]",
        first: (
            "{Name: owner, Image: 'public.ecr.aws/docker/library/busybox:1', Essential: false, Command: [chown, "
            f"'1000', /data], User: {user}, MountPoints: [{{SourceVolume: uploads, ContainerPath: /data}}]}}"
        ),
    }
    assert ("WCS230" in edited(tmp_path, "files", edits).rules) == warned
    assert "WCS230" in edited(tmp_path, "files", {f"{web}.User": "'1000'"}).rules
