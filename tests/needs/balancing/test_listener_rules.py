"""Whether any request comes to a service, or the rules before its own take all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import OPEN, both, faults, row, set_to
from tests.routed_app import MINE, NEED, PAGE, THEIRS, found, host, path, routed, rule

NEVER = [("ECS146", "Mine", ("Priority",))]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ([path("/api/*")], [path("/*")]),
        ([path("/api/*")], [path("*")]),
        ([path("/api/*")], [path("/*/*", "/x")]),
        ([path("/api/v1/*", "/api/v2/*")], [path("/api/v?/*")]),
        ([host("Shop.example.com"), path("/api/*")], [host("*.EXAMPLE.com")]),
        ([host("shop.example.com")], [host("shop.example.com"), path("/*")]),
        ([path("/a"), {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET"]}}], [path("/?")]),
        ([{"Field": "path-pattern", "Values": ["/a"]}], [path("/a", OPEN)]),
        ([path("/api/*"), host(OPEN)], [path("/api*")]),
    ],
)
def test_a_service_that_no_request_comes_to(tmp_path: Path, mine: list[Any], theirs: list[Any]) -> None:
    changes = (rule("Mine", 20, *mine, to=MINE), rule("Theirs", 10, *theirs))
    assert found(tmp_path, *changes) == NEVER
    assert row(tmp_path, NEED, routed(*changes)) == "no"
    assert found(tmp_path, rule("Mine", 5, *mine, to=MINE), rule("Theirs", 10, *theirs)) != NEVER


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ([path("/api*")], [path("/api/*")]),
        ([path("/API/*")], [path("/api/*")]),
        ([path("/api/*")], [path("/*"), host("shop.example.com", "other.example.com")]),
        ([path("/*")], [path("/?*")]),
        ([path("/api/*")], [path("/*"), {"Field": "source-ip", "SourceIpConfig": {"Values": ["10.0.0.0/8"]}}]),
        ([path("/api/*")], [{"Field": "path-pattern", "PathPatternConfig": {"RegexValues": ["^/.*$"]}}]),
        ([{"Field": "path-pattern", "PathPatternConfig": {"RegexValues": ["^/.*$"]}}], [path("/a/*")]),
        ([path("/api/*")], [path(OPEN)]),
        ([path("/api/*")], [OPEN]),
        ([path(OPEN)], [path("/api/*")]),
        ([path("/api/*")], [{"Field": OPEN, "Values": ["/*"]}]),
    ],
)
def test_a_service_that_requests_come_to_or_may(tmp_path: Path, mine: list[Any], theirs: list[Any]) -> None:
    changes = (rule("Mine", 20, *mine, to=MINE), rule("Theirs", 10, *theirs))
    assert not {"ECS146", "WCS146"} & {each[0] for each in found(tmp_path, *changes)}
    assert row(tmp_path, NEED, routed(*changes)) == "yes"


def test_several_rules_may_take_everything_together(tmp_path: Path) -> None:
    theirs = (rule("Theirs", 10, path("/?", "/")), rule("Rest", 11, path("/??*")))
    assert found(tmp_path, rule("Mine", 20, path("/*"), to=MINE), *theirs) == NEVER
    assert found(tmp_path, rule("Mine", 20, path("/*"), to=MINE), theirs[0]) == []


@pytest.mark.parametrize(
    "more",
    [
        {"Priority": OPEN},
        {"ListenerArn": OPEN},
        {"ListenerArn": "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/other/1/2"},
        {"Actions": MINE},
        {"Conditions": OPEN},
    ],
)
def test_what_is_not_certain_about_the_rule_before(tmp_path: Path, more: dict[str, Any]) -> None:
    theirs = rule(
        "Theirs", 10, path("/*"), **{"to": THEIRS, **({"to": more["Actions"]} if "Actions" in more else more)}
    )
    assert found(tmp_path, rule("Mine", 20, path("/api/*"), to=MINE), theirs) == []


def test_another_rule_that_leads_to_the_service_as_well(tmp_path: Path) -> None:
    changes = (rule("Mine", 20, path("/api/*"), to=MINE), rule("Theirs", 10, path("/*"), host("a.example.com")))
    dead = rule("Dead", 30, path("/api/*"), host("a.example.com"), to=MINE)
    assert ("WCS146", "Dead", ("Priority",)) in found(tmp_path, *changes, dead)
    assert "ECS146" not in {each[0] for each in found(tmp_path, *changes, dead)}
    assert "ECS146" not in {each[0] for each in found(tmp_path, dead, *changes)}, "whichever stands first"


def test_a_default_action_that_nothing_comes_to(tmp_path: Path) -> None:
    change = both(routed(rule("Mine", 20, path("/*"))), set_to("Listener", DefaultActions=MINE))
    assert [(each.rule, each.steps) for each in faults(tmp_path, change)] == [("ECS146", ("DefaultActions",))]
    for other in (rule("Mine", 20, path("/a*")), rule("Mine", 20, path("/*"), to=PAGE)):
        assert faults(tmp_path, both(routed(other), set_to("Listener", DefaultActions=MINE))) == []


def test_what_is_said_of_the_rules_that_take_everything(tmp_path: Path) -> None:
    mine = rule("Mine", 20, path("/*"), to=MINE)
    (alone,) = faults(tmp_path, routed(mine, rule("Theirs", 10, path("/*"))))
    said = "Mine (priority 20) is never reached: Theirs (priority 10) takes every matching request first"
    assert alone.message == f"{said}, so clients never reach Web"
    assert alone.fix == "Priority of Mine: less than 10; or Conditions that name requests of its own"
    assert alone.tasks == ("Web",)
    several = [rule(f"Theirs{n}", n, path(p)) for n, p in enumerate(("/", "/?", "/??", "/???*"), 1)]
    (together,) = faults(tmp_path, routed(mine, *several))
    assert "Theirs2 (priority 2), Theirs3 (priority 3) and 1 more take every matching request" in together.message
    assert together.fix == "Priority of Mine: less than that of Theirs1, which must be raised"
    default = both(routed(rule("Mine", 20, path("/*"))), set_to("Listener", DefaultActions=MINE))
    (action,) = faults(tmp_path, default)
    assert action.message.startswith("the default action of Listener is never reached: Mine (priority 20) takes every")
    assert action.fix == "add a rule for Web with a lower Priority than Mine"
