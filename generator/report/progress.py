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
    stacks = [each for each in progress.items.values() if each.type == STACK and each.path]
    loose = [each for each in progress.items.values() if len(each.path) == 1 and each.type != STACK]
    shown = sorted([*stacks, *loose], key=lambda each: each.since)
    room = max(height - 4, 5)
    hidden = 0
    while len(shown) > room and any(not each.running and not each.status.endswith("FAILED") for each in shown):
        shown.remove(next(each for each in shown if not each.running and not each.status.endswith("FAILED")))
        hidden += 1
    lines = Text()
    if hidden:
        lines.append(f"  {_DONE} {hidden} finished\n", style="dim")
    for each in shown[-room:]:
        lines.append_text(_line(each, progress, now, width, spinner))
    done, known = progress.count()
    root = progress.items.get(())
    lines.append(f"  {done} of {known} done", style="bold")
    if root is not None:
        lines.append(f"   {elapsed((root.until or now) - root.since)}", style="dim")
    waiting = progress.waiting_for()
    if waiting and (root is None or root.running):
        names = ", ".join(f"{each.name} ({elapsed(now - each.since)})" for each in waiting[:2] if each.path)
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
        each for each in progress.items.values() if each.path[:-1] == item.path and len(each.path) > len(item.path)
    ]
    finished = sum(not each.running for each in inner)
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
    running = sorted((each for each in inner if each.running), key=lambda each: each.since)
    yield from (each.path[-1] for each in running[:3])
    if len(running) > 3:
        yield f"{len(running) - 3} more"


def elapsed(time: timedelta) -> str:
    """Write a time as people say it: ``42s``, ``3m05s``."""
    seconds = max(int(time.total_seconds()), 0)
    return f"{seconds}s" if seconds < 60 else f"{seconds // 60}m{seconds % 60:02}s"
