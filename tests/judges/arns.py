"""Judge what we hold of ids and ARNs by the table of awslabs/aws-cloudformation-iam-policy-validator.

FOLDER is its ``cfn_policy_validator/parsers/utils``: for each type, what form its ARN has, and whether Ref gives it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.awsdata.resources import ResourceType, resource_types
from tests.judges.compared import Compared, compare, not_applicable

_TABLE, _REFS = "cfn_to_arn_map.json", "services_where_ref_returns_arn.json"
_VARIABLE = re.compile(r"\$\{[^}]*\}")


def judge(folder: Path) -> Iterator[Compared]:
    """Compare each attribute that gives an ARN, and what Ref gives of each type."""
    for path in sorted(folder.rglob(_TABLE)):
        table: Mapping[str, Mapping[str, Any]] = json.loads(path.read_text())
        given = frozenset(json.loads((path.parent / _REFS).read_text())["Resources"])
        types = {
            f"AWS::{service}::{name}": attributes
            for service, named in table.items()
            for name, attributes in named.items()
        }
        for name in sorted(types.keys() | given):
            yield from _type(name, types.get(name) or {}, name in given)


def _type(name: str, attributes: Mapping[str, Any], ref_is_arn: bool) -> Iterator[Compared]:
    ours = resource_types().get(name)
    if ours is None:
        yield not_applicable(name, "a type that we say nothing of")
        return
    yield compare(f"{name} Ref", ref_is_arn, ours.ref == "arn" if ours.ref else None, f"we say {ours.ref}")
    for attribute, told in attributes.items():
        if attribute != "Ref" and told:
            mine = _form(ours, attribute)
            yield compare(f"{name} {attribute}", _starred(told["Value"]), mine, told["Value"])


def _form(ours: ResourceType, attribute: str) -> str | None:
    if attribute in ours.looks:
        return ours.looks[attribute]
    return ours.arn.pattern() if ours.arn and ours.arn.attribute == attribute else None


def _starred(form: str) -> str:
    return _VARIABLE.sub("*", form)
