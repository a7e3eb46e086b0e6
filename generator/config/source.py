"""Read YAML strictly: what two people could read in two ways is refused, with its place."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import yaml

from generator.config.tree import Node, Place
from generator.config.tree_reader import Reader, refused
from generator.hints import program

MAX_BYTES = 1_000_000

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What YAML 1.2 does not admit, section 5.1."""


def read(path: Path, name: str) -> Node:
    """Read a file into a tree; ``name`` is what messages call it.

    Raises InputError when it is missing, not a file, too large, not UTF-8, or not the YAML that ``parse`` takes.
    """
    try:
        if path.is_dir():
            raise refused(name, "is a directory", accepted="a YAML file")
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise refused(name, "is too large", accepted=f"at most {MAX_BYTES:,} bytes")
        text = content.decode("utf-8-sig")
    except FileNotFoundError:
        raise refused(name, "there is no such file", hint=_elsewhere(path)) from None
    except UnicodeDecodeError as error:
        place = _place_after(name, error.object[: error.start].decode("utf-8"))
        raise refused(place, f"is not UTF-8 text: the byte {error.object[error.start]:#04x} cannot be read") from None
    except (OSError, ValueError) as error:
        raise refused(name, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return parse(text, name)


def parse(text: str, name: str) -> Node:
    """Parse one YAML document of plain mappings, lists and values.

    Raises InputError for anything else: syntax errors, several documents, aliases and anchors, tags,
    duplicate keys, or nesting deeper than the reader follows.
    """
    if control := _CONTROL.search(text):
        place = _place_after(name, text[: control.start()])
        raise refused(place, "is not valid YAML: there is a control character", got=f"U+{ord(control[0]):04X}")
    try:
        return Reader(name).document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = str(Place(name, mark.line + 1, mark.column + 1)) if mark else name
        raise refused(place, f"is not valid YAML: {error.problem or error.context}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise refused(name, f"is not valid YAML: {' '.join(str(error).split())}") from None


def _place_after(name: str, text: str) -> str:
    """The place of what follows this text."""
    lines = text.split("\n")
    return str(Place(name, len(lines), len(lines[-1]) + 1))


def _elsewhere(path: Path) -> str:
    """Where the file is instead, in a folder above; or how to begin."""
    above = [] if path.is_absolute() else path.absolute().parent.parents
    if found := next((folder / path.name for folder in above if (folder / path.name).is_file()), None):
        return f"it is in a folder above, so run this there: cd {shlex.quote(os.path.relpath(found.parent))}"
    return f"name another with --config, or begin with: {program()} init"
