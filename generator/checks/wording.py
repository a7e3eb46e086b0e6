"""The sentences and the remedy of a check, filled with what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as fields_of
from dataclasses import is_dataclass, replace
from string import Formatter
from typing import Any

from generator.remedy import Remedy
from generator.stack import Value, shown

Words = str | Mapping[str, str]
"""A template string in the fields of a fault, as ``str.format`` takes it; or one for each variant of the fault."""
Remedies = Remedy | str | Mapping[str, Remedy | str]
"""A remedy with such strings in it, or the field that is one; or either for each variant that has one."""


def worded(words: Words, variant: str, fields: Mapping[str, object]) -> str:
    """Fill a sentence."""
    return _told(words if isinstance(words, str) else words[variant], fields)


def remedied(remedies: Remedies | None, variant: str, fields: Mapping[str, object]) -> Remedy | None:
    """Fill the remedy of a variant; None where there is none."""
    remedy = remedies.get(variant) if isinstance(remedies, Mapping) else remedies
    filled: Remedy | None = None if remedy is None else _filled(remedy, fields)
    return filled


def _filled(part: Any, fields: Mapping[str, object]) -> Any:
    """Fill all texts of a part. A text that is one field and nothing else becomes what the field is: a number, say."""
    if isinstance(part, str):
        name = part[1:-1] if part[:1] == "{" and part[-1:] == "}" else ""
        if name.partition(".")[0] in fields:
            return _as_data(Formatter().get_field(name, (), fields)[0])
        return _told(part, fields)
    if isinstance(part, tuple):
        several = (_filled(each, fields) for each in part)
        return tuple(name for each in several for name in (each if isinstance(each, tuple) else (each,)))
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{each.name: _filled(getattr(part, each.name), fields) for each in fields_of(part)})
    return part


def _as_data(field: object) -> object:
    if isinstance(field, tuple):
        return tuple(map(_as_data, field))
    return field if field is None or isinstance(field, str | int | Remedy) else str(_for_people(field))


def _told(text: str, fields: Mapping[str, object]) -> str:
    return text.format(**{name: _for_people(field) for name, field in fields.items()})


def _for_people(field: object) -> object:
    """Turn a value of a template, or several things, into a text; the template string formats anything else."""
    if isinstance(field, Value):
        return shown(field)
    return ", ".join(str(_for_people(part)) for part in field) if type(field) is tuple else field
