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
    problems = list(_settings(content))
    files: dict[str, str] = content.get("files") or {}
    if not problems and content["template"] not in files:
        problems.append(
            Problem(("template",), "is not among the files", got=content["template"], accepted=", ".join(files))
        )
    return problems


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


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_named_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _is_files(value: Any) -> bool:
    names = list(value) if _is_named_texts(value) else []
    return bool(names) and all(PurePath(name).name == name != ".." and "\0" not in name for name in names)


def _is_stack_name(value: Any) -> bool:
    return isinstance(value, str) and _STACK.fullmatch(value) is not None


_SHAPES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "app": ("a text", _is_text),
    "environment": ("a text", _is_text),
    "stack": ("a name of letters, digits and hyphens that begins with a letter", _is_stack_name),
    "region": ("a text", _is_text),
    "template": ("a text", _is_text),
    "capabilities": ("a list of texts", _is_texts),
    "tags": ("texts by name", _is_named_texts),
    "protection.termination": ("true or false", lambda value: isinstance(value, bool)),
    "images": ("a list of texts", _is_texts),
    "certificates": ("a list of texts", _is_texts),
    "files": ("digests by the name of a file in the same folder", _is_files),
}
