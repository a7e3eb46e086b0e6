"""Which root templates paths mean: files, and every root template below folders."""

from __future__ import annotations

import json
import os
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.errors import InputError, Problem
from generator.hints import near_file, program
from generator.stack import load
from generator.stack.instances import TEMPLATE_OF

_ENDINGS = (".yaml", ".yml", ".json", ".template")
_SKIPPED = ("node_modules", "venv", "site-packages", "__pycache__")
_RESOURCES = re.compile(r"""^\s*["']?Resources["']?\s*:""", re.MULTILINE)
_TYPE = re.compile(r"""(?<!\w)["']?Type["']?\s*:\s*["']?AWS::\w+""")
_SIGN = re.compile(r"""^\ufeff?["'{\s]*Resources["']?\s*:|AWSTemplateFormatVersion|\bAWS::\w+::\w+""", re.MULTILINE)
"""What a file that cannot be decoded is taken for a template by."""
_NESTS = re.compile("|".join(TEMPLATE_OF))
_SEEN_BYTES = 4_000_000
"""So much of a file decides whether it is a template."""


@dataclass(frozen=True)
class Root:
    """A root template, as it was given, and the region that it is for, if that is known."""

    path: Path
    region: str | None = None

    @property
    def name(self) -> str:
        """The path as it was given, with forward slashes."""
        return self.path.as_posix()

    def parameters(self, named: dict[str, str]) -> dict[str, str]:
        """What decides its parameters: those given, and its region."""
        return ({"AWS::Region": self.region} if self.region else {}) | named


def roots(paths: Sequence[Path]) -> list[Root]:
    """Find the root templates: those that no other template of the same paths nests.

    Raises InputError for a path that is not there, and when no path holds a template.
    """
    if missing := [str(path) for path in paths if not os.path.exists(path)]:
        raise InputError([_missing(path) for path in missing])
    files = dict.fromkeys(path for path in paths for path in ([path] if os.path.isfile(path) else sorted(_below(path))))
    if not files:
        names = ", ".join(map(str, paths))
        raise InputError([Problem((), "holds no CloudFormation template", hint="name a template", where=names)])
    nested = {path: nested_by(path) for path in files} if len(files) > 1 else {}
    inner = {child for children in nested.values() for child in children}
    chosen = [path for path in files if path.resolve() not in inner]
    covered = {child for path in chosen for child in nested.get(path, ())} | {path.resolve() for path in chosen}
    for path in files:
        if path.resolve() not in covered:  # templates that nest each other in a circle: one of them has to begin
            chosen.append(path)
            covered |= nested[path] | {path.resolve()}
    return [Root(path, _region(path)) for path in chosen]


def _missing(path: str) -> Problem:
    """Say that a path is not there, and which one was meant, or where templates come from."""
    return Problem((), "there is no such file or folder", hint=near_file(Path(path)) or _next(path), where=path)


def _next(path: str) -> str:
    made = Path(path).parts[:1] == ("output",)
    if made:
        return f"run: {program()} build"
    ours = sorted(each.parent.as_posix() for each in Path("output").glob("*/root.yaml"))
    return f"name a template, or a folder that holds some{f', such as {ours[0]}' if ours else ''}"


def is_below(path: Path) -> bool:
    """Whether a path is a file that is there, or holds a template."""
    return path.is_file() or next(_below(path), None) is not None


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED)
        yield from (
            path for name in files if name.lower().endswith(_ENDINGS) and _is_template(path := Path(place, name))
        )


def _is_template(path: Path) -> bool:
    """Tell whether a file is a template, or looks like one and cannot be read: then that has to be said."""
    if not os.path.isfile(path):  # Editors leave such links behind.
        return False
    try:
        content = _content(path)
    except OSError:
        return True
    text, utf8 = _text(content)
    if bool(_RESOURCES.search(text) or text.lstrip().startswith("{")) and _TYPE.search(text):
        return True
    if len(content) == _SEEN_BYTES:  # Whether the rest of it can be read is not known, and it is no template.
        return False
    return bool(_SIGN.search(text)) and not (utf8 and _decodes(text))


def nested_by(path: Path) -> set[Path]:
    """The templates that a template nests, at any depth, as far as that is known, as resolved paths.

    More roots are better than fewer.
    """
    try:
        if not _NESTS.search(_text(_content(path))[0]):
            return set()
        own, graph = path.resolve(), load(path)
        return {file for file in (*graph.files, *graph.unread) if file != own}
    except Exception:  # Whoever analyses the root meets the same again, and tells it.
        return set()


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_SEEN_BYTES)


def _text(content: bytes) -> tuple[str, bool]:
    """Decode what is there, and tell whether it is UTF-8, as templates have to be."""
    try:
        return content.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        wide = content[:2] in (BOM_UTF16_LE, BOM_UTF16_BE)
        return content.decode("utf-16" if wide else "latin-1", errors="replace"), False


def _decodes(text: str) -> bool:
    """Tell whether a text is YAML or JSON at all; that much is quickly found out."""
    try:
        for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
            pass
    except (yaml.YAMLError, RecursionError):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return False
    return True


def _region(path: Path) -> str | None:
    """Read the region off the deploy.json beside a root that build wrote."""
    try:
        region = json.loads((path.parent / "deploy.json").read_bytes()).get("region")
    except (OSError, ValueError, AttributeError):
        return None
    return region if isinstance(region, str) else None
