"""How hard tests try that draw their examples at random: ``TIMES=20 pytest -m random`` tries twenty times as many."""

from __future__ import annotations

import os

TIMES = int(os.environ.get("TIMES", "1"))


def tries(examples: int) -> int:
    """How many examples to try, where so many are tried unless somebody asks for more."""
    return examples * TIMES
