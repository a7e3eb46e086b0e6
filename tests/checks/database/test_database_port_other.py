"""Ports behind the address of a database."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, both, faults, rules, set_in, set_to, variable

ADDRESS = "${Database.Endpoint.Address}"


def url(value: object) -> Change:
    return variable("DATABASE_URL", value)


@pytest.mark.parametrize(
    "change",
    [
        url({"Fn::Sub": f"postgres://app:secret@{ADDRESS}:3306/app"}),
        url({"Fn::Sub": f"{ADDRESS}:5433"}),
        url({"Fn::Sub": [f"{ADDRESS}:${{Port}}/app", {"Port": "3306"}]}),
        url({"Fn::Join": ["", ["postgres://", {"Fn::GetAtt": ["Database", "Endpoint.Address"]}, ":", "3306", "/app"]]}),
        both(set_to("Database", Port=5433), url({"Fn::Sub": f"postgres://{ADDRESS}:5432/app"})),
        both(set_to("Database", Port=5433), url({"Fn::Sub": f"postgres://{ADDRESS}/app"})),
        both(set_to("Database", Port=5433), url({"Fn::Sub": f"postgres://app@{ADDRESS}"})),
    ],
)
def test_a_port_that_nothing_listens_on(tmp_path: Path, change: Change) -> None:
    found = [fault for fault in faults(tmp_path, change) if fault.rule == "ECS211"]
    assert [(fault.at, fault.tasks, fault.steps[2]) for fault in found] == [("WebTask", ("Web",), "Environment")]
    assert "${Database.Endpoint.Port}" in found[0].fix


@pytest.mark.parametrize(
    "change",
    [
        url({"Fn::Sub": f"postgres://{ADDRESS}:5432/app"}),
        url({"Fn::Sub": f"postgres://{ADDRESS}:${{Database.Endpoint.Port}}/app"}),
        url({"Fn::Sub": f"postgres://{ADDRESS}/app:1"}),
        url({"Fn::Sub": f"postgres://{ADDRESS}:${{Open}}/app"}),
        both(set_to("Database", Port=OPEN), url({"Fn::Sub": f"postgres://{ADDRESS}:3306/app"})),
        both(set_to("Database", Engine=OPEN), url({"Fn::Sub": f"postgres://{ADDRESS}:3306/app"})),
        url({"Fn::Sub": "postgres://${Open}:3306/app"}),
        url("postgres://localhost:3306/app"),
        url({"Fn::Sub": f"postgres://{ADDRESS}/app"}),
        url({"Fn::Sub": f"mysql://{ADDRESS}/app"}),
        both(set_to("Database", Port=5432), url({"Fn::Sub": f"postgres://{ADDRESS}/app"})),
        both(set_to("Database", Port=5433), url({"Fn::Sub": f"postgres://{ADDRESS}/app?port=5433"})),
        both(set_to("Database", Port=5433), url({"Fn::Sub": f"https://{ADDRESS}/app"})),
        both(set_to("Database", Port=5433), url({"Fn::Sub": f"postgres://{ADDRESS}/app"}), variable("PGPORT", OPEN)),
        both(
            set_to("Database", Port=5433),
            url({"Fn::Sub": f"postgres://{ADDRESS}/app"}),
            set_in("WebTask", EnvironmentFiles=[{"Type": "s3", "Value": "arn:aws:s3:::settings/web.env"}]),
        ),
    ],
)
def test_a_port_that_may_be_right(tmp_path: Path, change: Change) -> None:
    assert "ECS211" not in rules(tmp_path, change)


def test_a_port_that_rests_on_a_default_says_so(tmp_path: Path) -> None:
    parameter = lambda t: t["Parameters"].update(Port={"Type": "Number", "Default": 3306})  # noqa: E731
    change = both(parameter, url({"Fn::Sub": f"postgres://{ADDRESS}:${{Port}}/app"}))
    (found,) = [fault for fault in faults(tmp_path, change) if fault.rule == "ECS211"]
    assert found.message.endswith("(this rests on the Default of Port)")
