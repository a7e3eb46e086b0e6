"""A file that one process locks at a time, on every system: the end of a process is the end of its lock."""

from __future__ import annotations

import sys
import time
from typing import TextIO

PAUSE = 0.05


def lock(file: TextIO) -> None:
    """Wait until nobody else has the file locked, and lock it until it is closed."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                return
            except OSError:
                time.sleep(PAUSE)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
