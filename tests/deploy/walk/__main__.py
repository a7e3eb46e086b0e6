"""Write docs/lessons-walked.md and docs/causes-walked.md: ``python -m tests.deploy.walk``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.deploy.walk.causes import CAUSES
from tests.deploy.walk.mistakes import MISTAKES
from tests.deploy.walk.walked import CAUSES_PAGE, PAGE, causes_page, page, place, walk

if __name__ == "__main__":
    with TemporaryDirectory(prefix="walk-") as folder, place(Path(folder)):
        texts = {
            PAGE: page([walk(mistake) for mistake in MISTAKES]),
            CAUSES_PAGE: causes_page([walk(mistake) for mistake in CAUSES]),
        }
    for file, text in texts.items():
        file.write_text(text)
