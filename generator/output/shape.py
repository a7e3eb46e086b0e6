"""The shape that deploy.json has to have, so that a file which build did not write is refused with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

from generator.errors import Problem, shortened

# CloudFormation's own rule for StackName (API reference of CreateStack, read 2026-11).
_STACK = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,127}")


def misshapen(content: Any) -> list[Problem]:
    """Everything in a manifest that a deployment could not use, without ``where`` and ``hint``."""
    if not isinstance(content, dict):
        return [Problem((), "holds no settings", got=_shown(content), accepted="an object")]
    found = list(_settings(content))
    files: dict[str, str] = content.get("files") or {}
    if not found and content["template"] not in files:
        found.append(
            Problem(("template",), "is not among the files", got=content["template"], accepted=", ".join(files))
        )
    return found


def _settings(content: dict[str, Any]) -> Iterator[Problem]:
    for name, (accepted, fits) in _SHAPES.items():
        path = tuple(name.split("."))
        value: Any = content
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        if value is None:
            yield Problem(path, "is missing", accepted=accepted)
        elif not fits(value):
            yield Problem(path, "is of no use here", got=_shown(value), accepted=accepted)


def _shown(value: Any) -> str:
    return shortened(value if isinstance(value, str) else repr(value))


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _named_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


def _files(value: Any) -> bool:
    names = list(value) if _named_texts(value) else []
    return bool(names) and all(PurePath(each).name == each != ".." and "\0" not in each for each in names)


def _stack(value: Any) -> bool:
    return isinstance(value, str) and _STACK.fullmatch(value) is not None


_SHAPES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "app": ("a text", _text),
    "environment": ("a text", _text),
    "stack": ("a name of letters, digits and hyphens that begins with a letter", _stack),
    "region": ("a text", _text),
    "template": ("a text", _text),
    "capabilities": ("a list of texts", _texts),
    "tags": ("texts by name", _named_texts),
    "protection.termination": ("true or false", lambda value: isinstance(value, bool)),
    "images": ("a list of texts", _texts),
    "certificates": ("a list of texts", _texts),
    "files": ("digests by the name of a file in the same folder", _files),
}
