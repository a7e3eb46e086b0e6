"""Priorities of the load balancer's rules: the specific before the broad, and nobody moves when a service is added."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.config.route import Route, priority
from generator.config.routing import conflicts
from generator.text.requests import Names, left
from tests.effort import tries

QUICK = settings(max_examples=60, derandomize=True)
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
    assert "services.auth.route: gets no request for /auth/login: the rule of web is tried before" in line


def test_a_host_that_takes_everything_is_refused_before_what_others_are_there_for() -> None:
    web = Route(path=["/*"], host="shop.example.com")
    (line,) = told(web=web, api=Route(path=["/api/*"]))
    assert line.startswith("services.api.route: gets no request for /api/* at the host shop.example.com: the route /*")
    assert " of web " in line
    assert told(web=web, api=Route(path=["/api/*"], host="SHOP.example.com")) == []
    number = int(line.split("priority: ")[1].split("`")[0])
    assert told(web=web, api=Route(path=["/api/*"], priority=number)) == []
    assert told(web=web, rest=Route(path=["/*"])) == []
    assert told(web=web, other=Route(path=["/*"], host="admin.example.com")) == []


def test_a_rule_that_several_others_leave_nothing_is_refused_with_all_of_them() -> None:
    (line,) = told(a=Route(path=["/??*"]), b=Route(path=["/?", "/"]), c=Route(path=["/*"]))
    assert "services.c.route: gets no request for /*: the rules of a and b are tried before" in line


def test_the_rule_that_takes_all_is_named_though_another_takes_a_part() -> None:
    same, taken_all = told(
        bb=Route(path=["/y/a*"], priority=1),
        a=Route(path=["/x/*", "/y*"], priority=2),
        c=Route(path=["/x/*", "/y/*"], priority=3),
    )
    assert same.startswith("services.c.route.path: is also the route of a (got /x/*)")
    assert "services.c.route: gets no request for /y/*: the rule of a is tried before and takes them all" in taken_all


def test_a_rule_that_takes_a_part_which_others_take_as_well_is_not_named() -> None:
    (line,) = told(
        bb=Route(path=["/zz*"], priority=1),
        a=Route(path=["/??*"], priority=2),
        b=Route(path=["/?", "/"], priority=3),
        c=Route(path=["/*"]),
    )
    assert "the rules of a and b are tried before and together take them all" in line


def test_a_path_of_both_is_no_reason_to_blame_a_third() -> None:
    (line,) = told(
        bb=Route(path=["/x/a*"], priority=1), a=Route(path=["/x/*"], priority=2), c=Route(path=["/x/*"], priority=3)
    )
    assert line.startswith("services.c.route.path: is also the route of a (got /x/*)")


def test_a_request_that_two_routes_name_is_not_left_to_their_names() -> None:
    (line,) = told(a=Route(path=["/*.css"]), b=Route(path=["/*/img/*"]))
    assert "services.b.route: and the route of a both name /" in line
    assert told(a=Route(path=["/*.css"], priority=1), b=Route(path=["/*/img/*"])) == []
    assert len(told(a=Route(path=["/x"], host="*.example.com"), b=Route(path=["/x"], host="shop.*.com"))) == 1


def test_a_priority_that_is_set_does_not_excuse_a_rule_that_gets_nothing() -> None:
    (line,) = told(a=Route(path=["/*"], priority=1), b=Route(path=["/b/*"], priority=2))
    assert "services.b.route: gets no request for /b/*: the rule of a is tried before" in line


@pytest.mark.parametrize(
    "host",
    [
        *("a..b.com", ".b.com", "a.com.", "-a.com", "a-.com", "a.-b.com", "a", "a.", "*", "10.0.0.1", "x.c0m"),
        *(
            "a.example.*",
            "a.exampl?",
            "a_b.com",
            "a b.com",
            "a.com:443",
            "a.com/x",
            "https://a.com",
            "ä.com",
            "a.xn--p1ai",
        ),
    ],
)
def test_a_host_that_no_rule_may_name(host: str) -> None:
    with pytest.raises(ValidationError, match="has a form that is not accepted"):
        Route(path=["/*"], host=host)


@pytest.mark.parametrize(
    "host", ["a.b", "api.example.com", "*.example.com", "API-2.Example.COM", "a--b.c?.*.com", "1.2.x"]
)
def test_a_host_that_a_rule_may_name(host: str) -> None:
    assert Route(path=["/*"], host=host).host == host


@pytest.mark.parametrize(("paths", "host"), [(["/*/*/*", "/*/*"], "*.example.com"), (["/??????"], None)])
def test_more_wildcards_than_a_rule_may_have(paths: list[str], host: str | None) -> None:
    with pytest.raises(ValidationError, match="has 6 wildcards"):
        Route(path=paths, host=host)


WORDS = st.text("ab/*?", max_size=4).map(lambda text: f"/{text}")
FEW_HOSTS = st.sampled_from([None, "a.b", "A.B", "b.b", "*.b", "a.*", "*"])
REQUESTS = [
    (host, "/" + "".join(letters))
    for host in ("a.b", "b.b", "c.b", "a.c", "c.c")
    for length in range(4)
    for letters in product("ab/z", repeat=length)
]


def crowd(least: int) -> st.SearchStrategy[dict[str, Route]]:
    """Routes that get into each other's way: few letters, few hosts."""
    paths = st.lists(WORDS, min_size=1, max_size=2, unique=True)
    free = st.none() | st.integers(1, 50000)

    def fits(parts: tuple[list[str], str | None, int | None]) -> bool:
        return sum(text.count(wild) for text in (*parts[0], parts[1] or "") for wild in "*?") <= 5

    made = st.tuples(paths, FEW_HOSTS, free).filter(fits)
    # A host without a dot is none that app.yaml may name, but the order of rules must hold for it as well.
    routes = made.map(lambda parts: Route.model_construct(path=parts[0], host=parts[1], priority=parts[2]))
    return st.dictionaries(NAMES, routes, min_size=least, max_size=5)


@cache
def taken(pattern: str) -> re.Pattern[str]:
    """Write a pattern of the load balancer as a regular expression."""
    return re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."))


def named(route: Route, path: str, request: tuple[str, str]) -> bool:
    """What the load balancer does, written down a second time: it minds case in paths and not in hosts."""
    host = taken((route.host or "*").lower()).fullmatch(request[0].lower())
    return bool(host and taken(path).fullmatch(request[1]))


def tried(routes: dict[str, Route]) -> list[str]:
    return sorted(routes, key=lambda name: priority(name, routes[name]))


def receiver(routes: dict[str, Route], order: list[str], request: tuple[str, str]) -> str | None:
    return next((name for name in order if any(named(routes[name], path, request) for path in routes[name].path)), None)


@settings(max_examples=tries(100), derandomize=True)
@given(crowd(1))
def test_each_path_of_an_accepted_route_gets_requests(routes: dict[str, Route]) -> None:
    assume(not list(conflicts(routes)))
    for name, route in routes.items():
        before = [each.names for other, each in routes.items() if priority(other, each) < priority(name, route)]
        for path in route.path:
            found = left(Names(route.names.hosts, (path,)), before)
            assert found is not None
            assert named(route, path, (found.host, found.path))
            assert receiver(routes, tried(routes), (found.host, found.path)) == name


@settings(max_examples=tries(100), derandomize=True)
@given(crowd(2))
def test_what_is_said_to_get_nothing_gets_nothing(routes: dict[str, Route]) -> None:
    order = tried(routes)
    for problem in conflicts(routes):
        if match := re.match(r"gets no request for (\S+): the", problem.what):
            service = str(problem.path[1])
            for request in REQUESTS:
                if named(routes[service], match[1], request):
                    assert receiver(routes, order, request) != service


@settings(max_examples=tries(100), derandomize=True)
@given(crowd(3))
def test_those_who_are_said_to_take_all_do_so_and_nobody_is_named_in_vain(routes: dict[str, Route]) -> None:
    for problem in conflicts(routes):
        if match := re.match(r"gets no request for (\S+): the rules? of (.+?) (?:is|are) tried before", problem.what):
            takers = [routes[name].names for name in re.split(", | and ", match[2])]
            wanted = Names(routes[str(problem.path[1])].names.hosts, (match[1],))
            assert left(wanted, takers) is None
            for taker in takers:
                rest = [other for other in takers if other is not taker]
                assert left(wanted, rest) is not None


@settings(max_examples=tries(50), derandomize=True)
@given(crowd(2), st.lists(NAMES, min_size=5, max_size=5, unique=True))
def test_names_decide_nothing(routes: dict[str, Route], others: list[str]) -> None:
    routes = {name: Route.model_construct(path=each.path, host=each.host) for name, each in routes.items()}
    renamed = dict(zip(others, routes.values(), strict=False))
    back = dict(zip(others, routes, strict=False))
    assume(not list(conflicts(routes)) and not list(conflicts(renamed)))
    one, other = tried(routes), tried(renamed)
    for request in REQUESTS:
        got = receiver(renamed, other, request)
        assert receiver(routes, one, request) == (back[got] if got else None)


def test_pattern_for_one_letter_does_not_cover_a_broader_one() -> None:
    assert told(a=Route(path=["/x/y/z", "/q?"]), b=Route(path=["/q*"])) == []
    assert len(told(a=Route(path=["/x/y/z", "/q*"]), b=Route(path=["/q?"]))) == 1


def test_overlap_with_priorities_set_is_accepted() -> None:
    assert told(a=Route(path=["/a/*"], priority=2), b=Route(path=["/a/*/c"], priority=1)) == []
