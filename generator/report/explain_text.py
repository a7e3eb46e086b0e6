"""An explanation for people: plain text, understandable without colour."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator

from generator.catalogue import Entry, Found
from generator.catalogue.cli_command import command
from generator.checks.lessons import named
from generator.explain import Explanation, Rule, Stock
from generator.hints import program
from generator.report.style import terminal_style

_LESSON = re.compile(r"\blesson (\d+)\b")

_WIDEST = 100
IN_FULL = 3
"""How many matches are explained at length; the others are named, and so are mere consequences of the first."""


def text(explanation: Explanation, width: int = _WIDEST) -> str:
    """Render an explanation. Commands are never broken, so that they can be copied."""
    blocks = [_rule(rule, explanation.related, width) for rule in explanation.rules]
    blocks += [_stock(rule, width) for rule in explanation.stock]
    full = [match for match in explanation.matches if match is explanation.matches[0] or not match.entry.yields][
        :IN_FULL
    ]
    blocks += [_found(match, width) for match in full]
    if others := [match for match in explanation.matches if match not in full]:
        blocks.append(_others(others, width))
    return "\n\n".join("\n".join(block) for block in blocks)


def shown(explanation: Explanation, form: str) -> str:
    """Render an explanation for people (``text``) or programs (``json``), with its last line ended."""
    width = min(terminal_style().width, _WIDEST)
    made = json.dumps(explanation.as_json(), indent=2) if form == "json" else text(explanation, width)
    return made and made + "\n"


def _found(match: Found, width: int) -> Iterator[str]:
    entry = match.entry
    yield entry.id + (f", {named(entry.lesson)}" if entry.lesson else f" ({entry.category})")
    yield from _wrapped(match.quote or entry.example, width, "  | ", "  | ")
    yield "  Why" + (", the likeliest first:" if len(entry.causes) > 1 else ":")
    yield from _list(entry.causes, width)
    yield "  Look:"
    for check in entry.checks:
        yield f"    $ {command(check)}" + (f" --region {match.region}" if match.region else "")
        yield from _wrapped(check.look_for, width, "      ", "      ")
    yield "  Fix:"
    yield from _wrapped(entry.fix, width, "    ", "    ")
    if entry.rules:
        rules = ", ".join(entry.rules)
        yield from _wrapped(f"Found before deploying by: {rules} ({program()} lint)", width, "  ", "    ")
    known = "; ".join(_LESSON.sub(lambda found: named(int(found[1])), source) for source in entry.source)
    yield from _wrapped(f"Known from: {known} ({entry.confidence})", width, "  ", "    ")


def _others(others: list[Found], width: int) -> Iterator[str]:
    yield f"Also in this text ({program()} explain ID):"
    for match in others:
        yield from _wrapped(f"{match.entry.id}: {match.entry.causes[0]}", width, "  ", "    ")


def _rule(rule: Rule, related: tuple[Entry, ...], width: int) -> Iterator[str]:
    lesson = f", {named(rule.lesson)}" if rule.lesson else ""
    yield from _wrapped(f"{rule.id}{lesson}: {rule.title}", width, "", "  ")
    for title, words in (("Symptom", rule.symptom), ("Why", rule.why), ("Fix", rule.fix)):
        yield f"  {title}:"
        yield from _wrapped(words, width, "    ", "    ")
    yield "  From rejected to accepted:"
    yield from (f"    {line}".rstrip() for line in rule.diff)
    if related:
        names = ", ".join(entry.id for entry in related)
        yield from _wrapped(f"Prevents: {names} ({program()} explain ID)", width, "  ", "    ")


def _stock(rule: Stock, width: int) -> Iterator[str]:
    yield from _wrapped(f"{rule.id}, a rule of cfn-lint: {rule.title}", width, "", "  ")
    yield from _wrapped(rule.description, width, "    ", "    ")
    if rule.source:
        yield "  Source:"
        yield f"    {rule.source}"


def _list(items: tuple[str, ...], width: int) -> Iterator[str]:
    for number, item in enumerate(items, 1):
        lead = f"    {number}. " if len(items) > 1 else "    "
        yield from _wrapped(item, width, lead, " " * len(lead))


def _wrapped(words: str, width: int, first: str, others: str) -> list[str]:
    return textwrap.wrap(
        words, width, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )
