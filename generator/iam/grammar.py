"""The form of a policy: what AWS refuses when one is created, whatever the policy says.

Only what is written out is judged. Source: IAM User Guide, "Grammar of the IAM JSON policy language"; of actions and
ARNs, the messages of CreatePolicy as getmoto/moto records them; 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum

from generator.iam.operators import OPERATORS
from generator.iam.text import as_list, literal, read_text

WITH_VARIABLES = "2012-10-17"
WITHOUT_VARIABLES = "2008-10-17"
"""Also what a policy without Version is read as. Source: IAM User Guide, "Version"."""

ELEMENTS = {"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"}
_OF_THE_DOCUMENT = {"Version", "Id", "Statement"}
_NO_TEXT = (list, tuple, dict)
_VENDOR = re.compile(r"[A-Za-z0-9.-]+")
_ARN = re.compile(r"arn:(aws(-[a-z]+)*|[^:]*[*?$][^:]*)(:.*)?", re.DOTALL)


class Kind(Enum):
    """What a policy is attached to, which decides the elements that its statements need."""

    IDENTITY = "identity policy"
    RESOURCE = "resource policy"
    ENDPOINT = "endpoint policy"


def malformed_document(document: Mapping[object, object]) -> str:
    """Say what is wrong with the elements around the statements; empty when nothing is."""
    if strange := sorted(str(key) for key in document if key not in _OF_THE_DOCUMENT):
        return f"has an element that IAM does not know: {strange[0]}"
    if "Statement" not in document:
        return "has no Statement"
    version = document.get("Version", WITHOUT_VARIABLES)
    if isinstance(version, str) and version not in (WITH_VARIABLES, WITHOUT_VARIABLES):
        return f"has the Version {version}, which is neither {WITH_VARIABLES} nor {WITHOUT_VARIABLES}"
    return "has an Id that is no text" if isinstance(document.get("Id"), _NO_TEXT) else ""


def malformed(statement: object, kind: Kind) -> str:
    """Say what is wrong with the elements of a statement; empty when nothing is."""
    if not isinstance(statement, Mapping):
        return "is no object" if isinstance(statement, str | int | float | list | tuple) else ""
    if strange := sorted(str(key) for key in statement if key not in ELEMENTS):
        return f"has an element that IAM does not know: {strange[0]}"
    if "Effect" not in statement:
        return "has no Effect"
    if isinstance(statement["Effect"], str) and statement["Effect"] not in ("Allow", "Deny"):
        return f"has the Effect {statement['Effect']}"
    for one, other in (("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")):
        if one in statement and other in statement:
            return f"has both {one} and {other}"
    if not {"Action", "NotAction"} & set(statement):
        return "has no Action"
    if kind is not Kind.RESOURCE and not {"Resource", "NotResource"} & set(statement):
        return "has no Resource"
    has_principal = bool({"Principal", "NotPrincipal"} & set(statement))
    if kind is Kind.IDENTITY and has_principal:
        return "has a Principal, which an identity policy must not have"
    if kind is not Kind.IDENTITY and not has_principal:
        return "has no Principal"
    return "has a Sid that is no text" if isinstance(statement.get("Sid"), _NO_TEXT) else _lists(statement)


def misspelt(statement: Mapping[object, object], kind: Kind) -> str:
    """Say what in a well-formed statement is written as IAM takes none: its conditions, actions and resources.

    Of resource policies each service takes what it likes, so their actions and resources are not judged.
    """
    if "Condition" in statement and (trouble := _conditions(statement["Condition"])):
        return trouble
    return _names(statement) if kind is Kind.IDENTITY else ""


def _names(statement: Mapping[object, object]) -> str:
    for element in ("Action", "NotAction"):
        for action in _written(statement, element):
            if action not in ("*", "*:*") and (trouble := _no_action(action)):
                return f"has the {element} {action!r}, {trouble}"
    for element in ("Resource", "NotResource"):
        for resource in _written(statement, element):
            if resource != "*" and not _ARN.fullmatch(resource):
                return f"has the {element} {resource!r}, which is neither * nor an ARN"
    return ""


def _lists(statement: Mapping[object, object]) -> str:
    for element in ("Action", "NotAction", "Resource", "NotResource"):
        value = statement.get(element, "")
        if isinstance(value, list | tuple) and not value:
            return f"lists nothing under {element}"
        if any(isinstance(one, _NO_TEXT) for one in as_list(value)):
            return f"has something under {element} that is no text"
    return ""


def _conditions(condition: object) -> str:
    if isinstance(condition, str | list | tuple):
        return "has a Condition that is no object"
    for name, keys in condition.items() if isinstance(condition, Mapping) else ():
        base = str(name).rpartition(":")[2].removesuffix("IfExists")
        if keys and str(name) not in _spellings(base):
            return f"has the condition operator {name}, which IAM does not know"
        if isinstance(keys, str | list | tuple):
            return f"compares no condition keys under {name}"
        values = keys.items() if isinstance(keys, Mapping) else ()
        if any(isinstance(one, _NO_TEXT) for _, value in values for one in as_list(value)):
            return f"has something under {name} that is no value"
    return ""


def _spellings(operator: str) -> Iterator[str]:
    if operator == "Null":
        yield operator
    for quantifier in ("", "ForAllValues:", "ForAnyValue:") if operator in OPERATORS else ():
        yield from (f"{quantifier}{operator}", f"{quantifier}{operator}IfExists")


def _written(statement: Mapping[object, object], element: str) -> Iterator[str]:
    """The texts of an element, those that are written out."""
    for one in as_list(statement[element]) if element in statement else ():
        read = read_text(one)
        known = literal(read) if read else None
        if known is not None:
            yield known


def _no_action(action: str) -> str:
    vendor, colon, name = action.partition(":")
    if not colon:
        return "which names no service before a colon"
    if not _VENDOR.fullmatch(vendor):
        return "whose service is not spelt like one"
    return "which has more than one colon" if ":" in name else ""
