"""Classes: for every property of every template cfn-lint makes one anew, of the same few keywords, and asks Python for
the fields of its own classes. A third of its time."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from generator.lint.spared.copies import copy_at_once
from generator.lint.spared.found import found

_ASKS_FOR_FIELDS = ("cfnlint.jsonschema.validators", "cfnlint.jsonschema._filter", "cfnlint.context.context")
_MAKES_CLASSES = "cfnlint.jsonschema.validators"
_OF = ("validators", "function_filter", "fn_resolvers")
"""What a class of validators is made of."""
_MOST = 1024
"""Classes that are kept: an ordinary run needs a dozen."""


def spare() -> None:
    """Have the cfn-lint of this process ask for fields, and make classes, once."""
    for name in _ASKS_FOR_FIELDS:
        module = found(name)
        if getattr(module, "fields", None) is dataclasses.fields:
            vars(module)["fields"] = _fields
    makes = vars(found(_MAKES_CLASSES))
    create = makes.get("create")
    if inspect.isfunction(create) and tuple(inspect.signature(create).parameters) == _OF:
        makes["create"] = _once(create)


@lru_cache(_MOST)
def _fields(kind: type) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(kind)


def _once(create: Callable[..., type]) -> Callable[..., type]:
    """The same class for the same keywords, functions and filter."""
    made: dict[object, type] = {}

    def created(validators: Any = None, function_filter: Any = None, fn_resolvers: Any = None) -> type:
        def new() -> type:
            kind = create(validators=validators, function_filter=function_filter, fn_resolvers=fn_resolvers)
            copy_at_once(kind)
            return kind

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
