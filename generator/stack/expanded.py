"""What two macros of AWS make of a template before anybody reads it: loops over written lists, and SAM's Globals.

Sources: CloudFormation User Guide, "Fn::ForEach" (the output key and the fragment, ``${Name}``, ``&{Name}`` without
what is no letter or digit, and Ref of the name); AWS SAM Developer Guide, "Globals section" (maps are merged, lists are
joined, and what a resource says itself comes first); read 2026-11. A loop over a parameter is left as it is written.
"""

from __future__ import annotations

import re
from typing import Any

_LOOPS = "AWS::LanguageExtensions"
_SAM = "AWS::Serverless-2016-10-31"
_SECTIONS = ("Resources", "Conditions", "Outputs")
_MOST = 500
"""How many entries loops may make; a template has no more resources."""
_DEPTH = 60


def expanded(template: dict[Any, Any]) -> dict[Any, Any]:
    """The template as the macros leave it: the same one where they have nothing to do."""
    declared = template.get("Transform")
    names = [str(each) for each in (declared if isinstance(declared, list) else [declared])]
    changed: dict[str, Any] = {}
    if _LOOPS in names:
        for name in _SECTIONS:
            section = template.get(name)
            if isinstance(section, dict) and any(_is_loop(key) for key in section):
                changed[name] = _unrolled(section, _DEPTH)
    common = template.get("Globals")
    shared = common.get("Function") if isinstance(common, dict) and _SAM in names else None
    resources = changed.get("Resources", template.get("Resources"))
    if isinstance(shared, dict) and isinstance(resources, dict):
        changed["Resources"] = _like(resources, {key: _with(body, shared) for key, body in resources.items()})
    return _like(template, {**template, **changed}) if changed else template


def _is_loop(key: object) -> bool:
    return isinstance(key, str) and key.startswith("Fn::ForEach::")


def _unrolled(section: dict[Any, Any], depth: int) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    for key, body in section.items():
        entries = _entries(body, depth - 1) if _is_loop(key) and depth else None
        made.update(entries if entries is not None and len(made) + len(entries) <= _MOST else {key: body})
    return _like(section, made)


def _entries(body: Any, depth: int) -> dict[Any, Any] | None:
    """What a loop makes; None when its list is not written out."""
    if not (isinstance(body, list) and len(body) == 3 and isinstance(body[0], str) and isinstance(body[2], dict)):
        return None
    name, listed, fragment = body
    plain = isinstance(listed, list) and all(isinstance(each, str | int) for each in listed)
    if not plain or len(listed) * max(len(fragment), 1) > _MOST:
        return None
    made: dict[Any, Any] = {}
    for each in listed:
        made.update(_unrolled(_put(fragment, name, str(each), _DEPTH), depth))
    return made


def _put(node: Any, name: str, value: str, depth: int) -> Any:
    """A copy of a node with a value in place of a name."""
    if isinstance(node, str):
        text = node.replace(f"${{{name}}}", value).replace(f"&{{{name}}}", re.sub(r"[^A-Za-z0-9]", "", value))
        return node if text == node else _like(node, text)
    if depth == 0 or not isinstance(node, dict | list):
        return node
    if isinstance(node, list):
        return _like(node, [_put(inner, name, value, depth - 1) for inner in node])
    if len(node) == 1 and node.get("Ref") == name:
        return value
    pairs = ((_put(key, name, value, 1), _put(inner, name, value, depth - 1)) for key, inner in node.items())
    return _like(node, dict(pairs))


def _with(body: Any, shared: dict[Any, Any]) -> Any:
    if not isinstance(body, dict) or body.get("Type") != "AWS::Serverless::Function":
        return body
    own = body.get("Properties")
    merged = _merged(shared, own if isinstance(own, dict) else {})
    return _like(body, {**body, "Properties": merged})


def _merged(shared: Any, own: Any) -> Any:
    both = isinstance(shared, dict) and isinstance(own, dict)
    if both and not any(len(each) == 1 and _is_function(next(iter(each))) for each in (shared, own)):
        keys = [*own, *(key for key in shared if key not in own)]
        return _like(own, {key: _merged(shared.get(key, own.get(key)), own.get(key, shared.get(key))) for key in keys})
    if isinstance(shared, list) and isinstance(own, list) and shared is not own:
        return _like(own, [*shared, *own])
    return own


def _is_function(key: object) -> bool:
    return isinstance(key, str) and (key == "Ref" or key.startswith("Fn::"))


def _like(node: Any, made: Any) -> Any:
    """The same kind of node as another, at its place in the file."""
    start, end = getattr(node, "start_mark", None), getattr(node, "end_mark", None)
    return type(node)(made, start, end) if start is not None else made
