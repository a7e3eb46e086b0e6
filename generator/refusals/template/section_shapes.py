"""Sections of a template of a wrong shape: conditions, mappings, parameters and outputs that are not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.logic import Truth
from generator.refusals.schema.registry_schemas import schema
from generator.stack import Graph, macros

_MADE_OF = {"Fn::Equals": (2, 2), "Fn::Not": (1, 1), "Fn::And": (2, 10), "Fn::Or": (2, 10)}
_ID = re.compile(r"[A-Za-z0-9]{1,255}", re.ASCII)
_EXTENSIONS = "AWS::LanguageExtensions"
_OF_EXTENSIONS = ("Fn::Length", "Fn::ToJsonString")
_OF_A_RESOURCE = frozenset(
    ("Type", "Properties", "DependsOn", "Condition", "Metadata", "DeletionPolicy", "UpdatePolicy", "CreationPolicy",
     "UpdateReplacePolicy", "Connectors", "IgnoreResourcePolicies", "Comment", "Description")
)  # fmt: skip
_OF_A_PARAMETER = frozenset(
    ("Type", "Default", "AllowedValues", "AllowedPattern", "ConstraintDescription", "Description", "MaxLength",
     "MaxValue", "MinLength", "MinValue", "NoEcho")
)  # fmt: skip
_MOST = {"Parameters": 200, "Mappings": 200, "Outputs": 200, "Resources": 500}
_SECTIONS = ("AWSTemplateFormatVersion", "Conditions", "Description", "Hooks", "Mappings", "Metadata", "Outputs",
             "Parameters", "Resources", "Rules", "Transform")  # fmt: skip
"""Source: CloudFormation User Guide, "Template sections" ("Invalid template property or properties"); from memory."""
_PROPERTIES = re.compile(r"Prop[a-z]*s?|[Pp]ropert(y|ys|ie)|properties")


def section_shapes(graph: Graph) -> Iterator[str]:
    """Say what is refused.

    Sources: CloudFormation User Guide, "Condition functions" (two values, one condition, two to ten), "Conditions",
    "Mappings" (two levels of names, and texts or lists), "Parameters", "Outputs" (a Value is needed; an export is no
    empty text), "Fn::Length" and "Fn::ToJsonString" (of AWS::LanguageExtensions), "Understand CloudFormation quotas"
    (200 parameters, mappings and outputs, 500 resources); from memory, 2026-11.
    """
    resources = [each for each in graph.resources if each.exists is not Truth.NO]
    for at in dict.fromkeys(each.at for each in resources):
        document, name = at.document, at.document.name
        extended = _EXTENSIONS in document.transforms()
        if macros.rewritten(document) or macros.may_add(document):
            continue
        for section in document.template:
            if isinstance(section, str) and section not in _SECTIONS:
                sam = ", which takes Transform: AWS::Serverless-2016-10-31" if section == "Globals" else ""
                yield f"{name} has a section {section[:40]}, which templates do not have{sam}"
        if document.section("Hooks"):
            yield f"{name} has Hooks, which are not read"
        for section, most in _MOST.items():
            if len(document.section(section)) > most:
                yield f"{name} has {len(document.section(section))} {section}, and {most} are taken"
        parameters, conditions = document.section("Parameters"), document.section("Conditions")
        for twice in sorted(set(parameters) & set(document.section("Resources"))):
            yield f"{name} has a parameter and a resource of the name {twice}"
        for condition, written in conditions.items():
            for fault in _of_condition(written, set(parameters), set(conditions)):
                yield f"the condition {condition} of {name} {fault}"
        for mapping, written in document.section("Mappings").items():
            if not extended and (fault := _of_mapping(written)):
                yield f"the mapping {mapping} of {name} {fault}"
        for parameter, declared in parameters.items():
            if fault := _of_parameter(parameter, declared):
                yield f"the parameter {parameter} of {name} {fault}"
        for output, written in document.section("Outputs").items():
            if fault := _of_output(str(output), written, set(conditions)):
                yield f"Outputs.{output} of {name} {fault}"
        if not extended:
            for function in sorted(
                {*_functions(document.section("Resources")), *_functions(document.section("Outputs"))}
            ):
                yield f"{name} has {function}, and no Transform AWS::LanguageExtensions"
    for resource in resources:
        for key in resource.body:
            if str(key) not in _OF_A_RESOURCE and _PROPERTIES.fullmatch(str(key)):
                yield f"{resource} has the key {key}, and Properties are meant"
            elif str(key) not in _OF_A_RESOURCE and str(key) in (schema(resource.type) or {}).get("properties", {}):
                yield f"{resource} has {key} beside its Properties, and it is one of them"
        waits = resource.body.get("DependsOn")
        if any(not isinstance(each, str) for each in (waits if isinstance(waits, list) else ())):
            yield f"DependsOn of {resource} is made by a function, and logical ids are taken"


def _of_condition(written: Any, parameters: set[str], conditions: set[str]) -> Iterator[str]:
    if not isinstance(written, dict):
        yield "is no function of conditions"
        return
    for function, given in written.items():
        if function == "Condition" and isinstance(given, str) and given not in conditions:
            yield f"is made of {given[:60]}, which is no condition here"
        if function not in _MADE_OF:
            continue
        least, most = _MADE_OF[function]
        if isinstance(given, list) and not least <= len(given) <= most:
            yield f"has {function} of {len(given)}, and {least} to {most} are taken"
        for inner in given if isinstance(given, list) else ():
            if function == "Fn::Equals":
                named = inner.get("Ref") if isinstance(inner, dict) and len(inner) == 1 else None
                if isinstance(named, str) and not named.startswith("AWS::") and named not in parameters:
                    yield f"refers to {named[:60]}, which is no parameter, and conditions are decided before resources"
            elif isinstance(inner, dict):
                yield from _of_condition(inner, parameters, conditions)
            elif isinstance(inner, bool | int) or inner in ("true", "false"):
                yield f"has {inner} in {function}, and conditions are taken"


def _of_mapping(written: Any) -> str:
    if not isinstance(written, dict) or any(str(key).startswith("Fn::") for key in written):
        return ""
    for key, second in written.items():
        if not isinstance(second, dict):
            return f"has a value at {key}, and a second level of names is taken"
        if any(str(name).startswith("Fn::") or str(name) == "Ref" for name in second):
            return f"has a function at {key}, and names and values are taken"
        for name, value in second.items():
            if isinstance(value, dict):
                a_function = any(str(part).startswith("Fn::") or part == "Ref" for part in value)
                return f"has {'a function' if a_function else 'a third level'} at {key}.{name}, and a value is taken"
    return ""


def _of_parameter(name: str, declared: Any) -> str:
    if not _ID.fullmatch(str(name)):
        return "has a name with other signs than letters and digits"
    if not isinstance(declared, dict):
        return "is no mapping"
    if unknown := sorted(str(key) for key in declared if str(key) not in _OF_A_PARAMETER):
        return f"has the key {unknown[0][:40]}, which parameters do not take"
    default = declared.get("Default")
    if isinstance(default, dict | list):
        return "has a Default that is no text or number"
    if str(declared.get("NoEcho", "true")).lower() not in ("true", "false"):
        return "has a NoEcho that is neither true nor false"
    pattern = declared.get("AllowedPattern")
    try:
        re.compile(pattern if isinstance(pattern, str) else "")
    except re.error as error:
        if "unterminated" in str(error) or "missing )" in str(error):
            return f"has the AllowedPattern {str(pattern)[:40]}, which is no regular expression"
    if len(str(declared.get("Description") or "")) > 4000:
        return "has a Description of more than 4000 letters"
    return ""


def _of_output(name: str, written: Any, conditions: set[str]) -> str:
    if not _ID.fullmatch(name):
        return "has a name with other signs than letters and digits"
    if not isinstance(written, dict) or "Value" not in written:
        return "has no Value"
    if written["Value"] == {"Ref": "AWS::NoValue"} or written["Value"] is None:
        return "has the Value of nothing"
    asked = written.get("Condition")
    if isinstance(asked, str) and asked not in conditions:
        return f"has the Condition {asked[:60]}, which is not there"
    export = written.get("Export")
    called = export.get("Name") if isinstance(export, dict) else None
    if isinstance(called, str) and len(called) > 255:
        return "is exported by a name of more than 255 letters"
    return "is exported, and is empty" if isinstance(export, dict) and written["Value"] == "" else ""


def _functions(node: Any) -> set[str]:
    """The functions of the language extensions that are used somewhere."""
    if isinstance(node, dict):
        own = {key for key in node if key in _OF_EXTENSIONS and len(node) == 1}
        return own | {name for inner in node.values() for name in _functions(inner)}
    return {name for inner in node for name in _functions(inner)} if isinstance(node, list) else set()
