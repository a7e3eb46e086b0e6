"""An explanation for people: plain text, understandable without colour."""

from __future__ import annotations

import json
import re
import shlex
import textwrap
from collections.abc import Iterator
from typing import Any

from generator.catalogue import Check, Entry, Found
from generator.checks.lessons import named
from generator.explain import Explanation, Rule
from generator.hints import program

_LESSON = re.compile(r"\blesson (\d+)\b")

IN_FULL = 3
"""How many matches are explained at length; the others are named, and so are mere consequences of the first."""


def text(explanation: Explanation, width: int = 100) -> str:
    """Render an explanation. Commands are never broken, so that they can be copied."""
    blocks = [_rule(rule, explanation.related, width) for rule in explanation.rules]
    full = [match for match in explanation.matches if match is explanation.matches[0] or not match.entry.yields][
        :IN_FULL
    ]
    blocks += [_found(match, width) for match in full]
    if others := [match for match in explanation.matches if match not in full]:
        blocks.append(_others(others, width))
    return "\n\n".join("\n".join(block) for block in blocks)


def shown(explanation: Explanation, form: str) -> str:
    """Render an explanation for people (``text``) or programs (``json``), with its last line ended."""
    made = json.dumps(explanation.as_json(), indent=2) if form == "json" else text(explanation)
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


def _list(items: tuple[str, ...], width: int) -> Iterator[str]:
    for number, item in enumerate(items, 1):
        lead = f"    {number}. " if len(items) > 1 else "    "
        yield from _wrapped(item, width, lead, " " * len(lead))


def _wrapped(words: str, width: int, first: str, others: str) -> list[str]:
    return textwrap.wrap(
        words, width, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )


def command(check: Check) -> str:
    """Write a check as a command of the AWS CLI."""
    service, call = check.call.split(".")
    service = {"s3": "s3api"}.get(service, service)
    options = [f"--{option(name)}{_value(value)}" for name, value in check.args.items()]
    return " ".join(["aws", service, call.replace("_", "-"), *options])


def option(name: str) -> str:
    """The CLI's name of an argument: VPCId becomes vpc-id."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()


def _value(value: Any) -> str:
    if value is True:
        return ""
    return "".join(f" {_quoted(_shorthand(item))}" for item in (value if isinstance(value, list) else [value]))


def _shorthand(value: Any) -> str:
    """Write a value the short way of the CLI: Name=vpc-id,Values=a,b."""
    if isinstance(value, dict):
        return ",".join(f"{name}={_shorthand(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ",".join(map(_shorthand, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(word: str) -> str:
    """Quote for a shell where it is needed; a <placeholder> needs none, as nobody runs it as it stands."""
    bare = re.sub(r"<\w+>", "x", word)
    return word if bare == shlex.quote(bare) else shlex.quote(word)
