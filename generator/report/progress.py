"""A deployment while it runs: a tree that a person likes to watch, or plain lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from rich.text import Text

from generator.changes.causes import Event
from generator.changes.change import STACK
from generator.changes.progress import Item, Progress
from generator.report.standing import standing

_SIGNS = {"done": "✓", "failed": "✗", "undone": "·"}
_PLAIN = {"done": "+", "failed": "x", "undone": "-"}


def logged(event: Event) -> bool:
    """Whether a log has a line for an event: of a resource when it is done or fails, of a stack also when it begins.

    That the creation of a nested stack was initiated says its parent in a second event, which has a reason.
    """
    if event.hook is not None:
        return event.hook.failed
    if not event.status.endswith("_IN_PROGRESS"):
        return True
    begins = event.type == STACK and "CLEANUP" not in event.status
    return begins and not (event.path and event.reason.endswith("Initiated"))


def event_line(event: Event) -> str:
    """Write one event for a log: when, what, how, and why."""
    name = event.name or "(root)"
    reason = f"  {' '.join(event.why.split())}" if event.why else ""
    return f"{event.time:%H:%M:%S}  {event.status:<28}  {name}{reason}"


def tree(
    progress: Progress,
    now: datetime,
    width: int,
    height: int,
    spinner: str = "◌",
    planned: int = 0,
    signs: bool = True,
) -> Text:
    """Draw where a deployment stands: each stack with what it is at, what failed, and last what is being waited for.

    ``width`` and ``height`` are the terminal's; finished stacks make room first. ``planned`` as ``standing`` takes it.
    """
    marks = _SIGNS if signs else _PLAIN
    stacks = [item for item in progress.items.values() if item.type == STACK and item.path]
    loose = [item for item in progress.items.values() if len(item.path) == 1 and item.type != STACK]
    shown = sorted([*stacks, *loose], key=lambda item: item.since)
    failures = list(_failures(progress, width, marks["failed"]))[: max(height // 4, 2)]
    room = max(height - 5 - len(failures), 5)
    hidden = 0
    while len(shown) > room and any(not item.running and not item.status.endswith("FAILED") for item in shown):
        shown.remove(next(item for item in shown if not item.running and not item.status.endswith("FAILED")))
        hidden += 1
    lines = Text()
    if hidden:
        lines.append(f"  {marks['done']} {hidden} finished\n", style="dim")
    column = min(max((len(item.name) for item in shown), default=0), max(width // 3, 12))
    for item in shown[-room:]:
        lines.append_text(_line(item, progress, now, width, column, spinner, marks))
    for line in failures:
        lines.append(f"{line}\n", style="red")
    said, bad = standing(progress, planned)
    lines.append(f"  {said}", style="bold red" if bad else "bold")
    root = progress.items.get(())
    if root is not None:
        lines.append(f"   {elapsed((root.until or now) - (progress.began or root.since))}", style="dim")
    if root is None or root.running:
        for line in _waiting(progress.waiting_for(), now, width):
            lines.append(f"\n{line}")
    return lines


def _failures(progress: Progress, width: int, sign: str) -> Iterator[str]:
    """Each thing that failed by itself with its whole reason, wrapped at words."""
    for cause in progress.causes():
        words = f"{cause.name or 'the stack'}: {' '.join(cause.why.split()) or cause.status}"
        yield from textwrap.wrap(words, width - 1, initial_indent=f"  {sign} ", subsequent_indent="    ")


def _waiting(items: Sequence[Item], now: datetime, width: int) -> list[str]:
    names = ", ".join(f"{item.name} ({elapsed(now - item.since)})" for item in items[:2] if item.path)
    if not names:
        return []
    more = f" and {len(items) - 2} more" if len(items) > 2 else ""
    words = f"waiting for {names}{more}"
    return textwrap.wrap(
        words, width - 1, initial_indent="  ", subsequent_indent="    ", max_lines=2, placeholder=" ..."
    )


def _line(
    item: Item, progress: Progress, now: datetime, width: int, column: int, spinner: str, marks: dict[str, str]
) -> Text:
    line = Text("  ")
    undoing = "ROLLBACK" in item.status or item.status.startswith("DELETE") or progress.undoes(item)
    failed = item.status.endswith("_FAILED")
    if failed:
        line.append(marks["failed"], style="bold red")
    elif item.running:
        line.append(spinner, style="yellow" if undoing else "cyan")
    else:
        line.append(marks["undone" if undoing else "done"], style="yellow" if undoing else "green")
    name = item.name if len(item.name) <= column else f"{item.name[: column - 3]}..."
    line.append(f" {name:<{column}}", style="red" if failed else "")
    inner = [
        nested
        for nested in progress.items.values()
        if nested.path[:-1] == item.path and len(nested.path) > len(item.path)
    ]
    finished = sum(nested.status.endswith("_COMPLETE") for nested in inner)
    counted = inner and not undoing
    line.append(f"{f'{finished}/{len(inner)}' if counted else '':>7}", style="dim")
    line.append(f"{elapsed((item.until or now) - item.since):>8}  ", style="dim")
    if item.running:
        line.append(_at_work(inner, width - 1 - line.cell_len), style="dim")
    line.truncate(width - 1)
    line.rstrip()
    line.append("\n")
    return line


def _at_work(inner: list[Item], room: int) -> str:
    """Name what is worked on, longest first, as many as there is room for."""
    running = sorted((item for item in inner if item.running), key=lambda item: item.since)
    for count in range(min(len(running), 3), -1, -1):
        names = [item.path[-1] for item in running[:count]]
        more = len(running) - count
        said = ", ".join([*names, *([f"{more} more" if count else f"{more} at work"] if more else [])])
        if len(said) <= room:
            return said
    return ""


def elapsed(time: timedelta) -> str:
    """Write a time as people say it: ``42s``, ``3m05s``."""
    seconds = max(int(time.total_seconds()), 0)
    return f"{seconds}s" if seconds < 60 else f"{seconds // 60}m{seconds % 60:02}s"
