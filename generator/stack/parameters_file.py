"""Parameter files: ``{Name: value}``, or the AWS CLI's list of ``ParameterKey`` and ``ParameterValue``."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from generator.errors import InputError, Problem
from generator.hints import near_file

MAX_BYTES = 1_000_000
_DEEPEST = 3
"""Mappings in each other that such files have: stacks, their settings, their parameters."""


def read_parameters(path: Path) -> dict[str, str]:
    """Read the values of a root's parameters, from YAML or JSON.

    Takes ``{Name: value}``, the same under ``Parameters`` (as CodePipeline has it), and the AWS CLI's form, with its
    ``Name=value`` variant. Raises InputError for anything else.
    """
    content = decode(path, how='write one such as {"Stage": "prod"}, or leave it out')
    if isinstance(content, dict) and isinstance(content.get("Parameters"), dict):
        content = content["Parameters"]
    if isinstance(content, dict):
        pairs = list(content.items())
    elif isinstance(content, list):
        pairs = [_pair(entry) for entry in content]
    else:
        raise InputError([Problem((), "holds no parameters", accepted="{Name: value}", where=str(path))])
    values: dict[str, str] = {}
    problems = []
    for name, value in pairs:
        text = text_of(value)
        if not isinstance(name, str) or text is None:
            accepted = "{Name: value} or {ParameterKey: Name, ParameterValue: value}"
            problems.append(Problem((str(name or ""),), "is not a parameter", accepted=accepted, where=str(path)))
        else:
            values[name] = text
    if problems:
        raise InputError(problems)
    return values


def _duplicate_keys(node: yaml.Node | None, file: str, path: tuple[str, ...] = ()) -> Iterator[Problem]:
    """A problem for each key that a mapping has twice, of which YAML would pass one over."""
    if not isinstance(node, yaml.MappingNode) or len(path) > _DEEPEST:
        return
    lines: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        mark, name = key.start_mark, key.value
        if name in lines:
            where = f"{file}:{mark.line + 1}:{mark.column + 1}"
            yield Problem((*path, name), f"stands in line {lines[name]} already", hint="keep one", where=where)
        lines.setdefault(name, mark.line + 1)
        yield from _duplicate_keys(value, file, (*path, name))


def _pair(entry: Any) -> tuple[Any, Any]:
    if isinstance(entry, dict):
        return entry.get("ParameterKey"), entry.get("ParameterValue")
    name, equals, value = entry.partition("=") if isinstance(entry, str) else ("", "", None)
    return (name, value) if equals else (None, None)


def text_of(value: object) -> str | None:
    """The text that a parameter's value is sent as; None when it cannot be one."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        texts = [text_of(item) for item in value]
        known = [text for text in texts if text is not None]
        return ",".join(known) if len(known) == len(texts) else None
    return None


def decode(path: Path, how: str) -> Any:
    """Decode a YAML or JSON file of plain data; ``how`` says how to come to one where there is none.

    Raises InputError when that cannot be done.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError([Problem((), "is too large", accepted=f"at most {MAX_BYTES:,} bytes", where=str(path))])
        text = path.read_bytes().decode("utf-8-sig")
        if duplicates := list(_duplicate_keys(yaml.compose(text, Loader=yaml.CSafeLoader), str(path))):
            raise InputError(duplicates)
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        problem = Problem((), "there is no such file", hint=near_file(path) or how, where=str(path))
        raise InputError([problem]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise InputError([Problem((), f"is not valid YAML: {error.problem or error.context}", where=where)]) from None
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        what = getattr(error, "strerror", None) or "is neither YAML nor JSON"
        raise InputError([Problem((), f"cannot be read: {what}", where=str(path))]) from None
