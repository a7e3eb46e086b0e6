"""Replace a function by one that fails; by itself, so that a program may begin with it."""

from __future__ import annotations

import os
from pkgutil import resolve_name
from typing import Any


def spoilt(real: Any, how: str) -> Any:
    """Make what takes the place of a function: ``how`` is its body, and knows the ``real`` one and its arguments."""
    names: dict[str, Any] = {"real": real, "os": os}
    exec(f"def planted(*arguments, **settings):\n    {how}", names)
    return names["planted"]


def spoil(place: str, name: str, how: str) -> None:
    """Replace what a class or module holds under a name, for as long as this process lives."""
    holder = resolve_name(place)
    setattr(holder, name, spoilt(getattr(holder, name), how))
