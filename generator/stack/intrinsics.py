"""The intrinsic functions of CloudFormation, one function each. Whatever they are given, they give a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.logic import Truth
from generator.stack import lists, substitute
from generator.stack.assemble import call, choice, malformed
from generator.stack.evaluator import Evaluator
from generator.stack.instances import Instance
from generator.stack.references import attribute, imported, named
from generator.stack.shown import shown
from generator.stack.values import Absent, Literal, Step, Unknown, Value
from generator.stack.walk import with_step

Place = tuple[int, int]
Function = Callable[[Evaluator, Instance, Any, Place], Value]


def is_intrinsic(node: Mapping[Any, Any]) -> bool:
    """Tell whether a mapping is a function and its argument."""
    return len(node) == 1 and next(iter(node)) in FUNCTIONS


def _ref(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    name = _literal_name(evaluator, at, argument)
    return named(evaluator, at, name, place) if name is not None else malformed("Ref takes a name")


def _get_att(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    if isinstance(argument, str):
        return attribute(evaluator, at, *_name_and_attribute(argument), place)
    if isinstance(argument, list) and len(argument) >= 2:
        words = [_literal_name(evaluator, at, word) for word in argument]
        known = [word for word in words if word is not None]
        if len(known) == len(words):
            return attribute(evaluator, at, *_name_and_attribute(".".join(known)), place)
    return malformed("Fn::GetAtt takes a resource and an attribute")


def _name_and_attribute(path: str) -> tuple[str, str]:
    resource, _, attribute_name = str.__str__(path).partition(".")
    return resource, attribute_name


def _literal_name(evaluator: Evaluator, at: Instance, node: Any) -> str | None:
    value = evaluator.value(at, node)
    return value.text if isinstance(value, Literal) and isinstance(node, (str, dict)) else None


def _sub(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    return substitute.sub(evaluator, at, argument, place)


def _if(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    match argument:
        case [str(name), yes, no]:
            holds = evaluator.condition(at, name)
            if holds is Truth.UNKNOWN:
                path = at.prefix + name
                evaluator.undecided[path] = at, name
                return choice(path, evaluator.value(at, yes), evaluator.value(at, no))
            chosen = evaluator.value(at, yes if holds is Truth.YES else no)
            rests = evaluator.rests_on(at, name)
            return with_step(chosen, Step(at.document.name, f"If {name}", *place, "default")) if rests else chosen
    return malformed("Fn::If takes a condition and two values")


def _find_in_map(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    if not isinstance(argument, list) or len(argument) not in (3, 4):
        return malformed("Fn::FindInMap takes a map and two keys")
    keys = [evaluator.value(at, key) for key in argument[:3]]
    default = evaluator.navigate(at, argument[3], ("DefaultValue",)) if len(argument) == 4 else Absent()
    maps: Any = at.document.section("Mappings")
    table = maps.get(keys[0].text) if isinstance(keys[0], Literal) else None
    if not isinstance(keys[0], Literal) or not isinstance(keys[2], Literal):
        return call("FindInMap", *keys, default)
    rows = table if isinstance(table, dict) else {}
    if isinstance(keys[1], Literal):
        row = next((row for name, row in rows.items() if str(name) == keys[1].text), None)
        cell = _cell(evaluator, at, row, keys[2].text)
        if isinstance(cell, Absent) and isinstance(default, Absent):
            what = "Fn::FindInMap finds nothing in "
            return Unknown(f"{what}{', '.join(map(str, keys))}"[:300], f"{what}{', '.join(map(shown, keys))}"[:300])
        return default if isinstance(cell, Absent) else cell
    cells = {_cell(evaluator, at, row, keys[2].text) for row in rows.values()}
    if len(cells) == 1 and not isinstance(only := cells.pop(), Absent):
        return only
    return call("FindInMap", *keys, default)


def _cell(evaluator: Evaluator, at: Instance, row: Any, column: str) -> Value:
    cell = next((cell for name, cell in row.items() if str(name) == column), None) if isinstance(row, dict) else None
    return evaluator.value(at, cell)


def _import_value(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    return imported(evaluator, at, evaluator.value(at, argument), place)


def _opaque_call(name: str) -> Function:
    def function(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
        return call(name, evaluator.value(at, argument))

    return function


def _transform(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    where = f"{at.prefix}Fn::Transform at {at.document.name}:{place[0]}:{place[1]}"
    return Unknown(where, "a macro decides what stands here", "macro")


def _only_in_conditions(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    return malformed("a condition function stands where a value is wanted")


FUNCTIONS: Mapping[str, Function] = {
    "Ref": _ref,
    "Fn::And": _only_in_conditions,
    "Fn::Base64": _opaque_call("Base64"),
    "Fn::Cidr": lists.cidr,
    "Fn::Equals": _only_in_conditions,
    "Fn::FindInMap": _find_in_map,
    "Fn::GetAZs": lists.get_azs,
    "Fn::GetAtt": _get_att,
    "Fn::If": _if,
    "Fn::ImportValue": _import_value,
    "Fn::Join": lists.join,
    "Fn::Length": lists.length,
    "Fn::Not": _only_in_conditions,
    "Fn::Or": _only_in_conditions,
    "Fn::Select": lists.select,
    "Fn::Split": lists.split,
    "Fn::Sub": _sub,
    "Fn::ToJsonString": _opaque_call("ToJsonString"),
    "Fn::Transform": _transform,
}
