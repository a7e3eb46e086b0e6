"""What findings and answers owe to the Defaults of parameters, found by looking again without them.

A Default is only what holds where nobody passes another value. So what was found with Defaults is asked once more with
no value for the parameters: what stays holds whatever is passed, and what goes rests on the Defaults and says so. That
holds for every check and every need, whichever values they read on the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, product
from math import prod
from operator import attrgetter

from generator.analysis.scenarios import scenarios
from generator.analysis.words import findings_of_answer
from generator.checks.defaults import resting_on
from generator.checks.registry import checks
from generator.crash import Watch
from generator.finding import Finding
from generator.logic import Answer
from generator.needs.matrix import Prover
from generator.needs.row import Proof
from generator.stack import Graph

ANSWERS = ""
"""The name of the search among the answers of needs; every other has the id of its check."""
Parameter = tuple[str, str]
Parameters = frozenset[Parameter]
Search = Callable[[], Iterable[Finding]]

_MOST_VIEWS = 8
"""Ways in which conditions turn out, and allowed values, that are told apart when one looks again, for all tasks
together; two always are. With more they are left open."""
_EFFORT = 400
"""How many tasks, in all further looks together, are taken to tell which parameters it are."""


def search(prover: Prover, name: str) -> Search:
    """The search of a name."""
    if name != ANSWERS:
        return partial(checks()[name].find, prover.context)
    return lambda: (finding for proof in prover.proofs for finding in findings_of_answer(proof.answer))


@dataclass(frozen=True)
class _Found:
    """What one search finds in one graph."""

    keys: frozenset[object]
    places: Counter[object]

    def holds(self, finding: Finding, before: _Found) -> bool:
        """Whether a finding is there still; another value may have changed how it is worded."""
        return finding.key in self.keys or self.places[finding.place] >= before.places[finding.place]


class _Looks:
    """One graph with and without the Defaults of its parameters."""

    def __init__(self, prover: Prover, watch: Watch, effort: list[int]) -> None:
        self.watch = watch
        self.graph = prover.graph
        self.effort = effort
        self._provers: dict[Parameters, tuple[Prover, ...]] = {frozenset(): (prover,)}
        self._left_open: set[Parameters] = set()
        self._found: dict[tuple[Parameters, str], tuple[_Found, ...]] = {}
        self._rows: dict[Parameters, dict[str, list[tuple[Proof, ...]]]] = {}

    def provers(self, withheld: Parameters) -> tuple[Prover, ...]:
        """One prover for each way in which conditions can turn out without these Defaults, and each allowed value."""
        if withheld not in self._provers:
            tasks = max(1, len(self._provers[frozenset()][0].context.tasks))
            views = self._views(withheld, max(2, _MOST_VIEWS // tasks))
            if not views:
                views = (self.graph.without_defaults(dict.fromkeys(withheld)),)
                self._left_open.add(withheld)
            self.effort[0] -= len(views) * tasks
            self._provers[withheld] = tuple(Prover(view, self.watch) for view in views)
        return self._provers[withheld]

    def _views(self, withheld: Parameters, most: int) -> tuple[Graph, ...]:
        """The stacks with every choice of what few values are allowed, each way; empty where those are too many."""
        allowed = {each: self.graph.allowed(each) for each in sorted(withheld)}
        values = [each if 0 < len(each) <= most else (None,) for each in allowed.values()]
        views: list[Graph] = []
        if prod(map(len, values)) <= most:
            for chosen in product(*values):
                views += scenarios(self.graph.without_defaults(dict(zip(allowed, chosen, strict=True))))
        return tuple(views) if len(views) <= most else ()

    def found(self, withheld: Parameters, name: str) -> tuple[_Found, ...]:
        """What a search finds without these Defaults, each way."""
        key = withheld, name
        if key not in self._found:
            self._found[key] = tuple(self._one(prover, name) for prover in self.provers(withheld))
        return self._found[key]

    def _one(self, prover: Prover, name: str) -> _Found:
        found = [each for each in self.watch.all(search(prover, name)) if each.certain]
        return _Found(frozenset(each.key for each in found), Counter(each.place for each in found))

    def rows(self, withheld: Parameters, task: str) -> list[tuple[Proof, ...]]:
        """The rows of a task without these Defaults, each way that there is such a task."""
        if withheld not in self._rows:
            by_task: dict[str, list[tuple[Proof, ...]]] = {}
            for prover in self.provers(withheld):
                for name, rows in groupby(prover.proofs, attrgetter("task")):
                    by_task.setdefault(name, []).append(tuple(rows))
            self._rows[withheld] = by_task
        return self._rows[withheld].get(task, [])

    def rest(self, stays: Callable[[Parameters], bool]) -> tuple[Parameter, ...] | None:
        """The parameters without whose Defaults something does not stay; None where it is left open which they are."""
        every = self.graph.defaults
        if not every or stays(frozenset(every)):
            return ()
        alone: list[Parameter] = []
        for each in every:
            one = frozenset({each})
            if (self.effort[0] > 0 or one in self._provers) and not stays(one):
                alone.append(each)
        if not alone and self.effort[0] <= 0:
            return () if frozenset(every) in self._left_open else None
        return tuple(alone) or self._together(every, stays)

    def _together(self, every: Sequence[Parameter], stays: Callable[[Parameters], bool]) -> tuple[Parameter, ...]:
        """A few parameters of which each one's Default suffices, so that only without all of them it goes.

        Where conditions had to be left open, that it goes tells nothing of them.
        """
        left = frozenset(every)
        for each in every:
            if self.effort[0] > 0 and not stays(left - {each}):
                left -= {each}
        return () if left in self._left_open else tuple(each for each in every if each in left)


class Resting:
    """Adds to findings and answers what they owe to Defaults. What fails of that leaves them as they are."""

    def __init__(self, provers: Iterable[Prover], watch: Watch) -> None:
        effort = [_EFFORT]
        self._watch = watch
        self._looks = {prover.graph: _Looks(prover, watch, effort) for prover in provers}

    def said(self, graph: Graph, name: str, finding: Finding) -> Finding:
        """A finding of a search, with what it rests on in its message."""
        return self._watch.one(partial(_said, self._looks[graph], name, finding), finding)

    def reasons(self, graph: Graph, proof: Proof) -> tuple[str, ...]:
        """The reasons of a row that is a yes or unknown, with what they rest on."""
        return self._watch.one(partial(_reasons, self._looks[graph], proof), proof.answer.because)

    @property
    def decided(self) -> str:
        """What it rests on, in words, that no row is unknown where none is."""
        rest = (looks.rest(partial(_decided, looks)) for looks in self._looks.values())
        return self._watch.one(lambda: next(filter(None, map(_words, rest)), ""), "")


def _said(looks: _Looks, name: str, finding: Finding) -> Finding:
    if not looks.graph.defaults:
        return finding
    (before,) = looks.found(frozenset(), name)
    rest = looks.rest(lambda withheld: all(found.holds(finding, before) for found in looks.found(withheld, name)))
    rests = (finding.rests if rest is None else "") or _words(rest)
    return replace(finding, message=finding.message.removesuffix(finding.rests) + rests, rests=rests)


def _reasons(looks: _Looks, proof: Proof) -> tuple[str, ...]:
    because = proof.answer.because
    if not looks.graph.defaults or proof.answer.no:
        return because
    if proof.answer.unknown:
        return tuple(text + _words(looks.rest(partial(_given, looks, proof, text))) for text in because)
    rests = _words(looks.rest(partial(_given, looks, proof, "")))
    *others, last = because or ("",)
    return (*others, f"{last}{rests}".strip()) if rests else because


def _decided(looks: _Looks, withheld: Parameters) -> bool:
    return not any(proof.answer.unknown for prover in looks.provers(withheld) for proof in prover.proofs)


def _given(looks: _Looks, proof: Proof, text: str, withheld: Parameters) -> bool:
    """Whether a row gives the same reason without some Defaults; without a reason, whether it is a yes.

    Where a value is part of the row's name, it is one of those that are asked for the same purpose.
    """
    for rows in looks.rows(withheld, proof.task):
        named = [each for each in rows if each.need.name == proof.need.name]
        answers = [each.answer for each in named or rows if each.need.why == proof.need.why]
        if not answers or not (any(text in each.because for each in answers) if text else all(map(_yes, answers))):
            return False
    return True


def _yes(answer: Answer) -> bool:
    return answer.yes


def _words(rest: Sequence[Parameter] | None) -> str:
    if rest is None:
        return " (this rests on Defaults of parameters)"
    return resting_on(sorted({name for _, name in rest}))
