"""The numbers of a container health check, as app.yaml takes them: within what ECS accepts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticKnownError, core_schema

from generator.awsdata.health_checks import bounds


@dataclass(frozen=True)
class WithinBounds:
    """An annotation for a number that ECS bounds. The bounds are read when a number or the schema is asked for.

    ``property`` is the name in the HealthCheck of a task definition.
    """

    property: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._refuse_outside, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        accepted = bounds()[self.property]
        return {**handler(schema), "maximum": accepted.most, "minimum": accepted.least}

    def _refuse_outside(self, number: int) -> int:
        accepted = bounds()[self.property]
        if number < accepted.least:
            raise PydanticKnownError("greater_than_equal", {"ge": accepted.least})
        if number > accepted.most:
            raise PydanticKnownError("less_than_equal", {"le": accepted.most})
        return number
