"""The rows of the matrix, in their order, and what becomes of them when one cannot be asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.crash import Watch
from generator.needs.agent.secrets import secret_paths
from generator.needs.matrix import Prover
from tests.one_app import Change, add, both, container, graph, rows, set_in, set_to

IMAGE = "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1"
ALL = both(
    set_in("WebTask", Image=IMAGE),
    set_to("Web", EnableExecuteCommand=True),
    add("Group", "AWS::Logs::LogGroup"),
    lambda t: container(t).update(
        LogConfiguration={
            "LogDriver": "awslogs",
            "Options": {"awslogs-group": {"Ref": "Group"}, "awslogs-region": "us-east-1"},
        }
    ),
)
STARTED = ["ecr.api", "ecr.dkr", "s3", "secretsmanager", "logs"]
ALLOWED = ["image of web", "DB_HOST of web", "DB_PASSWORD of web", "log of web", "trust in ExecutionRoleArn"]
SERVED = ["database Database", "api.app.local:8080", "load balancer Balancer"]
ON_EC2 = both(set_to("Web", LaunchType="EC2"), set_to("WebTask", RequiresCompatibilities=["EC2"]))


def names(folder: Path, change: Change) -> list[str]:
    return [proof.need.name for proof in rows(folder, "", change) if proof.task == "Web"]


def test_the_way_comes_first_then_permissions_then_what_serves(tmp_path: Path) -> None:
    assert names(tmp_path, ALL) == [*STARTED, *ALLOWED, *SERVED, "start"]


def test_instances_fetch_for_their_tasks(tmp_path: Path) -> None:
    assert set(names(tmp_path, both(ALL, ON_EC2))).isdisjoint(STARTED)


def test_what_may_run_on_instances_is_no_no(tmp_path: Path) -> None:
    def shut(t: dict[str, Any]) -> None:
        del t["Resources"]["TaskRoute"]
        t["Resources"]["Web"]["DependsOn"].remove("TaskRoute")
        t["Resources"]["Api"].pop("DependsOn")

    def verdicts(change: Change) -> set[str]:
        found = rows(tmp_path, "", change)
        return {str(proof.answer.verdict) for proof in found if proof.task == "Web" and proof.need.name in STARTED}

    either = both(
        set_to("Web", LaunchType={"Ref": "Open"}), set_to("WebTask", RequiresCompatibilities=["EC2", "FARGATE"])
    )
    assert verdicts(both(ALL, shut)) == {"no"}
    assert verdicts(both(ALL, shut, either)) == {"unknown"}


def test_a_need_that_fails_takes_no_other_task_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(context: Any, task: Any, want: Any) -> Any:
        return [][1] if task.name == "Web" else secret_paths(context, task, want)

    monkeypatch.setattr("generator.needs.matrix.secret_paths", failing)
    watch = Watch()
    proofs = Prover(graph(tmp_path, ALL), watch).proofs
    assert [proof.need.name for proof in proofs if proof.task == "Web"] == [
        "ecr.api",
        "ecr.dkr",
        "s3",
        "all other needs",
    ]
    assert "health check of api" in {proof.need.name for proof in proofs if proof.task == "Api"}
    assert [crash.kind for crash in watch.crashes] == ["IndexError"]
    with pytest.raises(IndexError):
        _ = Prover(graph(tmp_path, ALL)).proofs


def test_a_task_definition_that_is_not_seen_is_one_row(tmp_path: Path) -> None:
    (proof,) = (each for each in rows(tmp_path, "", set_to("Web", TaskDefinition="web:7")) if each.task == "Web")
    assert (proof.need.name, str(proof.answer.verdict)) == ("task definition", "unknown")
