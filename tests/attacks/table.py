"""The figures of docs/attacks.md."""

from __future__ import annotations

from collections.abc import Iterable

from tests.attacks.change import SILENT, Change


def figures(tried: Iterable[Change]) -> str:
    """The table, and below it each change that may stop a task though nothing says so, in Markdown."""
    tried = list(tried)
    holes = [f"- `{each.topic}/{each.name}`: {each.because}" for each in tried if each.silent == "open"]
    return "\n".join([table(tried), "", "May stop a task, and nothing says so:", "", *(holes or ["- nothing"])])


def table(tried: list[Change]) -> str:
    """A row a topic, in Markdown: how many changes there are, and how many of them are silent, and why."""
    rows = [f"| topic | changes | {' | '.join(SILENT)} |", f"|---|{'---:|' * (1 + len(SILENT))}"]
    rows += [_row(topic, [each for each in tried if each.topic == topic]) for topic in sorted({c.topic for c in tried})]
    return "\n".join([*rows, _row("**together**", tried)])


def _row(name: str, changes: list[Change]) -> str:
    silent = " | ".join(str(sum(each.silent == why for each in changes)) for why in SILENT)
    return f"| {name} | {len(changes)} | {silent} |"
