"""How it is found out whether a task works: the section of app.yaml."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from generator.config.health import WithinBounds
from generator.config.section import Refused, Section, Text, matching
from generator.errors import did_you_mean

PROBES = ("node", "python", "wget", "curl", "none")


def _as_command(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Health(Section):
    """How it is found out whether a task works."""

    path: Annotated[
        Text,
        Field(max_length=1024, examples=["/health"]),
        matching(r"/[A-Za-z0-9_.~/%?&=+-]*", "a path such as /health"),
    ] = "/"
    """Path that answers 200 when the task works."""
    probe: Annotated[
        list[Annotated[Text, Field(max_length=2048)]],
        BeforeValidator(_as_command, json_schema_input_type=str | list[str]),
        Field(min_length=1, examples=["node", ["CMD", "/app/healthcheck"]]),
    ] = ["none"]
    """Program in the image that asks for the path: `node`, `python`, `wget` or `curl` (when `image_tools` names it),
    `none`, or a command of your own, `[CMD, ...]`. A redirect is a failure, but for `wget`, which goes there."""
    interval_seconds: Annotated[int, WithinBounds("Interval"), Field(examples=[30, 10])] = 30
    """Time between two probes."""
    timeout_seconds: Annotated[int, WithinBounds("Timeout"), Field(examples=[5, 10])] = 5
    """After how long a probe counts as failed."""
    retries: Annotated[int, WithinBounds("Retries"), Field(examples=[3, 5])] = 3
    """Failures in a row until the task is replaced."""
    start_period_seconds: Annotated[int, WithinBounds("StartPeriod"), Field(examples=[60, 120])] = 60
    """Time to start, in which failures do not count."""
    grace_period_seconds: Annotated[int, Field(ge=0, le=7200, examples=[90, 300])] = 90
    """Time after a task's start in which ECS ignores the load balancer's verdict."""

    @model_validator(mode="after")
    def _probe_is_known(self) -> Self:
        first = self.probe[0]
        if first in ("CMD", "CMD-SHELL"):
            if len(self.probe) < 2 or (first == "CMD-SHELL" and len(self.probe) != 2):
                accepted = "[CMD, program, argument, ...] or [CMD-SHELL, one line]"
                raise Refused("is not a complete command", accepted=accepted, field=("probe",))
        elif first not in PROBES or len(self.probe) > 1:
            accepted = ", ".join(PROBES) + ", or [CMD, program, argument, ...]"
            hint = did_you_mean(first, PROBES)
            raise Refused("is not a probe known here", accepted=accepted, hint=hint, field=("probe",))
        if self.timeout_seconds >= self.interval_seconds:
            accepted = f"less than interval_seconds ({self.interval_seconds})"
            raise Refused("is as long as the time between probes", accepted=accepted, field=("timeout_seconds",))
        return self
