"""A diagnosis for people (what to change first, then why, then what was looked at), as JSON, and for GitHub."""

from __future__ import annotations

import json
import posixpath
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from generator.checks.lessons import named
from generator.diagnosis.causes import Cause, Diagnosis
from generator.diagnosis.log_lines import PREFIX
from generator.hints import program
from generator.lint.repository import in_repository
from generator.report.folding import folded
from generator.report.style import Style

IN_FULL = 3
"""How many causes are told at length, so that everything stands on one screen."""
OTHERS = 3
"""How many further causes of the first message are told; ``explain`` lists all, and those of other messages."""
_LONGEST, _END = 320, 160
"""Characters of one text, and how many of a longer one are its end, where most messages say why; JSON has all of it."""


def lines(diagnosis: Diagnosis, style: Style) -> list[str]:
    """What to change and why, the best cause first; every cause once."""
    told = lines_of_causes(diagnosis.causes, diagnosis.folder, style)
    by_reason: dict[str, list[str]] = {}
    for excluded in diagnosis.excluded:
        by_reason.setdefault(excluded.because, []).append(excluded.rule)
    for because, rules in by_reason.items():
        told += _hanging("not it", f"{', '.join(rules)}: {because}", style)
    for difference in diagnosis.differing or diagnosis.differences:
        told += _hanging("differs", difference, style)
    for unknown in diagnosis.unknown:
        told += _hanging("unknown", unknown, style)
    if diagnosis.missing_permissions:
        told += _hanging("unread", f"{', '.join(diagnosis.missing_permissions)}: this identity may not", style)
    if diagnosis.looked_at:
        told += _hanging("seen", ", ".join(diagnosis.looked_at), style)
    return [line.rstrip() for line in told]


def lines_of_causes(causes: Sequence[Cause], folder: str, style: Style) -> list[str]:
    """What to change and why, the first causes at length; ``folder`` is where their files are."""
    told: list[str] = []
    in_full = _in_full(causes)
    for number, cause in enumerate(in_full, 1):
        told += [*_cause(number, cause, folder, style), ""]
    for cause in (cause for cause in causes if cause not in in_full):
        told += _hanging("also", f"{_head(cause, folder)}: {cause.fix or cause.what}", style)
    return told


def _in_full(causes: Sequence[Cause]) -> list[Cause]:
    """The best of the causes; of several that one rule finds in the same resource, the first tells of them all."""
    first = {(cause.rule, cause.resource) if cause.rule else cause: cause for cause in reversed(causes)}
    return [cause for cause in causes if cause in first.values()][:IN_FULL]


def text(diagnosis: Diagnosis, style: Style) -> str:
    """The whole diagnosis for people."""
    head = f"{diagnosis.stack}: " if diagnosis.stack else ""
    if diagnosis.healthy:
        head += "healthy, nothing to change; the last operation went well, and what was seen is steady"
    elif not diagnosis.causes:
        head += "no cause is found in what was seen"
    elif not any(cause.proof for cause in diagnosis.causes):
        head += "what was said points to this; the proof does not show it"
    else:
        head += "what to change"
    return "\n".join([folded(style.bold(head), style), "", *lines(diagnosis, style)]) + "\n"


def as_json(diagnosis: Diagnosis) -> str:
    """The documented JSON."""
    return json.dumps(diagnosis.as_json(), indent=2) + "\n"


def github(diagnosis: Diagnosis) -> str:
    """Workflow commands, which GitHub shows beside the line."""
    made = []
    for cause in diagnosis.causes:
        where = in_repository(posixpath.join(diagnosis.folder, cause.file)) if cause.file else ""
        place = f"file={_property(where)},line={cause.line}," if where else ""
        title = _property(cause.rule or cause.entry or "cause")
        told = f"{cause.what}; fix: {cause.fix}" if cause.fix else cause.what
        made.append(f"::error {place}title={title}::{_escaped(told)}\n")
    return "".join(made)


def _cause(number: int, cause: Cause, folder: str, style: Style) -> Iterator[str]:
    yield f"{number}. {style.red(style.bold(_what(cause)))}"
    if cause.file or cause.live or _about(cause):
        place = f"{posixpath.join(folder, cause.file)}:{cause.line}" if cause.file else ""
        live = f"{cause.live} in the account," if cause.live else ""
        yield from _hanging("at", "  ".join(filter(None, [place, live, _about(cause)])).rstrip(","), style)
    if cause.fix:
        yield from _hanging("change", cause.fix, style)
    if cause.app:
        yield from _hanging("in", cause.app, style)
    yield from _hanging("why", cause.what, style)
    for other in cause.others[:OTHERS] if number == 1 else ():
        yield from _hanging("or", other, style)
    if (further := len(cause.others) - OTHERS) > 0 and number == 1:
        yield from _hanging("or", f"{further} more: {program()} explain {cause.entry}", style)
    logged = [line for line in cause.evidence if line.startswith(PREFIX)]
    others = _without_echoes(line for line in cause.evidence if line not in logged)
    for line in others if number == 1 else others[:1]:
        proof, told = line.startswith("proof: "), line.removeprefix("proof: ")
        yield from _hanging("proof" if proof else "said", told, style)
    for line in logged if number == 1 else logged[-1:]:
        yield from _hanging("log", line.removeprefix(PREFIX), style)
    if cause.command:
        yield f"   {style.dim('look   ')} $ {cause.command}"  # never broken, so that it can be copied


def _without_echoes(evidence: Iterable[str]) -> list[str]:
    """Leave out what only repeats the words of another: an event of the service, that of its tasks."""
    kept: list[str] = []
    for line in evidence:
        if not any(words in line for _, _, words in (before.partition(": ") for before in kept) if words):
            kept.append(line)
    return kept


def _head(cause: Cause, folder: str) -> str:
    """What is to be changed, and where it stands, on one line."""
    return f"{_what(cause)} ({posixpath.join(folder, cause.file)}:{cause.line})" if cause.file else _what(cause)


def _what(cause: Cause) -> str:
    """The resource and property to change, else the name of what the message means."""
    return f"{cause.resource} {cause.property}".strip() or cause.entry or "what was said"


def _about(cause: Cause) -> str:
    name = cause.rule or (cause.entry if cause.resource else "")
    return ", ".join(filter(None, [name, named(cause.lesson) if cause.lesson else ""]))


def _hanging(word: str, words: str, style: Style) -> list[str]:
    told = " ".join(words.split())
    if len(told) > _LONGEST:
        told = f"{told[: _LONGEST - _END].rpartition(' ')[0]} ... {told[-_END:].partition(' ')[2]}"
    wrapped = textwrap.wrap(told, style.width - 11, break_long_words=False, break_on_hyphens=False) or [""]
    lead = f"   {style.dim(f'{word:<7}')} "
    return [lead + wrapped[0], *(" " * 11 + line for line in wrapped[1:])]


def more(file: str) -> str:
    """The command that reads a bundle again."""
    return f"{program()} diagnose --bundle {file}"


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _escaped(words).replace(":", "%3A").replace(",", "%2C")
