"""How a deployment talks: to a person at a terminal, to a log, or to a script."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from rich.console import Console
from rich.live import Live

from generator.changes.causes import Event
from generator.changes.plan import Plan
from generator.changes.progress import Progress
from generator.report.folding import folded
from generator.report.plan_data import plan_data
from generator.report.plan_markdown import plan_markdown
from generator.report.plan_text import plan_text
from generator.report.progress import event_line, logged, tree
from generator.report.style import Style, terminal_style
from generator.report.waiting import Waiting


class Voice(Protocol):
    """What a deployment says, and when."""

    def note(self, text: str) -> None:
        """Say what is being done."""

    def step(self, what: str, done: int, total: int, /, *then: str) -> None:
        """Show how far something is that takes long, where somebody watches; it is gone when something is said."""

    def warn(self, text: str) -> None:
        """Say what a person should know or do."""

    def plan(self, plan: Plan) -> None:
        """Show what will change."""

    def news(self, progress: Progress, events: Sequence[Event], pause: float) -> None:
        """Show what has happened since last time, and use up ``pause`` seconds."""

    def quiet(self) -> None:
        """Stop moving: what follows is said below."""

    def record(self, kind: str, data: Mapping[str, Any]) -> None:
        """Tell a script what a person is told in sentences."""

    def result(self, data: Mapping[str, Any], text: str) -> None:
        """Say how it ended: ``data`` to a script, ``text`` to a person, unless that was said already."""


class Lines:
    """For a log: a line for each resource that is done or fails, and for each stack that begins."""

    def __init__(self, style: Style | None = None, markdown: bool = False) -> None:
        self._style = style or terminal_style()
        self._markdown = markdown

    def step(self, what: str, done: int, total: int, /, *then: str) -> None:
        pass

    def note(self, text: str) -> None:
        print(self._style.dim(folded(text, self._style)), file=sys.stderr, flush=True)

    def warn(self, text: str) -> None:
        print(folded(text, self._style), file=sys.stderr, flush=True)

    def plan(self, plan: Plan) -> None:
        told = plan_markdown(plan) if self._markdown else folded(plan_text(plan, self._style), self._style, hang=12)
        print(told, end="", flush=True)

    def news(self, progress: Progress, events: Sequence[Event], pause: float) -> None:
        for event in filter(logged, events):
            line = event_line(event)
            print(self._style.red(line) if event.failed or event.refused else line, flush=True)
        time.sleep(pause)

    def quiet(self) -> None:
        pass

    def record(self, kind: str, data: Mapping[str, Any]) -> None:
        pass

    def result(self, data: Mapping[str, Any], text: str) -> None:
        if text:
            print(folded(text, self._style), flush=True)


class Terminal(Lines):
    """For a person: a tree that is drawn anew, several times a second, below what was said."""

    def __init__(self) -> None:
        super().__init__()
        self._console = Console(no_color=not self._style.colour, highlight=False)
        self._planned = 0
        self._live: Live | None = None
        self._waiting = Waiting()

    def step(self, what: str, done: int, total: int, /, *then: str) -> None:
        if self._live is None:
            self._waiting.step(what, done, total, *then)

    def note(self, text: str) -> None:
        self._waiting.clear()
        super().note(text)

    def warn(self, text: str) -> None:
        self._waiting.clear()
        super().warn(text)

    def result(self, data: Mapping[str, Any], text: str) -> None:
        self._waiting.clear()
        super().result(data, text)

    def news(self, progress: Progress, events: Sequence[Event], pause: float) -> None:
        self._waiting.clear()
        if self._live is None:
            self._live = Live(console=self._console, auto_refresh=False, vertical_overflow="crop")
            self._live.start()
        end = time.monotonic() + pause
        while True:
            sign = "◐◓◑◒"[int(time.monotonic() * 4) % 4] if self._style.signs else "*"
            shown = tree(progress, datetime.now(UTC), *self._console.size, sign, self._planned, self._style.signs)
            self._live.update(shown, refresh=True)
            left = end - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, 0.25))

    def plan(self, plan: Plan) -> None:
        self._waiting.clear()
        self._planned = len(plan.changes)
        super().plan(plan)

    def quiet(self) -> None:
        self._waiting.clear()
        if self._live is not None:
            self._live.stop()
            self._live = None


class Json:
    """For a script: one JSON object a line on standard output, each with its ``type``."""

    def step(self, what: str, done: int, total: int, /, *then: str) -> None:
        pass

    def note(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    warn = note

    def plan(self, plan: Plan) -> None:
        self._print("plan", plan_data(plan))

    def news(self, progress: Progress, events: Sequence[Event], pause: float) -> None:
        for event in events:
            self._print(
                "event",
                {
                    "time": event.time.isoformat(),
                    "path": event.name,
                    "resource_type": event.type,
                    "status": event.status,
                    "reason": event.reason or None,
                    "physical_id": event.physical_id or None,
                },
            )
        time.sleep(pause)

    def quiet(self) -> None:
        pass

    def record(self, kind: str, data: Mapping[str, Any]) -> None:
        self._print(kind, data)

    def result(self, data: Mapping[str, Any], text: str) -> None:
        self._print("result", data)

    def _print(self, kind: str, data: Mapping[str, Any]) -> None:
        print(json.dumps({"type": kind, **data}), flush=True)


def voice(format_: str) -> Voice:
    """Choose by ``--format``, and by whether somebody watches."""
    if format_ == "json":
        return Json()
    if format_ == "text" and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        return Terminal()
    return Lines(markdown=format_ == "markdown")
