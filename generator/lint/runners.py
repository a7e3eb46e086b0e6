"""Runners of cfn-lint, each made once in a process: reading its rules takes longer than linting a template."""

from __future__ import annotations

import gc
import logging
from collections.abc import Sequence
from typing import Any

from generator.lint.spared import keywords, spare

_runners: dict[tuple[str, ...], Any] = {}
"""What was made in this process, by what only a new one reads: rules to add, and changes of the specification."""


def runner(config: Any) -> Any:
    """A runner of cfn-lint with a configuration (``cfnlint.config.ConfigMixIn``)."""
    from cfnlint.runner import Runner

    key = _key(config)
    spare()
    _say_nothing_besides()
    if key not in _runners:
        _runners[key] = Runner(config)
        keywords.spare(_runners[key].rules.data.values())
    made = _runners[key]
    made.config = config
    return made


def _say_nothing_besides() -> None:
    """What cfn-lint logs of files that are not there is among our findings, with the place that names them."""
    log = logging.getLogger("cfnlint")
    if not log.hasHandlers():
        log.addHandler(logging.NullHandler())


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
    """Spare a process that only lints what helps nobody: its garbage is little beside what stays until the end.

    Python would look through all of it for that garbage, again and again.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
