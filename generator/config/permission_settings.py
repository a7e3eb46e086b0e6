"""What the code of a service may do in AWS: the section of app.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from generator.config.actions import missing
from generator.config.section import Arn, Refused, Section, Text, matching


def _refuse_missing(action: str) -> str:
    if (hint := missing(action)) is not None:
        raise Refused("is no action of IAM", hint=hint)
    return action


class Permission(Section):
    """Something the service's own code may do in AWS."""

    actions: Annotated[
        list[
            Annotated[
                Text,
                matching(r"[a-z0-9-]+:[A-Za-z0-9*]+", "an action such as sqs:SendMessage"),
                AfterValidator(_refuse_missing),
            ]
        ],
        Field(min_length=1, max_length=50, examples=[["sqs:SendMessage"]]),
    ]
    """IAM actions."""
    resources: Annotated[
        list[Arn],
        Field(min_length=1, max_length=50, examples=[["arn:aws:sqs:us-east-1:111122223333:jobs"]]),
    ]
    """ARNs that the actions are allowed on."""
