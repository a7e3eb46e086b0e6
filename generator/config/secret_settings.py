"""Where the value of a secret comes from: the section of app.yaml, and its short forms."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator

from generator.config.section import Arn, Refused, Section, Text, matching
from generator.text.credentials import HIDDEN, random_looking

# Of names of SSM parameters: one in a hierarchy, of 15 levels at most, begins with a slash.
# Source: AWS Systems Manager API reference, PutParameter, Name, read 2026-11.
_WORD = "[A-Za-z0-9_.-]+"


def _refuse_value(name: str) -> str:
    if random_looking(name):
        hint = "put the value into SSM or Secrets Manager, and write the name that it has there; if this is the name, "
        raise Refused("looks like the value of a secret, not like its name", hint=hint + "give the ARN", got=HIDDEN)
    return name


_ARN = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/api-AbCdEf"
_KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012"


class Secret(Section):
    """Where a secret value comes from."""

    arn: Annotated[Arn | None, Field(examples=[_ARN])] = None
    """A Secrets Manager secret, or an SSM parameter."""
    parameter: Annotated[
        Annotated[
            Text,
            Field(max_length=1011),
            AfterValidator(_refuse_value),
            matching(rf"{_WORD}|(/{_WORD}){{1,15}}", "a name; in a hierarchy, one such as /prod/key", got=HIDDEN),
        ]
        | None,
        Field(examples=["/shop/prod/api-key"]),
    ] = None
    """Name of an SSM parameter in this account and region."""
    key: Annotated[
        Annotated[
            Text, Field(max_length=256), AfterValidator(_refuse_value), matching(r"[^:\s]+", "a key without a colon")
        ]
        | None,
        Field(examples=["password"]),
    ] = None
    """Key in the JSON of a Secrets Manager secret; the whole secret when absent."""
    kms_key_arn: Annotated[Arn | None, Field(examples=[_KEY_ARN])] = None
    """Customer key that encrypts it, if any."""
    generate: Annotated[Annotated[int, Field(ge=16, le=4096)] | None, Field(examples=[32])] = None
    """Length of a random value to make and keep in a secret of this app."""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        sources = [name for name in ("arn", "parameter", "generate") if getattr(self, name) is not None]
        if len(sources) != 1:
            raise Refused("must say where the value comes from", accepted="one of arn, parameter and generate")
        if self.arn is not None and self.arn.split(":")[2] not in ("secretsmanager", "ssm"):
            raise Refused("is not the ARN of a secret or a parameter", field=("arn",))
        if self.key is not None and (self.arn is None or ":secretsmanager:" not in self.arn):
            raise Refused("goes with the ARN of a Secrets Manager secret only", field=("key",))
        if self.kms_key_arn is not None and ":kms:" not in self.kms_key_arn:
            raise Refused("is not the ARN of a KMS key", field=("kms_key_arn",))
        return self


def as_secret(value: Any) -> Any:
    """Read the short forms: an ARN (with ``:key::`` at its end, perhaps), or the name of a parameter."""
    if not isinstance(value, str):
        return value
    if not value.startswith("arn:"):
        return {"parameter": value}
    parts = value.split(":")
    if len(parts) > 7 and parts[2] == "secretsmanager":
        return {"arn": ":".join(parts[:7]), "key": parts[7] or None}
    return {"arn": value}
