"""What one rule reports in cfn-lint's run over one template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from generator.analysis.shared import analysed
from generator.finding import Finding

_found: WeakKeyDictionary[Any, tuple[Finding, ...]] = WeakKeyDictionary()
"""What is found in the templates that cfn-lint is at: every rule asks for its part of the same."""


def reported(cfn: Any, rule: str) -> list[Finding]:
    """What a rule reports in cfn-lint's run over one template: what no template nested in it shows by itself.

    What failed in our own code is reported by every rule, in the same words, of which cfn-lint keeps one.
    """
    if cfn not in _found:
        _found[cfn] = tuple(_all(cfn))
    return [each for each in _found[cfn] if each.rule == rule or each.crashes]


def _all(cfn: Any) -> Iterable[Finding]:
    root = Path(cfn.filename) if cfn.filename else Path.cwd() / "standard-input"
    found: dict[object, Finding] = {}
    for parameters in _parameter_sets(cfn):
        result = analysed(root, parameters, decoded=cfn.template)
        if result.findings:
            elsewhere = {each.place for file in result.files[1:] for each in analysed(file).findings}
            for each in result.findings:
                if each.place not in elsewhere:
                    found.setdefault(each.key, each)
    return found.values()


def _parameter_sets(cfn: Any) -> Iterator[dict[str, str]]:
    sets = [each.parameters for each in getattr(cfn.context, "parameter_sets", None) or []]
    for parameters in sets or [{}]:
        yield {str(name): ",".join(map(str, v)) if isinstance(v, list) else str(v) for name, v in parameters.items()}
