"""What a message or a rule id means: the data behind the verb ``explain``."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Protocol

from generator.catalogue import Entry, Found, entries, find
from generator.errors import did_you_mean, invalid
from generator.hints import program

RULE_ID = re.compile(r"\b[EWI]CS\d{3}\b")
STOCK_ID = re.compile(r"[EWI]\d{4}")
"""A rule of cfn-lint's own."""
PART_OF_ID = re.compile(r"[EWI]CS\d{0,2}")
"""What ids of ours begin with."""
_ONE_WORD = re.compile(r"[\w-]{3,60}")


class Rule(Protocol):
    """What a rule says about itself. ``rejected`` and ``accepted`` are little templates, ``diff`` the lines of
    a diff between them; ``edited`` says when ``lint --fix`` makes the change."""

    @property
    def id(self) -> str: ...
    @property
    def lesson(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def symptom(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def fix(self) -> str: ...
    @property
    def edited(self) -> str: ...
    @property
    def rejected(self) -> str: ...
    @property
    def accepted(self) -> str: ...
    @property
    def diff(self) -> list[str]: ...


@dataclass(frozen=True)
class Stock:
    """A rule of cfn-lint's own: what it says of itself."""

    id: str
    title: str
    description: str
    source: str


@dataclass(frozen=True)
class Explanation:
    """What is known about a text, best first: rules that it names, entries of the catalogue that it matches.

    ``related`` are the entries that the named rules prevent. ``hint`` helps on when nothing is known.
    """

    rules: tuple[Rule, ...] = ()
    matches: tuple[Found, ...] = ()
    related: tuple[Entry, ...] = ()
    hint: str = ""
    stock: tuple[Stock, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rules or self.matches or self.stock)

    def as_json(self) -> dict[str, Any]:
        """The documented JSON: ``{"matches": [{id, lesson, rules, causes, checks, fix}]}``.

        A rule has the same keys, and its title, symptom and examples besides.
        """
        ours = [*map(_rule, self.rules), *(_entry(match.entry) for match in self.matches)]
        return {"matches": [*ours, *map(_stock, self.stock)]}


def explain(text: str, rules: Mapping[str, Rule] = MappingProxyType({})) -> Explanation:
    """Explain a rule id, the id of an entry, or any text that contains messages of ECS and CloudFormation.

    ``rules`` are the rules by id.
    """
    word = text.strip()
    if not _ONE_WORD.fullmatch(word):
        matches = tuple(find(text))
        named = () if matches else tuple(rules[id_] for id_ in dict.fromkeys(RULE_ID.findall(text)) if id_ in rules)
        return Explanation(named, matches, _prevented_by(named), "" if matches or named else _WHAT_TO_PASTE)
    if rule := rules.get(word.upper()):
        return Explanation((rule,), related=_prevented_by((rule,)))
    if RULE_ID.fullmatch(word.upper()):
        return Explanation(hint=did_you_mean(word.upper(), rules) or f"`{program()} rules` lists the rules")
    if STOCK_ID.fullmatch(word.upper()):
        return Explanation(hint=f"cfn-lint has no such rule, and `{program()} rules` lists ours")
    if PART_OF_ID.fullmatch(word.upper()) and (begun := [id_ for id_ in sorted(rules) if id_.startswith(word.upper())]):
        return Explanation(hint=f"name a whole id: {', '.join(begun[:10])}{', ...' if len(begun) > 10 else ''}")
    if exact := tuple(Found(entry, "") for entry in entries() if entry.id == word.lower()):
        return Explanation(matches=exact)
    matches = tuple(find(text))
    hint = did_you_mean(word.lower(), [entry.id for entry in entries()]) or _WHAT_TO_PASTE
    return Explanation(matches=matches, hint="" if matches else hint)


def pasted(words: Sequence[str]) -> str:
    """The text of the command line, or of standard input if that is ``-``. Raises InputError if it is empty."""
    text = sys.stdin.buffer.read().decode(errors="replace") if list(words) == ["-"] else " ".join(words)
    if not text.strip():
        raise invalid(
            "nothing to explain", hint="give a rule id, a message in quotes, or - and a log on standard input"
        )
    return text


_WHAT_TO_PASTE = (
    "paste the stoppedReason of the task and the reason of its containers (aws ecs describe-tasks), an event of the "
    "service, a status reason of CloudFormation, or a line of the log"
)


def _prevented_by(rules: tuple[Rule, ...]) -> tuple[Entry, ...]:
    ids = {rule.id for rule in rules}
    return tuple(entry for entry in entries() if ids.intersection(entry.rules))


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "lesson": entry.lesson,
        "rules": list(entry.rules),
        "causes": list(entry.causes),
        "checks": [asdict(check) for check in entry.checks],
        "fix": entry.fix,
    }


def _stock(rule: Stock) -> dict[str, Any]:
    as_match = {"id": rule.id, "lesson": 0, "rules": [rule.id], "causes": [rule.description], "checks": [], "fix": ""}
    return as_match | {"title": rule.title, "source": rule.source}


def _rule(rule: Rule) -> dict[str, Any]:
    as_match = {"id": rule.id, "lesson": rule.lesson, "rules": [rule.id], "causes": [rule.why], "checks": []}
    about = {"title": rule.title, "symptom": rule.symptom, "bad": rule.rejected, "good": rule.accepted}
    return as_match | {"fix": rule.fix} | about
