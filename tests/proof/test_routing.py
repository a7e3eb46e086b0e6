"""Rules of listeners: what is never reached, what is refused, and what is not known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.proof.one_app import OPEN, Change, add, both, faults, row, set_to

ELB = "AWS::ElasticLoadBalancingV2::"
NEED = "load balancer Balancer"
MINE = [{"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}]
THEIRS = [{"Type": "forward", "TargetGroupArn": {"Ref": "Others"}}]
PAGE = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "503"}}]


def path(*patterns: object) -> dict[str, Any]:
    return {"Field": "path-pattern", "PathPatternConfig": {"Values": list(patterns)}}


def host(*names: object) -> dict[str, Any]:
    return {"Field": "host-header", "Values": list(names)}


def rule(name: str, priority: object, *conditions: object, to: object = THEIRS, **more: object) -> Change:
    properties = {"ListenerArn": {"Ref": "Listener"}, "Priority": priority, "Conditions": list(conditions)}
    return add(name, f"{ELB}ListenerRule", Actions=to, **{**properties, **more})


def routed(*changes: Change) -> Change:
    """The listener answers by itself, and its rules lead on: here to the service, there to a function."""

    def waits(template: dict[str, Any]) -> None:
        template["Resources"]["Web"]["DependsOn"].append("Mine")

    others = add("Others", f"{ELB}TargetGroup", TargetType="lambda")
    return both(set_to("Listener", DefaultActions=PAGE), others, *changes, waits)


def found(folder: Path, *changes: Change) -> list[tuple[str, str, tuple[Any, ...]]]:
    return [(each.rule, each.at, each.steps) for each in faults(folder, routed(*changes))]


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


def test_a_default_action_that_nothing_comes_to(tmp_path: Path) -> None:
    change = both(routed(rule("Mine", 20, path("/*"))), set_to("Listener", DefaultActions=MINE))
    assert [(each.rule, each.steps) for each in faults(tmp_path, change)] == [("ECS146", ("DefaultActions",))]
    for other in (rule("Mine", 20, path("/a*")), rule("Mine", 20, path("/*"), to=PAGE)):
        assert faults(tmp_path, both(routed(other), set_to("Listener", DefaultActions=MINE))) == []


def test_a_page_of_maintenance_is_no_mistake_and_a_lasting_one_is(tmp_path: Path) -> None:
    mine, page = rule("Mine", 20, path("/*"), to=MINE), rule("Page", 1, path("/*"), to=PAGE)

    def sometimes(template: dict[str, Any]) -> None:
        template["Conditions"] = {"Down": {"Fn::Equals": ["down", "down"]}}
        template["Resources"]["Page"]["Condition"] = "Down"

    assert found(tmp_path, mine, page, sometimes) == []
    assert found(tmp_path, mine, page) == [("WCS146", "Mine", ("Priority",))]


def test_one_value_that_is_never_matched(tmp_path: Path) -> None:
    way = ("Conditions", 0, "PathPatternConfig", "Values", 1)
    changes = (rule("Mine", 20, path("/a", "/b/c", "/d"), to=MINE), rule("Theirs", 10, path("/b*")))
    assert found(tmp_path, *changes) == [("WCS146", "Mine", way)]
    names = (rule("Mine", 20, host("a.b.c", "b.c"), to=MINE), rule("Theirs", 10, host("*.b.c")))
    assert found(tmp_path, *names) == [("WCS146", "Mine", ("Conditions", 0, "Values", 0))]


SHOP = (rule("Mine", 20, path("/api/*"), to=MINE), rule("Theirs", 10, path("/*"), host("shop.example.com")))


def test_every_host_that_is_named_takes_the_path_before(tmp_path: Path) -> None:
    way = ("Conditions", 0, "PathPatternConfig", "Values", 0)
    assert found(tmp_path, *SHOP) == [("WCS147", "Mine", way)]
    assert row(tmp_path, NEED, routed(*SHOP)) == "yes"
    assert found(tmp_path, *SHOP, rule("More", 30, path("/x"), host("api.example.com"))) == []
    assert found(tmp_path, *SHOP, rule("Rest", 90, path("/*"))) == []
    assert found(tmp_path, *SHOP, rule("More", 30, path("/x"), host(OPEN))) == []
    forwards = both(routed(*SHOP), set_to("Listener", DefaultActions=THEIRS))
    assert faults(tmp_path, forwards) == []
    special = rule("Theirs", 10, path("/api/*"), host("shop.example.com"))
    assert found(tmp_path, SHOP[0], special) == []


def test_one_priority_for_two_rules(tmp_path: Path) -> None:
    mine = rule("Mine", 10, path("/a/*"), to=MINE)
    assert found(tmp_path, mine, rule("Theirs", "10", path("/b/*"))) == [("ECS147", "Theirs", ("Priority",))]
    (fault,) = faults(tmp_path, routed(mine, rule("Theirs", 10, path("/b/*")), rule("More", 11, path("/c"))))
    assert fault.fix == "Priority: 12"
    for change in ({"Priority": OPEN}, {"ListenerArn": OPEN}):
        assert found(tmp_path, mine, rule("Theirs", 10, path("/b/*"), **change)) == []

    def either(template: dict[str, Any]) -> None:
        template["Conditions"] = {"One": {"Fn::Equals": [OPEN, "one"]}}
        template["Resources"]["Theirs"]["Condition"] = "One"

    assert found(tmp_path, mine, rule("Theirs", 10, path("/b/*")), either) == []


def test_more_conditions_than_a_rule_may_have(tmp_path: Path) -> None:
    five = [path("/a", "/b", "/c"), host("a.b", "c.d")]
    assert found(tmp_path, rule("Mine", 10, *five, to=MINE)) == []
    one_more = {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET"]}}
    assert found(tmp_path, rule("Mine", 10, *five, one_more, to=MINE)) == [("ECS148", "Mine", ("Conditions",))]
    assert found(tmp_path, rule("Mine", 10, path("/*?*/?*", "/b?"), to=MINE)) == []
    assert found(tmp_path, rule("Mine", 10, path("/*?*/?*", "/b??"), to=MINE)) == [("ECS148", "Mine", ("Conditions",))]
