"""Rules of listeners: what is never matched, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.one_app import OPEN, both, faults, row, set_to
from tests.routed_app import MINE, NEED, PAGE, THEIRS, found, host, path, routed, rule


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


def test_what_is_said_of_rules(tmp_path: Path) -> None:
    """The fault of a service is told by the need; of what is left each kind has words of its own."""
    mine = rule("Mine", 20, path("/a", "/b/c"), to=MINE)
    (value,) = faults(tmp_path, routed(mine, rule("Theirs", 10, path("/b*"))))
    said = "/b/c of Mine (priority 20) is never matched: Theirs (priority 10) takes every such request first"
    assert value.message == said
    assert value.fix == "Priority of Mine: less than 10; or Conditions that name requests of its own"
    (host_before,) = faults(tmp_path, routed(*SHOP))
    assert host_before.message.startswith(
        "requests for /api/* at shop.example.com never reach Mine (priority 20): Theirs (priority 10) takes"
    )
    (taken,) = faults(tmp_path, routed(mine, rule("Theirs", 20, path("/d"))))
    assert taken.message.startswith("Theirs and Mine have the same priority on one listener, 20: CreateRule fails")
    (wild,) = faults(tmp_path, routed(rule("Mine", 10, path("/*?*/?*", "/b??"), to=MINE)))
    assert wild.message.startswith("Mine has 7 wildcards in its conditions, and a rule can only have 5: ")
