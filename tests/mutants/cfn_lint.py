"""What stock cfn-lint says of a mutant, asked in this process: a second or so, so a few only are asked about."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import cfnlint
from cfnlint.config import ConfigMixIn
from cfnlint.rules import Rules
from cfnlint.runner.template.runner import _run_template

from tests.mutants.apps import Output
from tests.mutants.mutate import Mutant

_STOCK = Path(cfnlint.__file__).parent / "rules"


@cache
def _stock() -> tuple[Any, Any]:
    config = ConfigMixIn(["--config-file", "/dev/null"], regions=["us-east-1"], ignore_checks=["I", "W3002"])
    return config, Rules.create_from_directory(str(_STOCK))


def said(output: Output, mutant: Mutant) -> set[str]:
    """The ids of the stock rules that report a mutant."""
    config, rules = _stock()
    template = output.changed(mutant.edits)[mutant.file]
    matches = _run_template(str(output.folder / mutant.file), template, config, rules)
    return {match.rule.id for match in matches if match.rule.id[0] in "EW"} - {"W3002"}
