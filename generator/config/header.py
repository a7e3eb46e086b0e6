"""The settings of app.yaml that belong to no template."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.config.app import Profile
from generator.config.section import Section, Text, matching, refuse_unknown_region

NAME = re.compile(r"[a-z](?:[a-z0-9-]*[a-z0-9])?")
REGISTRY = "registry"
"""The folder of output that is no environment."""


class Header(Section):
    """The settings of app.yaml that belong to no template."""

    name: Annotated[
        Text,
        Field(max_length=32, examples=["my-app"]),
        matching(NAME.pattern, "lower-case letters, digits and hyphens, such as my-app"),
    ]
    """Name of the application; stacks are called `<name>-<environment>`."""
    region: Annotated[
        Text,
        Field(examples=["us-east-1"]),
        matching(r"(?!cn-)[a-z]{2}(-[a-z]+)+-\d", "a region such as us-east-1; China is not covered"),
        AfterValidator(refuse_unknown_region),
    ]
    """AWS region that everything runs in."""
    profile: Profile = "prod"
    """Which defaults apply: `prod` is safe, `dev` is cheap. `dev` in an environment called dev when absent."""
    tags: Annotated[
        dict[
            Annotated[
                Text, Field(min_length=1, max_length=128), matching(r"(?!aws:).*", "a key without the prefix aws:")
            ],
            Annotated[Text, Field(min_length=1, max_length=256)],
        ],
        Field(max_length=45, examples=[{"team": "shop"}]),
    ] = {}
    """Tags of every stack, and through it of every resource."""
