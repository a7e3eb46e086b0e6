"""The base of every section of app.yaml, and the types that several sections share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import core_schema

from generator.awsdata.regions import regions as every_region
from generator.config import regions
from generator.config.describe import descriptions
from generator.errors import did_you_mean
from generator.text.credentials import HIDDEN, credential


class Section(BaseModel):
    """Settings of one template module: unknown keys and wrong types are refused, values never change."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Add what the docstrings say. Pydantic's own way reads the sources of all sections at every start."""
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for name, text in descriptions(cls).items():
            properties[name].setdefault("description", text)
        return schema


class Refused(ValueError):
    """A value that its own section refuses; pydantic carries it to the report.

    ``field`` leads from the validated value to the setting that is wrong; ``reads`` names the other settings that make
    it wrong, so that nothing is concluded from one that is wrong itself. ``got`` replaces the value in the message.
    """

    def __init__(
        self,
        what: str,
        accepted: str = "",
        hint: str = "",
        field: tuple[str | int, ...] = (),
        reads: tuple[str, ...] = (),
        got: str = "",
    ) -> None:
        super().__init__(what)
        self.what, self.accepted, self.hint, self.field = what, accepted, hint, field
        self.reads, self.got = reads, got
        self.also: tuple[Refused, ...] = ()


def refuse_all(refusals: Iterable[Refused]) -> None:
    """Raise the first refusal, with the others along, if there is any."""
    every = list(refusals)
    if every:
        every[0].also = tuple(every[1:])
        raise every[0]


def refuse_injection(text: str) -> str:
    """Refuse what CloudFormation would replace inside a string: ``${`` and ``{{resolve:``.

    A dynamic reference in an environment value would be resolved to plain text in the task definition.
    Source: CloudFormation User Guide, "Dynamic references" and "Fn::Sub", read 2026-11.
    """
    for mark in ("${", "{{resolve:"):
        if mark in text:
            raise Refused(f"must not contain {mark}", hint="CloudFormation would replace it; use `secrets` for secrets")
    if any(ord(letter) < 32 and letter not in "\t\n" for letter in text):
        raise Refused("must not contain control characters")
    return text


def refuse_credentials(text: str) -> str:
    """Refuse what is a secret by its form: whatever app.yaml says is written into files that people share."""
    if kind := credential(text):
        hint = "keep it in Secrets Manager or SSM, name it under `secrets`, and change it: it stood in a file"
        raise Refused(f"looks like the value of a secret: {kind}", hint=hint, got=HIDDEN)
    return text


def refuse_unknown_region(region: str) -> str:
    """Refuse a Region that AWS does not have."""
    if not regions.known(region):
        accepted = "a region such as us-east-1, eu-central-1 or ap-southeast-2"
        raise Refused("is no region of AWS", accepted, did_you_mean(region, every_region()))
    return region


def _refuse_region_of(arn: str) -> str:
    region = arn.split(":")[3]
    if region and not regions.known(region):
        hint = did_you_mean(region, every_region())
        raise Refused(f"names {region}, which is no region of AWS", hint=hint)
    return arn


@dataclass(frozen=True)
class _Matching:
    """An annotation for text that must match a whole pattern."""

    pattern: str
    accepted: str
    hint: str = ""
    got: str = ""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors the pattern. A second one, of a type that narrows another, takes its place."""
        return {**handler(schema), "pattern": f"^(?:{_in_javascript(self.pattern)})$"}

    def _check(self, text: str) -> str:
        if not re.fullmatch(self.pattern, text):  # compiled when first needed: most patterns are for rare settings
            raise Refused("has a form that is not accepted", accepted=self.accepted, hint=self.hint, got=self.got)
        return text


def _in_javascript(pattern: str) -> str:
    """The pattern for readers whose regular expressions have no part of their own without regard to case."""
    return re.sub(r"\(\?i:([\w|]*)\)", lambda part: f"(?:{_either_case(part[1])})", pattern)


def _either_case(words: str) -> str:
    return "".join(f"[{each.upper()}{each}]" if each.isalpha() else each for each in words.lower())


def matching(pattern: str, accepted: str, hint: str = "", got: str = "") -> _Matching:
    """Make a validator for text that must match a whole pattern, which the JSON Schema shows as well.

    ``got`` is shown instead of the text.
    """
    return _Matching(pattern, accepted, hint, got)


Text = Annotated[str, Field(max_length=4096), AfterValidator(refuse_injection), AfterValidator(refuse_credentials)]
"""Any text that reaches a template."""

Arn = Annotated[
    Text,
    matching(r"arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:\S+", "an ARN such as arn:aws:..."),
    AfterValidator(_refuse_region_of),
]
"""A complete ARN."""

Port = Annotated[int, Field(ge=1, le=65535)]
"""A TCP port."""

Percent = Annotated[int, Field(ge=1, le=100)]
"""A target or threshold in percent."""

# CloudWatch Logs API reference, PutRetentionPolicy, read 2026-11.
_RETENTIONS = (
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)


def _refuse_retention(days: int) -> int:
    if days not in _RETENTIONS:
        nearest = min(_RETENTIONS, key=lambda known: abs(known - days))
        raise Refused("is not a period that CloudWatch Logs offers", hint=f"the nearest is {nearest}")
    return days


LogRetention = Annotated[
    int,
    AfterValidator(_refuse_retention),
    WithJsonSchema({"type": "integer", "enum": list(_RETENTIONS), "examples": [30, 365]}),
]
"""Days that CloudWatch Logs can keep a group's events."""
