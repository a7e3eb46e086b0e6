"""Stock cfn-lint over templates just built: on every core, and only where the verdict is not known yet.

A verdict depends on the template, the interface of the templates it nests, cfn-lint's version and its
configuration. It is kept under the digest of all four, so what did not change is not linted again.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.finding import Finding
from generator.lint.cache import digest, recall, remember
from generator.lint.pool import Job, run
from generator.step import Step, silent

_NESTED = re.compile(r"^\s+TemplateURL: (\S+)$", re.MULTILINE)


def lint(
    texts: Mapping[str, str], bodies: Mapping[str, Mapping[str, Any]], region: str, cache: Path | None
) -> list[Finding]:
    """Lint templates that belong together, by file name, as text and as data. ``cache`` keeps the verdicts."""
    return lint_all([(texts, bodies, region)], cache)[0]


Whole = tuple[Mapping[str, str], Mapping[str, Mapping[str, Any]], str]
"""Templates that belong together: their texts, the same as data, and their region."""


def lint_all(wholes: Sequence[Whole], cache: Path | None, step: Step = silent) -> list[list[Finding]]:
    """Lint several sets of templates at once; give the findings of each, sorted."""
    results: list[list[Finding]] = [[] for _ in wholes]
    pending: dict[str, list[tuple[int, str]]] = {}
    for index, (texts, bodies, region) in enumerate(wholes):
        for file in bodies:
            key = _key(file, texts, bodies, region)
            known = recall(cache, key)
            if known is None:
                pending.setdefault(key, []).append((index, file))
            else:
                results[index] += known
    if pending:
        with tempfile.TemporaryDirectory(prefix="ecs-proof-") as name:
            verdicts = _run(Path(name), wholes, [alike[0] for alike in pending.values()], step)
        for (key, alike), verdict in zip(pending.items(), verdicts, strict=True):
            remember(cache, key, verdict)
            for index, _ in alike:
                results[index] += verdict
    return [sorted(findings, key=lambda finding: finding.order) for findings in results]


def _key(file: str, texts: Mapping[str, str], bodies: Mapping[str, Mapping[str, Any]], region: str) -> str:
    nested = sorted(set(_NESTED.findall(texts[file])) & bodies.keys())
    interfaces = [[name, bodies[name].get("Parameters"), sorted(bodies[name].get("Outputs", {}))] for name in nested]
    return digest(file, texts[file], interfaces, region)


def _run(folder: Path, wholes: Sequence[Whole], pending: list[tuple[int, str]], step: Step) -> list[list[Finding]]:
    """Write the templates beside each other and lint the pending ones, without anybody's configuration."""
    configuration = folder / "cfnlintrc"
    configuration.touch()
    for index, (texts, bodies, _) in enumerate(wholes):
        place = folder / str(index)
        place.mkdir()
        for file in bodies:
            (place / file).write_text(texts[file], encoding="utf-8")
    return run(
        [
            Job(folder / str(index), file, ("--config-file", str(configuration), "--regions", wholes[index][2]))
            for index, file in pending
        ],
        step,
    )
