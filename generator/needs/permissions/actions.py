"""What a role must be allowed to do."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.secrets.secrets import SUFFIX
from generator.stack import Resource, Value, shown


@dataclass(frozen=True)
class Action:
    """One thing a role must be allowed: an IAM action on a resource, None for an action that has none."""

    name: str
    resource: Value | None
    why: str
    context: tuple[tuple[str, object], ...] = ()
    about: Resource | None = None
    """What it is done to, if that is created in these templates."""
    partial: bool = False
    """Whether it is a secret that is asked for without the six characters at the end of its ARN."""

    @property
    def target(self) -> str:
        """What a policy has to name as its resource, for people."""
        return "*" if self.resource is None else shown(self.resource).replace(f"${{{SUFFIX.name}}}", SUFFIX.name)
