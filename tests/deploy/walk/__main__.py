"""Write docs/lessons-walked.md: ``python -m tests.deploy.walk``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.deploy.walk.mistakes import MISTAKES
from tests.deploy.walk.walked import PAGE, page, place, walk

if __name__ == "__main__":
    with TemporaryDirectory(prefix="walk-") as folder, place(Path(folder)):
        text = page([walk(mistake) for mistake in MISTAKES])
    PAGE.write_text(text)
