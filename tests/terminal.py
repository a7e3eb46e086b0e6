"""A pseudo terminal: what a person sees of a program, and what they type."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent

PATIENCE = 120
"""Seconds for which a program may say nothing."""


@dataclass(frozen=True)
class Shown:
    """How a program ended, and everything that it wrote to its terminal, as it was written."""

    code: int
    raw: str

    @property
    def screen(self) -> list[str]:
        """The lines as they stand in the end, for a program that moves by carriage returns alone."""
        lines = []
        for line in self.raw.replace("\r\n", "\n").split("\n"):
            row = ""
            for part in line.split("\r"):
                row = part + row[len(part) :]
            lines.append(row.rstrip())
        return lines


def show(
    command: Sequence[str | Path],
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    columns: int = 80,
    ctrl_c_at: str = "",
    times: int = 1,
    key: str = "\x03",
) -> Shown:
    """Run Python in a terminal of its own. Ctrl-C is typed once the words ``ctrl_c_at`` are seen so many ``times``.

    ``key`` is another key that is typed instead.
    """
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    process = subprocess.Popen(
        [sys.executable, *map(str, command)],
        cwd=cwd,
        env={**inherited, "PYTHONPATH": str(ROOT), "TERM": "xterm", **(environment or {})},
        stdin=its,
        stdout=its,
        stderr=its,
        preexec_fn=_own_terminal,
    )
    os.close(its)
    raw, typed = b"", False
    while True:
        ready, _, _ = select.select([ours], [], [], PATIENCE)
        if not ready:
            os.killpg(process.pid, signal.SIGKILL)
            raise AssertionError(f"for {PATIENCE} seconds nothing was said, and nothing ended, after {raw.decode()!r}")
        try:
            read = os.read(ours, 65536)
        except OSError:  # nobody has it open any more
            break
        if not read:
            break
        raw += read
        if ctrl_c_at and not typed and raw.count(ctrl_c_at.encode()) >= times:
            typed = True
            os.write(ours, key.encode())
    os.close(ours)
    return Shown(process.wait(60), raw.decode())


def _own_terminal() -> None:
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
