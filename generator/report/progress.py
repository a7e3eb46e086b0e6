"""A deployment while it runs: a tree that a person likes to watch, or plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from rich.text import Text

from generator.changes.causes import Event
from generator.changes.change import STACK
from generator.changes.progress import Item, Progress

_DONE, _FAILED, _SKIPPED = "✓", "✗", "·"


def event_line(event: Event) -> str:
    """Write one event for a log: when, what, how, and why."""
    name = event.name or "(root)"
    reason = f"  {' '.join(event.reason.split())}" if event.reason else ""
    return f"{event.time:%H:%M:%S}  {event.status:<28}  {name}{reason}"


def tree(progress: Progress, now: datetime, width: int, height: int, spinner: str = "◌") -> Text:
    """Draw where a deployment stands: each stack with what it is at, and last what is being waited for.

    ``width`` and ``height`` are the terminal's; finished stacks make room first.
    """
    stacks = [item for item in progress.items.values() if item.type == STACK and item.path]
    loose = [item for item in progress.items.values() if len(item.path) == 1 and item.type != STACK]
    shown = sorted([*stacks, *loose], key=lambda item: item.since)
    room = max(height - 4, 5)
    hidden = 0
    while len(shown) > room and any(not item.running and not item.status.endswith("FAILED") for item in shown):
        shown.remove(next(item for item in shown if not item.running and not item.status.endswith("FAILED")))
        hidden += 1
    lines = Text()
    if hidden:
        lines.append(f"  {_DONE} {hidden} finished\n", style="dim")
    for item in shown[-room:]:
        lines.append_text(_line(item, progress, now, width, spinner))
    done, known = progress.count()
    root = progress.items.get(())
    lines.append(f"  {done} of {known} done", style="bold")
    if root is not None:
        lines.append(f"   {elapsed((root.until or now) - root.since)}", style="dim")
    waiting = progress.waiting_for()
    if waiting and (root is None or root.running):
        names = ", ".join(f"{item.name} ({elapsed(now - item.since)})" for item in waiting[:2] if item.path)
        more = f" and {len(waiting) - 2} more" if len(waiting) > 2 else ""
        if names:
            line = Text(f"  waiting for {names}{more}")
            line.truncate(width - 1, overflow="ellipsis")
            lines.append("\n").append_text(line)
    return lines


def _line(item: Item, progress: Progress, now: datetime, width: int, spinner: str) -> Text:
    line = Text("  ")
    undoing = "ROLLBACK" in item.status or item.status.startswith("DELETE")
    if item.status.endswith("_FAILED"):
        line.append(_FAILED, style="bold red")
    elif item.running:
        line.append(spinner, style="yellow" if undoing else "cyan")
    else:
        line.append(_SKIPPED if undoing else _DONE, style="yellow" if undoing else "green")
    line.append(f" {item.name:<22}")
    inner = [
        nested
        for nested in progress.items.values()
        if nested.path[:-1] == item.path and len(nested.path) > len(item.path)
    ]
    finished = sum(not nested.running for nested in inner)
    line.append(f"{f'{finished}/{len(inner)}' if inner else '':>7}", style="dim")
    line.append(f"{elapsed((item.until or now) - item.since):>8}  ", style="dim")
    if item.status.endswith("_FAILED") and item.reason:
        line.append(" ".join(item.reason.split()), style="red")
    elif item.running:
        line.append(", ".join(_at_work(inner)), style="dim")
    line.truncate(width - 1, overflow="ellipsis")
    line.append("\n")
    return line


def _at_work(inner: list[Item]) -> Iterator[str]:
    running = sorted((item for item in inner if item.running), key=lambda item: item.since)
    yield from (item.path[-1] for item in running[:3])
    if len(running) > 3:
        yield f"{len(running) - 3} more"


def elapsed(time: timedelta) -> str:
    """Write a time as people say it: ``42s``, ``3m05s``."""
    seconds = max(int(time.total_seconds()), 0)
    return f"{seconds}s" if seconds < 60 else f"{seconds // 60}m{seconds % 60:02}s"
