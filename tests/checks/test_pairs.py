"""One fault does not hide another: any two rejected examples of one base, put into one template, are both found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis import analyse
from generator.checks.check import Check
from generator.checks.examples import template
from generator.checks.registry import checks
from generator.stack import load
from tests.effort import tries

Edits = Mapping[str, str | None]
Place = tuple[str, tuple[str | int, ...]]
SLICES = 16
"""So that all workers have a share of the pairs."""

_MOOT = [
    ("ECS014", "ECS244", "without the first attachment, the second one is the only one"),
    ("ECS231", "ECS232", "without a mount target there is none whose port is shut"),
    ("ECS032", "ECS021 ECS033", "without an execution role there is none that lacks anything, or trusts somebody else"),
    (
        "WCS150",
        "ECS030 ECS031 ECS200 ECS201",
        "a value in plain text is read from nowhere, and nobody has to decrypt it",
    ),
    (
        "ECS435",
        "ECS030 ECS200 ECS201 ECS204",
        "a ValueFrom that ECS cannot read names no secret, so whose policies and keys count is open",
    ),
    ("ECS037", "ECS030 ECS031 ECS200 ECS201", "a wildcard names no secret, so whose policies and keys count is open"),
    (
        "ECS142",
        "ECS019 ECS083 ECS101 ECS190 ECS193 WCS196",
        "no listener leads to the targets, so no load balancer does",
    ),
    ("ECS142", "ECS199", "the listener of another load balancer leads to the targets instead"),
    ("ECS198", "ECS019 ECS101 ECS120 WCS120 ECS141 ECS190 ECS199", "a Classic Load Balancer has no target group"),
    ("ECS199", "WCS120 WCS190", "a second listener leads to the targets, in time and with a weight"),
    ("ECS102", "ECS103", "nobody registers the name, so whose tasks have to admit the caller is open"),
    ("ECS263", "ECS260", "a cache in another VPC is out of reach, whomever its groups admit"),
    ("WCS091", "WCS092", "with a root certificate, expired or not, sslmode require verifies the server"),
    (
        "ECS135",
        "ECS016 ECS017 ECS105 ECS106 ECS139 ECS181 ECS239 ECS257 ECS334 ECS335 ICS081 WCS132 WCS137 WCS348 ECS372",
        "with an external controller, task sets start the tasks, and what the service says of them is not used",
    ),
    (
        "ECS254",
        "ECS033 ECS106",
        "a definition that is refused starts no task that would assume a role, or call anybody",
    ),
    (
        "ECS271",
        "ECS087 ECS270 ECS272 ECS273 ECS274 ECS275 ECS276 ECS278 ECS279 WCS270 WCS273",
        "hosts of another cluster are none of this one, whatever else is wrong with them",
    ),
    ("ECS270", "ECS276 WCS273", "without hosts there is none whose port is taken, or that has no room left"),
    ("ECS280", "ECS281 ECS282 WCS280", "a starter that is refused passes no role, and tags nothing"),
    ("ECS320", "ECS323", "a service that Service Connect refuses is called by nobody"),
    ("ECS322", "ECS323", "a name that nobody serves leads to no group that could be shut"),
    ("ECS108", "ECS103 ECS107 ECS330 ECS331", "a name that is not made leads nowhere, and to no group"),
    ("ECS240", "ECS023 ECS246", "in which Region the stack is, the other one says as well, and differently"),
    ("ECS204", "ECS037 WCS150", "a policy on a secret that nobody reads by this name any more decides nothing"),
    (
        "ECS113",
        "ECS362 WCS363 WCS364 ECS370 WCS370",
        "a container without a name is not the one that the load balancer asks",
    ),
    ("ECS141", "ECS362 WCS363 WCS364 ECS370 WCS370", "a port that nobody declares is asked by nobody, in whatever way"),
    ("ECS083", "ECS362 WCS364", "a check on a port that is shut does not get as far as a path or a protocol"),
    ("ECS198", "ECS295 WCS363 ECS370 WCS370", "a balancer that does not lead to the service is asked nothing for it"),
    ("ECS142", "ECS292 ECS295", "a target group that takes no addresses is no way to the service"),
    ("ECS292", "WCS190", "of two listeners on one port, the second is not made"),
    ("ECS130", "ECS185", "bounds that cross decide how many tasks there are, in either way"),
    ("WCS094", "WCS091 ECS095", "a client that is told not to verify needs no authorities"),
    ("WCS170", "ECS346", "a secret that is not there is not rotated"),
    ("ECS360", "ECS371 WCS377", "what a variable without a name was to say is open"),
    ("WCS420", "WCS377", "what a variable without a value was to say is open"),
    ("WCS162", "WCS377 ECS371", "a volume that is mounted may hold such settings, or a database with its password"),
    ("ECS231", "ECS233", "without mount targets there is none in a wrong zone"),
    ("ECS272", "ECS087 ECS278", "which ports Docker picks is told by the image, and this one has no Docker"),
    ("WCS411", "ECS014 ECS244", "a gateway that is attached to nothing, or by two, is not the one to wait for"),
    (
        "ECS410",
        "ECS019 ECS083 ECS101 ECS120 ECS140 ECS142 ECS190 ECS195 ECS295 ECS362 WCS120 WCS190 WCS364 WCS402",
        "a name in place of an ARN leads to no target group, so no load balancer leads to the service",
    ),
]
"""What takes away that something else is a fault. Each is true of AWS, and none is a matter of our code."""
MOOT = {frozenset({one, other}) for one, others, _ in _MOOT for other in others.split()}


def clash(first: Edits, second: Edits) -> bool:
    """Whether two edits touch the same property, or one of them what stands around that of the other."""
    ways = [[each.replace(".Properties", "").split(".") for each in edits] for edits in (first, second)]
    return any(one[: len(other)] == other[: len(one)] for one in ways[0] for other in ways[1])


def contradict(first: Edits, second: Edits) -> bool:
    """Whether two edits that make accepted examples cannot both be made."""
    apart = [
        {key: value for key, value in edits.items() if key not in first.keys() & second.keys()}
        for edits in (first, second)
    ]
    return clash(*apart) or any(first[key] != second[key] for key in first.keys() & second.keys())


def pairs() -> Iterator[tuple[Check, Check]]:
    for first, second in combinations(checks().values(), 2):
        if first.base != second.base or first.beside or second.beside or not (first.lesson and second.lesson):
            continue
        if frozenset({first.id, second.id}) in MOOT or contradict(first.good, second.good):
            continue
        if not (clash(first.bad, {**second.good, **second.bad}) or clash(second.bad, first.good)):
            yield first, second


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pairs")


@cache
def found(folder: Path, text: str) -> Mapping[Place, set[str]]:
    """The ids of the rules that find something, by the place where."""
    path = folder / "root.yaml"
    path.write_text(text)
    places: dict[Place, set[str]] = {}
    for finding in analyse(load(path, project=folder)).findings:
        places.setdefault((finding.at, finding.steps), set()).add(finding.rule)
    return places


def hidden(folder: Path, first: Check, second: Check) -> list[str]:
    """The rules whose place nobody finds anything at any more, once the other fault is there too."""
    good = tuple({**first.good, **second.good}.items())
    bad = tuple(first.bad.items()), tuple(second.bad.items())
    together = found(folder, template(first.base, good, *bad))
    lost = []
    for check, edits in zip((first, second), bad, strict=True):
        if any(check.id in rules for rules in together.values()):
            continue
        alone = found(folder, template(first.base, good, edits))
        places = [place for place, rules in alone.items() if check.id in rules]
        lost += [check.id for place in places if place not in together]
    return lost


def assert_both_are_found(folder: Path, first: Check, second: Check) -> None:
    assert hidden(folder, first, second) == [], f"{first.id} and {second.id} in {first.base}.yaml"


@settings(max_examples=tries(20), deadline=None)
@given(pair=st.sampled_from(list(pairs())))
def test_two_faults_are_both_found(folder: Path, pair: tuple[Check, Check]) -> None:
    assert_both_are_found(folder, *pair)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(SLICES))
def test_any_two_faults_are_both_found(folder: Path, part: int) -> None:
    every = list(pairs())[part::SLICES]
    assert len(every) > 100
    for pair in every:
        assert_both_are_found(folder, *pair)


@pytest.mark.slow
def test_what_is_said_to_be_moot_is(folder: Path) -> None:
    for ids in sorted(MOOT, key=sorted):
        first, second = (checks()[each] for each in sorted(ids))
        assert hidden(folder, first, second), f"{' and '.join(sorted(ids))} are both found"
