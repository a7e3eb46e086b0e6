"""What is refused, and the nearest thing that AWS takes."""

from __future__ import annotations

from pathlib import Path

from generator.checks.examples import Edits
from tests.edited import edited


def is_told_and_its_twin_is_not(folder: Path, base: str, edits: Edits, twin: Edits, word: str) -> None:
    """After the edits the start is unknown, or no, with a word in its reasons; after those of the twin it is proven."""
    result = edited(folder, base, edits, region="us-east-1")
    assert result.verdict("start") in ("unknown", "no")
    assert word in result.because("start")
    quiet = edited(folder, base, twin, region="us-east-1")
    assert quiet.verdict("start") == "yes", quiet.because("start")
