"""How a task ends by the answers of the proof: the first step that cannot be done, in words that lead back to it."""

from __future__ import annotations

from typing import Any

import pytest

from generator.catalogue import find
from generator.diagnosis.bundle import Row
from generator.rehearsal.physics.clock import seconds, told
from generator.rehearsal.physics.ending import Ending
from generator.rehearsal.physics.facts import Facts
from generator.rehearsal.physics.fate import fate

SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:login-AbCdEf"


def facts(**of_container: Any) -> Facts:
    """A task of one container behind a load balancer."""
    container = {
        "name": "web",
        "image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:v1",
        "secrets": [{"name": "PASSWORD", "valueFrom": f"{SECRET}:password::"}],
        "environment": [{"name": "PGHOST", "value": "db.example"}, {"name": "PGPORT", "value": "5432"}],
        "healthCheck": {"startPeriod": 60, "interval": 30, "retries": 3},
        **of_container,
    }
    service = {"loadBalancers": [{"targetGroupArn": "arn:aws:tg/web", "containerPort": 3000}], "desiredCount": 1}
    roles = {
        "executionRoleArn": "arn:aws:iam::111122223333:role/exec",
        "taskRoleArn": "arn:aws:iam::111122223333:role/own",
    }
    volumes = [{"name": "files", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]
    definition = {"containerDefinitions": [container], "volumes": volumes, **roles}
    return Facts("111122223333", "us-east-1", service, definition, "10.0.1.7")


def row(need: str, *rules: str, verdict: str = "no", because: str = "") -> Row:
    return Row.model_validate(
        {"task": "Web/Service", "need": need, "verdict": verdict, "rules": rules, "because": (because,)}
    )


def end(*rows: Row, **of_container: Any) -> Ending:
    found = fate(rows, facts(**of_container))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("need", "rule", "said", "code"),
    [
        ("trust in ExecutionRoleArn", "ECS033", "unable to assume the role 'arn:aws:iam::111122223333:role/exec'", ""),
        ("trust in TaskRoleArn", "ECS033", "unable to assume the role 'arn:aws:iam::111122223333:role/own'", ""),
        ("ecr.api", "ECS010", "dial tcp 44.213.79.104:443: i/o timeout", "TaskFailedToStart"),
        ("ecr.api", "ECS100", "i/o timeout", "TaskFailedToStart"),
        ("secretsmanager", "ECS010", f"failed to fetch secret {SECRET} from", "TaskFailedToStart"),
        ("PASSWORD of web", "ECS030", "no identity-based policy allows the secrets", "TaskFailedToStart"),
        ("PASSWORD of web", "ECS013", "no VPC endpoint policy allows", "TaskFailedToStart"),
        ("PASSWORD of web", "ECS034", "did not contain json key password", "TaskFailedToStart"),
        ("ssm", "ECS010", "Systems Manager Parameter Store", "TaskFailedToStart"),
        ("image of web", "ECS030", "not authorized to perform: ecr:BatchGetImage", "TaskFailedToStart"),
        ("s3", "ECS011", "starport-layer-bucket", "TaskFailedToStart"),
        ("s3", "ECS013", "403 Forbidden", "TaskFailedToStart"),
        ("logs", "ECS020", "signal: killed", "TaskFailedToStart"),
        ("log of web", "ECS030", "logs:CreateLogStream", "TaskFailedToStart"),
        ("database Db", "ECS093", "connect ETIMEDOUT 10.0.1.7:5432", "EssentialContainerExited"),
        ("database Db", "ECS095", "no encryption", "EssentialContainerExited"),
        ("auth.shop.local:3000", "ECS102", "ENOTFOUND auth.shop.local", "EssentialContainerExited"),
        ("store Cache", "ECS262", "Socket closed unexpectedly", "EssentialContainerExited"),
        ("mount files", "ECS232", "mount.nfs4: Connection timed out", "TaskFailedToStart"),
        ("mount files", "ECS231", 'Failed to resolve "fs-1.efs.us-east-1', "TaskFailedToStart"),
        ("mount files", "ECS238", "access denied by server", "TaskFailedToStart"),
        ("secretsmanager", "ECS016", "context deadline exceeded", "TaskFailedToStart"),
        ("logs", "ECS018", "signal: killed", "TaskFailedToStart"),
        ("/tmp of web", "ECS162", "EACCES: permission denied, mkdir '/tmp/", "EssentialContainerExited"),
        ("health check of web", "ECS080", "failed container health checks", "ServiceSchedulerInitiated"),
        ("load balancer Lb", "ECS101", "in (target-group arn:aws:tg/web)", "ServiceSchedulerInitiated"),
    ],
)  # fmt: skip
def test_the_words_lead_back_to_the_cause(need: str, rule: str, said: str, code: str) -> None:
    ending = end(row(need, rule))
    assert said in ending.text
    if code:
        assert ending.code == code
    assert any(rule in found.entry.rules for found in find(ending.text))


def test_the_first_step_that_fails_is_the_end() -> None:
    late, early = row("health check of web", "ECS080"), row("logs", "ECS020")
    assert end(late, early).need == "logs"
    assert end(late, row("logs", verdict="yes")).need == "health check of web"


def test_a_refused_token_comes_before_secrets() -> None:
    token = row(
        "image of web", "ECS030", because="a policy grants ecr:GetAuthorizationToken, but is attached to no role"
    )
    assert end(row("secretsmanager", "ECS010"), token).need == "image of web"
    pull = row("image of web", "ECS030", because="no policy grants ecr:BatchGetImage")
    assert end(pull, row("secretsmanager", "ECS010")).need == "secretsmanager"


def test_files_of_variables_are_read_before_images() -> None:
    files = [{"type": "s3", "value": "arn:aws:s3:::bucket/web.env"}]
    assert "download env files" in end(row("s3", "ECS011"), environmentFiles=files).reason


@pytest.mark.parametrize(
    "quiet",
    [
        row("logs", verdict="unknown"),
        row("database Db", "WCS091"),
        row("load balancer Lb", "ECS999"),
        row("calls to Lb", "ECS190"),
    ],
    ids=["unknown", "a warning", "clients that cannot come", "calls of others"],
)
def test_what_stops_no_task(quiet: Row) -> None:
    assert fate([quiet], facts()) is None


def test_a_probe_of_three_times_thirty_seconds_takes_minutes() -> None:
    """Start period 60, interval 30, three retries, three tasks: eight to ten minutes."""
    ending = end(row("health check of web", "ECS080"))
    assert 8 * 60 <= seconds(ending, facts(), 3, breaker=True) <= 10 * 60
    assert told(seconds(ending, facts(), 3, breaker=False)) == "about 3 hours"


@pytest.mark.parametrize(
    ("rule", "because", "said"),
    [
        ("ECS031", "the permissions boundary of Iam/Role does not let it pass", "no permissions boundary allows"),
        (
            "ECS200",
            "ResourcePolicy of Keys/Policy, statement 1 denies it",
            "an explicit deny in a resource-based policy",
        ),
        ("ECS031", "the policy of Keys/Key does not let it use kms:Decrypt", "Access to KMS is not allowed"),
    ],
)
def test_a_denial_is_told_as_the_policy_does_that_denies(rule: str, because: str, said: str) -> None:
    assert said in end(row("PASSWORD of web", rule, because=because)).text
