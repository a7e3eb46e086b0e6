"""Read templates from disk, each once, with the place of everything in them. Never raises, never reads too much."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.stack.loops import written_out
from generator.stack.sam_globals import with_globals

MAX_BYTES = 4_000_000
"""CloudFormation takes 1 MB, of templates that may have been minified on their way to it."""
MAX_KEYS = 20_000
_SUSPECT_BYTES = 300_000


@dataclass(frozen=True, eq=False)
class Document:
    """One template file. ``name`` is what messages call it; ``problem`` says why it could not be read, if so."""

    path: Path
    name: str
    template: dict[Any, Any]
    problem: str = ""
    place: tuple[int, int] = (0, 0)
    """Line and column of the problem, from 1; 0 if it has none."""
    places: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict, repr=False)
    bodies: dict[object, tuple[dict[str, Any] | None, tuple[Any, ...]]] = field(default_factory=dict, repr=False)
    """The resources as they are meant, with what is misspelt in them, once somebody has asked."""

    def section(self, name: str) -> dict[str, Any]:
        """A top-level section, empty when it is missing or not a mapping; ``shapes`` says which are not."""
        section = self.template.get(name)
        return section if isinstance(section, dict) else {}

    def place_of(self, section: str, name: str) -> tuple[int, int]:
        """Line and column of a name in a section."""
        if section not in self.places:
            self.places[section] = {key: mark(key) for key in self.section(section) if isinstance(key, str)}
        return self.places[section].get(name, (0, 0))

    def transforms(self) -> list[str]:
        """Name the macros that the whole template goes through."""
        declared = self.template.get("Transform")
        names = []
        for transform in declared if isinstance(declared, list) else [declared]:
            name = transform.get("Name") if isinstance(transform, dict) else transform
            if name is not None:
                names.append(str(name))
        return names


def key_in(mapping: dict[Any, Any], name: Hashable) -> object:
    """The key as it stands in the template, with its mark."""
    return next((key for key in mapping if key == name), name)


def mark(node: object) -> tuple[int, int]:
    """Line and column of a decoded node, from 1; 0, 0 if it has none."""
    start = getattr(node, "start_mark", None)
    line, column = getattr(start, "line", None), getattr(start, "column", None)
    return (line + 1, column + 1) if isinstance(line, int) and isinstance(column, int) else (0, 0)


@dataclass
class Documents:
    """The files that were read so far. ``folder`` is what their names are relative to."""

    folder: Path
    read_so_far: dict[Path, Document] = field(default_factory=dict)

    def read(self, path: Path) -> Document:
        """Read a template, or say why it cannot be read."""
        if path not in self.read_so_far:
            self.read_so_far[path] = _read(path, name_of(path, self.folder))
        return self.read_so_far[path]

    def adopt(self, path: Path, template: object) -> Document:
        """Take a template that somebody else has decoded."""
        name = name_of(path, self.folder)
        self.read_so_far[path] = _document(path, name, template)
        return self.read_so_far[path]


def name_of(path: Path, folder: Path) -> str:
    """The path from a folder to a file, upwards if need be, with forward slashes."""
    if path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    for up, ancestor in enumerate(folder.parents, start=1):
        if path.is_relative_to(ancestor):
            return "../" * up + path.relative_to(ancestor).as_posix()
    return path.as_posix()


def _read(path: Path, name: str) -> Document:
    try:
        if not path.is_file():
            return Document(path, name, {}, f"there is no file {name}")
        size = path.stat().st_size
        if size > MAX_BYTES:
            return Document(path, name, {}, f"{name} has {size:,} bytes; no more than {MAX_BYTES:,} are read")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return Document(path, name, {}, f"{name} is not UTF-8 text")
    except (OSError, ValueError) as error:
        return Document(path, name, {}, f"{name} cannot be read: {getattr(error, 'strerror', None) or 'bad name'}")
    if len(text) > _SUSPECT_BYTES and _has_wide_mapping(text):
        return Document(path, name, {}, f"{name} has a mapping of more than {MAX_KEYS:,} keys")
    return _decoded(path, name, text)


def _decoded(path: Path, name: str, text: str) -> Document:
    try:
        template, matches = (_decode_kept if len(text) <= _SUSPECT_BYTES else _decode)(text)
    except Exception as error:
        return Document(path, name, {}, f"{name} cannot be decoded: {type(error).__name__}")
    if matches:
        match = matches[0]
        what = " ".join(str(match.message).split())
        return Document(path, name, {}, f"{name} cannot be decoded: {what}", (match.linenumber, match.columnnumber))
    return _document(path, name, template)


def _decode(text: str) -> tuple[Any, list[Any]]:
    # Half a second to import, and loaded already when cfn-lint is who calls.
    from cfnlint.decode import decode_str

    template, matches = decode_str(text)
    return template, matches


@lru_cache(maxsize=64)
def _decode_kept(text: str) -> tuple[Any, list[Any]]:
    """Decode a text, and keep it: before and after a change, most templates are the same, and none is changed here."""
    return _decode(text)


def _document(path: Path, name: str, template: object) -> Document:
    if not isinstance(template, dict):
        return Document(path, name, {}, f"{name} is not a template: its top is not a mapping")
    return Document(path, name, with_globals(written_out(template)))


def _has_wide_mapping(text: str) -> bool:
    """Find mappings that a decoder which compares every key with every other would never finish."""
    import yaml

    counts: list[int] = []
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionEndEvent):
                counts.pop()
            elif isinstance(event, yaml.NodeEvent):
                if counts:
                    counts[-1] += 1
                    if counts[-1] > 2 * MAX_KEYS:
                        return True
                if isinstance(event, yaml.CollectionStartEvent):
                    counts.append(0)
    except (yaml.YAMLError, RecursionError):
        pass  # Not YAML; the decoder will say so, or read it as JSON.
    return False
