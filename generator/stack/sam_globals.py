"""What the Globals of SAM say of functions, as the macro writes it into each before anybody reads it.

Source: AWS SAM Developer Guide, "Globals section of the AWS SAM template" (maps are merged, lists are joined, and what
a resource says itself comes first); read 2026-11.
"""

from __future__ import annotations

from typing import Any

_SAM = "AWS::Serverless-2016-10-31"


def with_globals(template: dict[Any, Any]) -> dict[Any, Any]:
    """The template with what its functions share in each of them: the same one where they share nothing."""
    declared, common = template.get("Transform"), template.get("Globals")
    names = [str(each) for each in (declared if isinstance(declared, list) else [declared])]
    shared = common.get("Function") if isinstance(common, dict) and _SAM in names else None
    resources = template.get("Resources")
    if not isinstance(shared, dict) or not isinstance(resources, dict):
        return template
    made = _like(resources, {key: _with(body, shared) for key, body in resources.items()})
    whole: dict[Any, Any] = _like(template, {**template, "Resources": made})
    return whole


def _with(body: Any, shared: dict[Any, Any]) -> Any:
    if not isinstance(body, dict) or body.get("Type") != "AWS::Serverless::Function":
        return body
    own = body.get("Properties")
    return _like(body, {**body, "Properties": _merged(shared, own if isinstance(own, dict) else {})})


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
