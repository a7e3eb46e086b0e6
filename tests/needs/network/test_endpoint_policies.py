"""Policies of endpoints, which decide besides those of roles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.edited import edited
from tests.needs.secrets_endpoint import secrets_endpoint
from tests.one_app import ELSEWHERE, OPEN, attribute, both, faults, row

ROLE = {"AWS": attribute("Role", "Arn")}
READ = "secretsmanager:GetSecretValue"
MINE = {"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}}
OURS = {"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}


def allow(principal: object, action: object = "kms:*", **more: object) -> dict[str, Any]:
    """Write a statement of an endpoint's policy."""
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*", **more}


@pytest.mark.parametrize(
    ("policy", "verdict"),
    [
        (None, "yes"),
        ({"Statement": allow("*", "*")}, "yes"),
        ({"Statement": [allow("*", READ, Condition=MINE)]}, "yes"),
        ({"Statement": [allow(ROLE, READ)]}, "yes"),
        ({"Statement": [allow("*", READ, Condition=OURS)]}, "unknown"),
        (OPEN, "unknown"),
        ({"Statement": [allow("*", "secretsmanager:ListSecrets")]}, "no"),
        ({"Statement": [allow("*", READ, Resource="arn:aws:s3:::elsewhere")]}, "no"),
        ({"Statement": [allow("*", "*"), allow("*", "*") | {"Effect": "Deny"}]}, "no"),
        ({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}, "no"),
        ({"Version": "2012-10-17"}, "no"),
    ],
)  # fmt: skip
def test_the_policy_of_an_endpoint(tmp_path: Path, policy: object, verdict: str) -> None:
    change = both(ELSEWHERE, secrets_endpoint(policy))
    assert row(tmp_path, "secretsmanager", change) == verdict
    expected = [("ECS013", "Door", ("PolicyDocument",))] if verdict == "no" else []
    assert [(fault.rule, fault.at, fault.steps) for fault in faults(tmp_path, change)] == expected


@pytest.mark.parametrize(("effect", "verdict"), [("Deny", "unknown"), ("Allow", "yes")])
def test_whether_layers_are_asked_for_at_the_registry_is_not_known(tmp_path: Path, effect: str, verdict: str) -> None:
    layers = f"{{Effect: {effect}, Principal: '*', Action: 'ecr:GetDownloadUrlForLayer', Resource: '*'}}"
    policy = f"{{Statement: [{{Effect: Allow, Principal: '*', Action: '*', Resource: '*'}}, {layers}]}}"
    result = edited(tmp_path, "isolated", {"EcrDkrEndpoint.PolicyDocument": policy})
    assert (result.verdict("ecr.dkr"), result.rules) == (verdict, set())
