"""Runners of cfn-lint, each made once in a process: reading its rules takes longer than linting a template."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import cache
from types import CodeType
from typing import Any

_runners: dict[tuple[str, ...], Any] = {}
"""What was made in this process, by what only a new one reads: rules to add, and changes of the specification."""


def runner(config: Any) -> Any:
    """A runner of cfn-lint with a configuration (``cfnlint.config.ConfigMixIn``)."""
    from cfnlint.runner import Runner

    key = _key(config)
    if key not in _runners:
        _runners[key] = Runner(config)
    made = _runners[key]
    made.config = config
    return made


def _key(config: Any) -> tuple[str, ...]:
    read = (*config.append_rules, "", *config.registry_schemas, "", config.override_spec, config.custom_rules)
    return tuple(map(str, read))


def read_before_fork(options: Sequence[str]) -> None:
    """Have cfn-lint read its own rules here, if processes that are forked from this one would each read the same.

    What somebody adds to cfn-lint may change it for all that follows, and is left to those processes. So is whatever
    fails: they meet it again, and tell it.
    """
    import multiprocessing

    if multiprocessing.get_context().get_start_method() != "fork":
        return
    from cfnlint.config import _DEFAULT_RULESDIR, ConfigMixIn

    try:
        config = ConfigMixIn([*options, "--"])
        added = (config.registry_schemas, config.override_spec, config.custom_rules)
        if config.append_rules == [_DEFAULT_RULESDIR] and not any(added):
            runner(config)
    except (Exception, SystemExit):
        return


def hurry() -> None:
    """Spare a process that only lints what it does again and again; it gives the same verdicts.

    cfn-lint makes a dataclass for each validator that it extends, and ``dataclasses`` compiles the methods of each
    anew, though there are few different ones. And its garbage is little beside what stays until the end, which
    Python would look through for it.
    """
    import dataclasses

    compiled = cache(_compiled)

    def execute(source: str, names: dict[str, Any] | None = None, own: dict[str, Any] | None = None) -> None:
        exec(compiled(source), names, own)  # noqa: S102 - what dataclasses itself does with it

    vars(dataclasses)["exec"] = execute
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _compiled(source: str) -> CodeType:
    return compile(source, "<string>", "exec")
