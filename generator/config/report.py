"""Turn what pydantic found into problems with a place, the value got and the values accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.config.describe import descriptions
from generator.config.section import Refused
from generator.config.tree import Map, Node, Scalar, Seq, find, place_of
from generator.errors import Path, Problem, did_you_mean, shortened

_KINDS = {
    "string": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list",
    "dict": "a mapping",
    "model": "a mapping",
    "none": "nothing",
}
_BOUNDS = {
    "greater_than_equal": ("is too small", "at least {ge}"),
    "less_than_equal": ("is too large", "at most {le}"),
    "string_too_long": ("is too long", "at most {max_length} characters"),
    "string_too_short": ("is too short", "at least {min_length} characters"),
    "too_long": ("has too many entries", "at most {max_length}"),
    "too_short": ("has too few entries", "at least {min_length}"),
}
_NOT_TEXT = re.compile(r"-?[0-9]+(\.[0-9]+)?|true|false|null")
_TYPE = re.compile(r"(string|int|float|bool|list|dict|model|none)_(type|parsing|from_float|required|attributes_type)")


def problems_of(error: ValidationError, settings: type[BaseModel], tree: Node, at: Path) -> Iterator[Problem]:
    """One problem per key and one per value; ``at`` is where the validated section stands in ``tree``."""
    grouped: dict[tuple[Path, bool], list[Any]] = {}
    for detail in error.errors():
        path = _path_of_settings(tree, (*at, *detail["loc"]), keep_last=detail["type"] == "missing")
        about_key = detail["type"] == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)
        grouped.setdefault((path, about_key), []).append(detail)
    for (path, about_key), details in grouped.items():
        for problem in _problems(path, details, settings, tree, len(at)):
            yield at_key(problem, tree) if about_key else located(problem, tree)


def doubts(tree: Node, path: Path = ()) -> Iterator[Problem]:
    """A problem for every plain word that YAML readers do not agree on."""
    if isinstance(tree, Map):
        for key, node in tree.items.items():
            yield from doubts(node, (*path, key))
    elif isinstance(tree, Seq):
        for index, node in enumerate(tree.items):
            yield from doubts(node, (*path, index))
    elif tree.doubt:
        yes = tree.text.lower() in ("yes", "no", "on", "off", "y", "n", "true", "false")
        hint = "write true or false, or quote it if text is meant" if yes else f'write "{tree.text}" if text is meant'
        yield Problem(path, f"is ambiguous: {tree.doubt}", got=tree.text, hint=hint, where=str(tree.place))


def located(problem: Problem, tree: Node) -> Problem:
    """The problem with the place its path has in ``tree``, unless it has one already."""
    if problem.where:
        return problem
    where = str(place_of(tree, problem.path))
    shown = _value_in_words(tree, problem.path, collections=bool(problem.accepted)) if problem.path else ""
    return replace(problem, got=problem.got or shown, where=where)


def _problems(path: Path, details: list[Any], settings: type[BaseModel], tree: Node, depth: int) -> Iterator[Problem]:
    refused = details[0].get("ctx", {}).get("error")
    if isinstance(refused, Refused):
        for refusal in (refused, *refused.also):
            at = (*path, *refusal.field)
            yield Problem(at, refusal.what, refusal.got, refusal.accepted, refusal.hint, reads=refusal.reads)
    else:
        yield _problem(path, details, settings, tree, depth)


def _problem(path: Path, details: list[Any], settings: type[BaseModel], tree: Node, depth: int) -> Problem:
    detail = details[0]
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return not_a_setting(path, _fields(settings, path[depth:-1]))
    if kind == "missing":
        return Problem(path, "is missing", accepted=_described(settings, path[depth:]))
    if kind in ("literal_error", "enum"):
        known = re.findall(r"'([^']*)'", context["expected"]) or [context["expected"]]
        node = find(tree, path)
        hint = did_you_mean(node.text, known) if isinstance(node, Scalar) else ""
        if isinstance(node, Scalar) and _is_quoted(node):
            hint = "write it without quotes"
        return Problem(path, "is not one of the values known here", accepted=", ".join(known), hint=hint)
    if kind in _BOUNDS:
        # A length is "too_long" for text too, when another check of the same text comes first.
        is_text = isinstance(detail["input"], str) and kind in ("too_long", "too_short")
        what, accepted = _BOUNDS[f"string_{kind}" if is_text else kind]
        got = "" if is_text else str(context.get("actual_length") or "")
        return Problem(path, what, got=got, accepted=accepted.format(**context))
    kinds = [_KINDS[match[1]] for other in details if (match := _TYPE.fullmatch(other["type"]))]
    if kinds:
        return Problem(
            path,
            "has the wrong type",
            accepted=" or ".join(dict.fromkeys(kinds)),
            hint=_hint_about_quotes(tree, path, kinds),
        )
    return Problem(path, detail["msg"].lower())


def not_a_setting(path: Path, known: Iterable[str]) -> Problem:
    """Make the problem for a key that nothing reads."""
    known = sorted(known)
    hint = did_you_mean(str(path[-1]), known)
    return Problem(path, "is not a setting", got=shortened(str(path[-1])), accepted=", ".join(known), hint=hint)


def at_key(problem: Problem, tree: Node) -> Problem:
    """The problem with its last key, and the place of that, instead of its value."""
    parent = find(tree, problem.path[:-1])
    place = parent.keys.get(str(problem.path[-1]), parent.place) if isinstance(parent, Map) else parent.place
    return replace(problem, got=shortened(str(problem.path[-1])), where=str(place))


def _hint_about_quotes(tree: Node, path: Path, kinds: list[str]) -> str:
    node = find(tree, path)
    if isinstance(node, Scalar) and _is_quoted(node) and {"a whole number", "a number", "true or false"} & {*kinds}:
        return "write it without quotes"
    if isinstance(node, Scalar) and "text" in kinds and node.value is not None:
        return f'write it in quotes: "{node.text}"'
    if isinstance(node, Scalar) and node.value is None and kinds == ["a mapping"]:
        return "write {} for all defaults"
    return ""


def _path_of_settings(tree: Node, loc: Path, keep_last: bool) -> Path:
    """Keep the steps of a pydantic location that are settings, not names of its union members."""
    path: list[str | int] = []
    for index, step in enumerate(loc):
        node = find(tree, tuple(path))
        inside = (isinstance(node, Map) and step in node.items) or (
            isinstance(node, Seq) and isinstance(step, int) and step < len(node.items)
        )
        if inside or (keep_last and index == len(loc) - 1):
            path.append(step)
    return tuple(path)


def _value_in_words(tree: Node, path: Path, collections: bool) -> str:
    """Show the value at ``path``; nothing when it leads nowhere, or to a collection when those are not asked for."""
    node = find(tree, path)
    if find(tree, path[:-1]) is node and path:
        return ""
    if not isinstance(node, Scalar):
        kind = ("a mapping" if node.items else "an empty mapping") if isinstance(node, Map) else "a list"
        return kind if collections else ""
    if node.value is None:
        return "nothing"
    return f'"{node.text}"' if _is_quoted(node) or not node.text.strip() else " ".join(shortened(node.text).split())


def _is_quoted(node: Scalar) -> bool:
    """Whether it is text that would be something else without its quotes."""
    return isinstance(node.value, str) and not node.doubt and _NOT_TEXT.fullmatch(node.text) is not None


def _fields(settings: type[BaseModel], path: Path) -> list[str]:
    model = _model_at(settings, path)
    return list(model.model_fields) if model else []


def _described(settings: type[BaseModel], path: Path) -> str:
    model = _model_at(settings, path[:-1])
    description = descriptions(model).get(str(path[-1]), "") if model else ""
    return " ".join(description.split("\n\n")[0].split()).rstrip(".")


def _model_at(settings: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model of the mapping at ``path`` below a section."""
    model: type[BaseModel] = settings
    for step in path:
        if isinstance(step, int) or step not in model.model_fields:
            continue
        models = list(_models_in(model.model_fields[step].annotation))
        if not models:
            return None
        model = models[0]
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)
