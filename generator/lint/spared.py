"""What cfn-lint works out again and again though it always comes out the same: worked out once in a process.

For every property of every template it makes a class anew, of the same few keywords, and asks Python for the fields of
its own classes: a third of its time. Neither depends on the template, so no verdict changes; whatever of this another
version of cfn-lint has not, or has otherwise, stays as it is there. Read in cfn-lint 1.52 and 1.58, 2026-11.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any

_ASKS_FOR_FIELDS = ("cfnlint.jsonschema.validators", "cfnlint.jsonschema._filter", "cfnlint.context.context")
_MAKES_CLASSES = "cfnlint.jsonschema.validators"
_OF = ("validators", "function_filter", "fn_resolvers")
"""What a class of validators is made of."""
_MOST = 1024
"""Classes that are kept: an ordinary run needs a dozen."""


@cache
def spare() -> None:
    """Have the cfn-lint of this process work these out once."""
    for name in _ASKS_FOR_FIELDS:
        module = _module(name)
        if getattr(module, "fields", None) is dataclasses.fields:
            vars(module)["fields"] = _fields
    makes = vars(_module(_MAKES_CLASSES))
    create = makes.get("create")
    if inspect.isfunction(create) and tuple(inspect.signature(create).parameters) == _OF:
        makes["create"] = _once(create)


def _module(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError:
        return ModuleType(name)


@lru_cache(_MOST)
def _fields(kind: type) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(kind)


def _once(create: Callable[..., type]) -> Callable[..., type]:
    """The same class for the same keywords, functions and filter."""
    made: dict[object, type] = {}

    def created(validators: Any = None, function_filter: Any = None, fn_resolvers: Any = None) -> type:
        def new() -> type:
            return create(validators=validators, function_filter=function_filter, fn_resolvers=fn_resolvers)

        try:
            key = (_entries(validators), type(function_filter), _settings(function_filter), _entries(fn_resolvers))
            known = made.get(key)
        except TypeError:  # of something that cannot be told from others of its kind
            return new()
        if known is None:
            if len(made) == _MOST:
                made.clear()
            known = made[key] = new()
        return known

    return created


def _entries(table: Mapping[str, Any] | None) -> tuple[tuple[str, Any], ...]:
    return tuple((table or {}).items())


def _settings(function_filter: Any) -> tuple[tuple[str, Any], ...]:
    if function_filter is None:
        return ()
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value) for name, value in vars(function_filter).items()
    )
