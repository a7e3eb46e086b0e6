"""How a file of facts is read: a section at a time, each entry a frozen dataclass, and refused where it is misspelt.

A file is a mapping of sections, a section a mapping of entries, and an entry a mapping that says where it is from:

    repositories:                  # a section
      about:                       # what holds for each of its entries that does not say otherwise
        source: the page, with the name of the paragraph
        seen: 2026-08              # the month in which somebody looked
        confidence: unverified     # from memory, or a judgement; left out where it was looked up
      docker.io/library/node: ...  # an entry

Numbers and true or false are what they look like; anything else is text, dates too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache, cached_property
from pathlib import Path
from types import UnionType
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin, get_type_hints

import yaml

HOME = Path(__file__).parent
ABOUT = "about"
_SEEN = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")


class DataError(ValueError):
    """A file of facts is not as its reader expects it: what and where. Our own mistake, which a test finds."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What each entry says of itself. ``note`` tells which part is unverified, if it is not all of it."""

    source: str
    seen: str
    """The month in which somebody looked, or wrote down what they remembered: ``2026-08``."""
    confidence: Literal["verified", "unverified"] = "verified"
    note: str = ""


FactT = TypeVar("FactT", bound=Fact)


@dataclass(frozen=True, kw_only=True)
class Words(Fact):
    """An entry that is a list: of names, of options, of patterns."""

    words: tuple[str, ...]


class Table(Generic[FactT]):
    """One section of one file. ``file`` is below this package, ``kind`` what becomes of each entry."""

    def __init__(self, file: str, section: str, kind: type[FactT]) -> None:
        self.file, self.section, self.kind = file, section, kind

    @cached_property
    def entries(self) -> Mapping[str, FactT]:
        """The entries by name, in the order of the file. Raises DataError."""
        written = read(self.file).get(self.section)
        where = f"{self.file}: {self.section}"
        if not isinstance(written, dict):
            raise DataError(f"{where} is not there, or not a mapping of entries")
        about = written.get(ABOUT, {})
        if not isinstance(about, dict):
            raise DataError(f"{where}: {ABOUT} is not a mapping")
        return {
            name: _fact(self.kind, about | entry if isinstance(entry, dict) else entry, f"{where}: {name}")
            for name, entry in written.items()
            if name != ABOUT
        }


@cache
def read(file: str) -> Mapping[str, Any]:
    """Read a file as it is written, sections by name. Raises DataError."""
    try:
        written = yaml.load((HOME / file).read_bytes(), Loader=_loader())  # noqa: S506  a safe loader, and our own files
    except (OSError, yaml.YAMLError) as error:
        raise DataError(f"{file} cannot be read: {error}") from error
    if not isinstance(written, dict):
        raise DataError(f"{file} is not a mapping of sections")
    return written


@cache
def _loader() -> Any:
    """Make a safe loader, libyaml's where it is at hand, that takes no date and no ``no`` for what it is not."""

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    for tag, pattern, first in (
        ("bool", r"true|false", "tf"),
        ("int", r"-?(?:0|[1-9]\d*)", "-0123456789"),
        ("float", r"-?\d+\.\d+", "-0123456789"),
    ):
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})$"), list(first))
    return Loader


def _fact(kind: type[FactT], written: object, where: str) -> FactT:
    fact = _made(kind, written, where)
    assert isinstance(fact, kind)
    if not fact.source.strip():
        raise DataError(f"{where}: source is empty")
    if not _SEEN.fullmatch(fact.seen):
        raise DataError(f"{where}: seen is {fact.seen}, and has to be a month such as 2026-08")
    return fact


def _made(kind: Any, written: object, where: str) -> Any:
    """Make a dataclass of a mapping whose keys are its fields."""
    if not isinstance(written, dict):
        raise DataError(f"{where} is not a mapping")
    hints = _hints(kind)
    if unknown := [str(key) for key in written if key not in hints]:
        raise DataError(f"{where}: {', '.join(unknown)} is not one of {', '.join(sorted(hints))}")
    needed = (field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING)
    if missing := [name for name in needed if name not in written]:
        raise DataError(f"{where}: {', '.join(missing)} is missing")
    return kind(**{name: _value(hints[name], value, f"{where}: {name}") for name, value in written.items()})


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, value: object, where: str) -> Any:
    """A value the type that a field has: text, number, true or false, one of some words, a list, a dataclass."""
    origin = get_origin(hint)
    if origin is UnionType:  # X | None: None is what the field is when it is left out
        return _value(get_args(hint)[0], value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise DataError(f"{where} is not a list")
        return tuple(_value(get_args(hint)[0], item, where) for item in value)
    if origin is Literal:
        if value not in get_args(hint):
            raise DataError(f"{where} is {value}, and has to be {' or '.join(get_args(hint))}")
        return value
    if is_dataclass(hint):
        return _made(hint, value, where)
    plain = dict if origin else hint
    if type(value) is not plain:
        quotes = "; write it in quotes" if plain is str and isinstance(value, int | float) else ""
        raise DataError(f"{where} is {value!r}, and has to be {_NAMES.get(plain, plain)}{quotes}")
    return value


_NAMES: Mapping[Any, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dict: "a mapping",
}


def lines(file: str) -> Mapping[tuple[str, ...], int]:
    """The line of each section and entry of a file. Raises DataError on a name that is there twice."""
    line_of: dict[tuple[str, ...], int] = {}
    root = yaml.compose((HOME / file).read_text(encoding="utf-8"), Loader=_loader())
    for section, entries in _pairs(root):
        for key in (section, *(key for key, _ in _pairs(entries))):
            names = (section.value,) if key is section else (section.value, key.value)
            line = key.start_mark.line + 1
            if names in line_of:
                raise DataError(f"{file}:{line}: {names[-1]} stands in line {line_of[names]} already")
            line_of[names] = line
    return line_of


def _pairs(node: yaml.Node | None) -> Iterable[tuple[Any, Any]]:
    return node.value if isinstance(node, yaml.MappingNode) else ()
