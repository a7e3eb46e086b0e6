"""What an installed version of another package has: a module, or an empty one, and the source of a function."""

from __future__ import annotations

import inspect
from functools import cache
from hashlib import sha256
from importlib import import_module
from types import CodeType, ModuleType
from typing import Any


def found(name: str) -> ModuleType:
    """Give the module of a name, such as ``cfnlint.context.context``."""
    try:
        return import_module(name)
    except ImportError:
        return ModuleType(name)


def digest(function: Any) -> str:
    """Tell the source of a function from all others: sixteen digits, or none where there is no source."""
    code = getattr(function, "__code__", None)
    return "" if code is None else _of_source(code)


@cache
def _of_source(code: CodeType) -> str:
    try:
        source = inspect.getsource(code)
    except OSError:
        return ""
    return sha256(source.encode()).hexdigest()[:16]
