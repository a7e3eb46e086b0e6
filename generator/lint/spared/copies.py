"""Copies: for every property of every template cfn-lint makes a handful of objects that differ in one field or two.

It makes them field by field, of up to seventeen. Copied at once, an object also keeps what it has worked out of fields
that stay the same, such as which of the resources are modules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.lint.spared.found import digest, found

_Evolve = Callable[..., Any]


def spare() -> None:
    """Have the cfn-lint of this process copy at once."""
    for module, name in (("cfnlint.context.context", "Context"), ("cfnlint.context.context", "Path")):
        copy_at_once(getattr(found(module), name, None))


def copy_at_once(kind: Any) -> None:
    """Have a class of cfn-lint give changed copies of its objects at once, if its way to do so is one that was read."""
    evolve = getattr(kind, "evolve", None)
    same = _READ.get(digest(evolve))
    if evolve is not None and same is not None:
        kind.evolve = same(evolve)


def _evolve(self: Any, **changes: Any) -> Any:
    """Give an object like another one, but for some fields."""
    copy = object.__new__(type(self))
    copy.__dict__.update(self.__dict__)
    copy.__dict__.update(changes)
    return copy


def _at_once(_: _Evolve) -> _Evolve:
    return _evolve


def _context_at_once(evolve: _Evolve) -> _Evolve:
    def evolved(self: Any, **changes: Any) -> Any:
        """Give a context like another one; references that were known before stay known beside new ones."""
        if "resources" in changes:
            return evolve(self, **changes)
        if "ref_values" in changes:
            changes["ref_values"] = {**self.ref_values, **changes["ref_values"]}
        getattr(self, "module_names", None)  # which of the resources are modules: from here on all copies know
        return _evolve(self, **changes)

    return evolved


_READ: Mapping[str, Callable[[_Evolve], _Evolve]] = {
    "05aa695393629cc4": _context_at_once,
    "a8bbd390c03c955a": _at_once,  # of Path
    "680d3a64a14823f8": _at_once,  # of Validator
}
"""What does the same as a way to copy that was read, by the digest of its source."""
