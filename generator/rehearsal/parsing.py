"""The simulator's reader of templates, in C: in Python it took a fifth of the time of a deployment."""

from __future__ import annotations

import yaml
from ministack.services.cloudformation import engine as language


class _Loader(yaml.CSafeLoader):
    """The simulator's own, but for the parser below it."""

    yaml_constructors = language.CfnLoader.yaml_constructors
    yaml_multi_constructors = language.CfnLoader.yaml_multi_constructors
    yaml_implicit_resolvers = language.CfnLoader.yaml_implicit_resolvers


def templates_are_read_in_c() -> None:
    """Have every template read that way."""
    language.CfnLoader = _Loader
