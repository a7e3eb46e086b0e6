"""What modules state for others: whether each need can be met, told at the module that states it.

A need is built by another module. What is wrong with it would come to light there, in a file that did nothing wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from ipaddress import ip_network
from typing import Any

from awacs.aws import Statement
from troposphere import encode_to_dict

from generator.awsdata.services import gateway_services
from generator.compose.data import not_data
from generator.config import Call, Flow, GeneratedSecret, Group, Module, Needs, Role
from generator.config.guard import error_in_words, where_defined
from generator.errors import Problem, did_you_mean

Asked = Sequence[tuple[Module, Needs]]

_LISTS: dict[str, type] = {
    "calls": Call,
    "groups": Group,
    "flows": Flow,
    "roles": Role,
    "secrets": GeneratedSecret,
}
_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "Api": (str,),
    "int": (int,),
    "int | None": (int, type(None)),
    "bool": (bool,),
    "tuple[Any, ...]": (tuple, list),
    "tuple[tuple[str, str], ...]": (tuple, list),
}


def wrong_kinds(module: Module, needs: Needs) -> Iterator[Problem]:
    """A problem for each need that is of another type than it must be."""
    for name, kind in _LISTS.items():
        listed = getattr(needs, name)
        if not isinstance(listed, tuple | list):
            yield _problem(module, f"{name} must be a tuple", type(listed).__name__, f"({kind.__name__}(...),)")
            continue
        for need in listed:
            if not isinstance(need, kind):
                yield _problem(module, f"{name} holds something else", type(need).__name__, kind.__name__)
            else:
                yield from _fields(module, need)
    if type(needs.addresses) is not int or needs.addresses < 0:
        yield _problem(module, "addresses is no count", str(needs.addresses), "a number from 0")


def _fields(module: Module, need: Any) -> Iterator[Problem]:
    for field in fields(need):
        value = getattr(need, field.name)
        kinds = _TYPES.get(str(field.type))
        if kinds and (not isinstance(value, kinds) or (kinds == (int,) and isinstance(value, bool))):
            accepted = str(field.type)
            yield _problem(module, f"{_name(need)}: {field.name} has the wrong type", type(value).__name__, accepted)
    if isinstance(need, Flow) and isinstance(need.port, int) and not 1 <= need.port <= 65535:
        yield _problem(module, f"{_name(need)}: port is none", str(need.port), "1 to 65535")


def unmet(asked: Asked) -> Iterator[Problem]:
    """A problem for each flow whose end nobody has."""
    groups = {group.name for _, needs in asked for group in needs.groups}
    for module, needs in asked:
        for flow in needs.flows:
            for end in (flow.source, flow.target):
                if end not in groups and end not in gateway_services() and not _is_block(end):
                    accepted = "the name of a Group, a CIDR block, or (as target) dynamodb or s3"
                    yield _problem(module, f"{_name(flow)}: {end} is no end of a flow", "", accepted, end, groups)


def unwritable(asked: Asked) -> Iterator[Problem]:
    """A problem for each role and call with a statement that cannot be written out as one of a policy."""
    for module, needs in asked:
        stated: list[tuple[Role | Call, Sequence[Any]]] = [(role, role.statements) for role in needs.roles]
        stated += [(call, call.allow) for call in needs.calls]
        for need, statements in stated:
            for statement in statements:
                if why := _why_unwritable(statement):
                    accepted = "a Statement of awacs.aws, with Effect, Action and Resource"
                    yield _problem(module, f"{_name(need)}: a statement cannot be written: {why}", "", accepted)
                    break


def _why_unwritable(statement: Any) -> str:
    if not isinstance(statement, Statement):
        return f"it is a {type(statement).__name__}"
    try:
        written = encode_to_dict(statement)
    except Exception as error:
        return error_in_words(error)
    return next((f"{place} is a {type(value).__name__}" for place, value in not_data(written)), "")


def _problem(
    module: Module, what: str, got: str = "", accepted: str = "", word: str = "", known: Iterable[str] = ()
) -> Problem:
    hint = did_you_mean(word, known) if word else ""
    return Problem((), f"needs: {what}", got, accepted, hint, where_defined(module.file, "needs"))


def _name(need: Any) -> str:
    if isinstance(need, Flow):
        return f"Flow from {need.source} to {need.target}"
    if isinstance(need, Call):
        return f"Call of {need.api}"
    return f"{type(need).__name__} {need.name}"


def _is_block(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True
