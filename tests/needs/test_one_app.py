"""The app that all tests spoil is right; what is given up on is given up on quietly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.needs.matrix import Prover
from generator.stack import load
from tests.effort import tries
from tests.findings import about_tasks
from tests.one_app import app, faults, rows, without

ROOT = Path(__file__).parents[2]


def test_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


def test_everything_is_proven(tmp_path: Path) -> None:
    assert {proof.need.name: str(proof.answer.verdict) for proof in rows(tmp_path, "")} == {
        "DB_HOST of web": "yes",
        "DB_PASSWORD of web": "yes",
        "api.app.local:8080": "yes",
        "database Database": "yes",
        "docker.io": "yes",
        "health check of api": "yes",
        "health check of web": "yes",
        "load balancer Balancer": "yes",
        "secretsmanager": "yes",
        "start": "yes",
        "trust in ExecutionRoleArn": "yes",
    }


@pytest.mark.parametrize("environment", ["dev", "prod", "registry"])
def test_nothing_is_wrong_with_our_output_and_all_of_it_is_proven(environment: str) -> None:
    root = ROOT / "output" / environment / "root.yaml"
    found = load(root, project=ROOT, parameters={"AWS::Region": "us-east-1"})
    prover = Prover(found)
    # Advice is for what only people know: that the certificate is an example's, and that nobody gets the mails.
    assert [each.message for each in about_tasks(found, prover) if each.rule not in ("ICS165", "ICS167")] == []
    assert {proof.need.name for proof in prover.proofs if str(proof.answer.verdict) != "yes"} == set()
    names = {proof.need.name for proof in prover.proofs}
    if environment != "registry":
        assert {"database Database/Database", "auth-service.task-management.local:3000"} <= names
        assert {"ca-bundle", "health check of auth-service", "health check of task-service"} <= names
        assert {"/tmp of auth-service", "/tmp of task-service"} <= names
        assert "load balancer LoadBalancer/LoadBalancer" in names


NAMES = [name for name in app()["Resources"] if name not in ("Web", "WebTask")]


@pytest.mark.parametrize("name", NAMES)
def test_any_resource_may_be_missing(tmp_path: Path, name: str) -> None:
    for fault in faults(tmp_path, without(name)):
        assert fault.line != (0, 0)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99999) | st.sampled_from(["", "CMD", "{{", "http://[", "-", "${", "*"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["Ref", "Fn::Sub", "Fn::If", "Name", "x", "Fn::GetAtt"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def spots(node: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [way, *(spot for key, value in inner for spot in spots(value, (*way, key)))]


SPOTS = [way for way in spots(app()) if len(way) > 3 and way[2] == "Properties"]


@settings(max_examples=tries(50), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.sampled_from(SPOTS), what=JUNK)
def test_no_template_is_too_strange(tmp_path: Path, where: tuple[Any, ...], what: object) -> None:
    template = app()
    node = template
    for step in where[:-1]:
        node = node[step]
    node[where[-1]] = what
    path = tmp_path / "root.json"
    path.write_text(json.dumps(template))
    found = load(path, project=tmp_path)
    for fault in about_tasks(found):
        assert fault.line >= 0
