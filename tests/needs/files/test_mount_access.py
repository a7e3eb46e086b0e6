"""The policy of a file system, and the role that it is mounted as."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.needs.files.test_mounts import IAM, POINT, VOLUME, mount

ANYBODY, ROOT = "{AWS: '*'}", "{AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}"
OVER_TLS = "{Bool: {aws:SecureTransport: 'true'}}"
THROUGH_TARGET = "{Bool: {elasticfilesystem:AccessedViaMountTarget: 'true'}}"
ROLE: dict[str, str | None] = {
    "ExecutionRole.ManagedPolicyArns.1": "arn:aws:iam::aws:policy/AmazonElasticFileSystemClientReadWriteAccess"
}


def policy(*statements: str) -> dict[str, str | None]:
    return {"Files.FileSystemPolicy": f"{{Version: '2012-10-17', Statement: [{', '.join(statements)}]}}"}


def statement(
    principal: str = ANYBODY,
    action: str = "elasticfilesystem:Client*",
    condition: str = "",
    effect: str = "Allow",
) -> str:
    more = f", Condition: {condition}" if condition else ""
    return f"{{Effect: {effect}, Principal: {principal}, Action: '{action}'{more}}}"


PLAIN = {f"{VOLUME}.TransitEncryption": None}
NO_TLS_DENIED = statement(action="*", condition="{Bool: {aws:SecureTransport: 'false'}}", effect="Deny")


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([policy(statement())], ("yes", set())),
        ([policy(statement(condition=THROUGH_TARGET))], ("yes", set())),
        ([policy(statement(), NO_TLS_DENIED)], ("yes", set())),
        ([policy(statement(), NO_TLS_DENIED), PLAIN], ("no", {"ECS238"})),
        ([policy(statement(condition=OVER_TLS)), PLAIN], ("no", {"ECS238"})),
        ([policy(NO_TLS_DENIED)], ("no", {"ECS238"})),
        ([policy(statement(ROOT))], ("no", {"ECS238"})),
        ([policy(statement(action="elasticfilesystem:ClientWrite"))], ("no", {"ECS238"})),
        ([policy(statement(action="elasticfilesystem:ClientMount"))], ("yes", {"WCS239"})),
        ([policy(statement("{AWS: !Ref Open}"))], ("unknown", set())),
        ([policy(statement()), {f"{VOLUME}.TransitEncryption": "!Ref Open"}], ("yes", set())),
        ([policy(statement(ROOT)), IAM], ("no", {"ECS236"})),
        ([policy(statement("{AWS: !GetAtt ExecutionRole.Arn}")), IAM], ("yes", set())),
        ([policy(statement(), statement(ROOT, effect="Deny")), IAM, ROLE], ("no", {"ECS200"})),
        ([policy(statement(condition="{StringEquals: {elasticfilesystem:AccessPointArn: !GetAtt Point.Arn}}")), POINT],
         ("yes", set())),
        ([policy(statement(condition="{StringEquals: {elasticfilesystem:AccessPointArn: !GetAtt Point.Arn}}"))],
         ("no", {"ECS238"})),
    ],
)  # fmt: skip
def test_who_may_mount(tmp_path: Path, edits: list[dict[str, str | None]], expected: tuple[str, set[str]]) -> None:
    assert mount(tmp_path, *edits) == expected


def test_who_only_reads_need_not_write(tmp_path: Path) -> None:
    reading = {"TaskDefinition.ContainerDefinitions.0.MountPoints.0.ReadOnly": "true"}
    assert mount(tmp_path, policy(statement(action="elasticfilesystem:ClientMount")), reading) == ("yes", set())
