"""Priorities of the load balancer's rules: the specific before the broad, and nobody moves when a service is added."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.config.route import Route, conflicts, priority

QUICK = settings(max_examples=60, deadline=None, derandomize=True)
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,10}[a-z0-9]", fullmatch=True)
WORD = st.from_regex(r"[a-z0-9.~_-]{1,8}", fullmatch=True)
BROAD = st.lists(WORD, max_size=4).map(lambda words: "/" + "".join(f"{word}/" for word in words) + "*")
EXACT = st.lists(WORD, min_size=1, max_size=4).map(lambda words: "/" + "/".join(words))
PART = st.lists(WORD, min_size=1, max_size=4).map(lambda words: "/" + "/".join(words) + "*")
PATHS = BROAD | EXACT | PART
HOSTS = st.none() | st.from_regex(r"[a-z]{1,8}\.example\.com", fullmatch=True)
ROUTES = st.builds(
    lambda paths, host: Route(path=paths, host=host), st.lists(PATHS, min_size=1, max_size=4, unique=True), HOSTS
)


def at(name: str, path: str, host: str | None = None) -> int:
    return priority(name, Route(path=[path], host=host))


@QUICK
@given(NAMES, ROUTES)
def test_priority_is_one_that_a_rule_may_have(name: str, route: Route) -> None:
    assert 1 <= priority(name, route) <= 50000


@QUICK
@given(NAMES, NAMES, BROAD)
def test_narrower_path_is_tried_before_a_broader_one(one: str, other: str, path: str) -> None:
    depth = path.count("/") - 1
    assume(depth <= 3)
    assert at(one, path[:-1] + "more/*") < at(other, path)
    assert at(one, path[:-1] + "mo*") < at(other, path)


@QUICK
@given(NAMES, NAMES, PATHS)
def test_every_path_is_tried_before_the_one_that_takes_all(one: str, other: str, path: str) -> None:
    assume(path != "/*")
    assert at(one, path) < at(other, "/*")


@pytest.mark.parametrize("path", ["/auth/*", "/auth", "/a*", "/auth/login/*"])
def test_example_paths_are_tried_before_the_rest(path: str) -> None:
    assert at("auth-service", path) < at("web", "/*")


@QUICK
@given(NAMES, NAMES, PATHS, PATHS)
def test_rule_with_a_host_is_tried_before_any_without(one: str, other: str, path: str, broad: str) -> None:
    assert at(one, path, "api.example.com") < at(other, broad)


@QUICK
@given(NAMES, ROUTES, st.permutations(["/a/*", "/b/*", "/c/*"]))
def test_priority_knows_nothing_of_others_nor_of_order(name: str, route: Route, paths: list[str]) -> None:
    assert priority(name, route) == priority(name, Route(path=list(reversed(route.path)), host=route.host))
    assert priority(name, Route(path=paths)) == priority(name, Route(path=["/a/*", "/b/*", "/c/*"]))


@QUICK
@given(NAMES, PATHS, st.integers(1, 50000))
def test_priority_that_is_set_is_kept(name: str, path: str, number: int) -> None:
    assert priority(name, Route(path=[path], priority=number)) == number


@QUICK
@given(st.dictionaries(NAMES, ROUTES, min_size=2, max_size=6))
def test_routes_without_a_conflict_have_priorities_of_their_own(routes: dict[str, Route]) -> None:
    assume(not list(conflicts(routes)))
    numbers = [priority(name, route) for name, route in routes.items()]
    assert len(set(numbers)) == len(numbers)
    for (_, first), (_, second) in combinations(routes.items(), 2):
        assert first.host != second.host or not set(first.path) & set(second.path)


def told(**routes: Route) -> list[str]:
    return [str(problem) for problem in conflicts({name.replace("_", "-"): route for name, route in routes.items()})]


def test_identical_routes_are_a_conflict() -> None:
    (line,) = told(a=Route(path=["/x/*", "/same"]), b=Route(path=["/same"]))
    assert line.startswith("services.b.route.path: is also the route of a (got /same)")


def test_identical_paths_of_two_hosts_are_none() -> None:
    assert told(a=Route(path=["/*"], host="a.example.com"), b=Route(path=["/*"], host="b.example.com")) == []
    assert len(told(a=Route(path=["/*"], host="A.example.com"), b=Route(path=["/*"], host="a.EXAMPLE.com"))) == 1


def test_equal_priorities_are_a_conflict_with_a_free_number_as_way_out() -> None:
    routes = {"a": Route(path=["/a/*"], priority=at("b", "/b/*")), "b": Route(path=["/b/*"])}
    (problem,) = conflicts(routes)
    assert "falls on the same rule priority as a" in problem.what
    number = int(problem.hint.split("priority: ")[1].split("`")[0])
    routes["b"] = Route(path=["/b/*"], priority=number)
    assert list(conflicts(routes)) == []


def test_overlap_whose_order_is_left_to_the_hash_is_a_conflict() -> None:
    """``/a/*/c`` and ``/a/*`` fall into one band, so their order depends on names."""
    pairs = [(f"s{number}", f"t{number}") for number in range(40)]
    for narrow, broad in pairs:
        routes = {narrow: Route(path=["/a/*/c"]), broad: Route(path=["/a/*"])}
        wrong = at(broad, "/a/*") <= at(narrow, "/a/*/c")
        assert bool(list(conflicts(routes))) == wrong


def test_overlap_of_one_path_among_several_is_a_conflict() -> None:
    """All paths of a rule share the priority of its most specific one, so /auth/* comes before /auth/login here."""
    (line,) = told(web=Route(path=["/a/b/c", "/auth/*"]), auth=Route(path=["/auth/login", "/other"]))
    assert "overlaps the route of auth" in line


def test_pattern_for_one_letter_does_not_cover_a_broader_one() -> None:
    assert told(a=Route(path=["/x/y/z", "/q?"]), b=Route(path=["/q*"])) == []
    assert len(told(a=Route(path=["/x/y/z", "/q*"]), b=Route(path=["/q?"]))) == 1


def test_overlap_with_priorities_set_is_accepted() -> None:
    assert told(a=Route(path=["/a/*"], priority=2), b=Route(path=["/a/*/c"], priority=1)) == []
