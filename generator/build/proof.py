"""The proof of one folder of output, before it is written."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.build.code import code
from generator.cache import keep, kept
from generator.config import App
from generator.config.outside import brought_in
from generator.errors import Problem
from generator.lint.cache import digest
from generator.step import Step, silent

if TYPE_CHECKING:
    from generator.analysis import Cell, NotSeen, Suppression
    from generator.crash import Crash
    from generator.finding import Finding

_ROOT = "root.yaml"
PROVING = (
    "text", "step", "garbage", "remedy", "awsdata", "logic", "errors", "hints", "crash", "finding", "stack", "images",
    "iam", "ecs", "refusals", "needs", "checks", "analysis",
)  # fmt: skip
"""All parts of the package that have a say in a proof."""


@dataclass(frozen=True)
class Outside:
    """An answer that something decides which app.yaml brings in from outside, or what an image holds."""

    task: str
    need: str
    image: bool
    """Whether it is the image."""
    reason: str
    """What is not known, on one line."""


@dataclass(frozen=True)
class Proven:
    """What the proof says of one folder of output."""

    folder: str
    needs: int
    """How many needs of tasks were looked at."""
    findings: tuple[Finding, ...] = ()
    """Those of error severity that nobody accepted."""
    unknown: tuple[Cell, ...] = ()
    """What the templates alone do not decide, although app.yaml brings in nothing that would."""
    outside: tuple[Outside, ...] = ()
    accepted: tuple[tuple[Finding, Suppression], ...] = ()
    """Findings that a template module accepts, with the reason."""
    refused: tuple[Problem, ...] = ()
    """What is wrong and what is unknown, where it has to be mended."""
    not_seen: tuple[NotSeen, ...] = ()
    """The places that could not be seen into, and why."""

    @property
    def crashes(self) -> tuple[Crash, ...]:
        """What failed in our own code: each is a finding as well, for what it should have proven is not."""
        return tuple(crash for finding in self.findings for crash in finding.crashes)

    @property
    def holds(self) -> bool:
        """Whether it may be written."""
        return not (self.findings or self.unknown)


def prove_texts(
    folder: str,
    texts: Mapping[str, str],
    app: App,
    cache: Path | None,
    images: Mapping[str, bytes] | None = None,
    step: Step = silent,
) -> Proven:
    """Prove templates that are not written yet. ``images`` are the Dockerfiles that they name, by their paths.

    A proof without a mistake is kept under the digest of all these and of the code that proved them, for to decode
    them takes longer than everything else in a build.
    """
    files = {path: sha256(content).hexdigest() for path, content in (images or {}).items()}
    key = digest("proof", folder, dict(texts), files, app.region, sorted(brought_in(app)), code(PROVING))
    if known := _proof_of(folder, kept(cache, key)):
        return known
    result = _proven(folder, texts, app, images or {}, step)
    if result == Proven(folder, result.needs, outside=result.outside):
        keep(cache, key, {"needs": result.needs, "outside": [asdict(each) for each in result.outside]})
    return result


def _proof_of(folder: str, content: Any) -> Proven | None:
    """Read what was kept; None when it is nothing of this form.

    Nothing that proves is imported for it: that takes longer than to build.
    """
    try:
        return Proven(folder, int(content["needs"]), outside=tuple(Outside(**each) for each in content["outside"]))
    except (TypeError, KeyError, ValueError):
        return None


def _proven(folder: str, texts: Mapping[str, str], app: App, images: Mapping[str, bytes], step: Step) -> Proven:
    from generator.analysis import reasons
    from generator.analysis.shared import analysed
    from generator.logic import Truth

    with tempfile.TemporaryDirectory(prefix="ecs-proof-") as name:
        for file, text in texts.items():
            Path(name, file).write_text(text, encoding="utf-8")
        for written, content in images.items():
            Path(name, written).parent.mkdir(parents=True, exist_ok=True)
            Path(name, written).write_bytes(content)
        result = analysed(Path(name, _ROOT), {"AWS::Region": app.region}, project=Path(name), step=step)
    findings = tuple(finding for finding in result.findings if finding.severity == "error")
    unknown = [cell for cell in result.cells if cell.verdict is Truth.UNKNOWN]
    foreign = brought_in(app)
    still = tuple(cell for cell in unknown if not _decided_by(cell, foreign))
    outside = tuple(
        Outside(cell.task, cell.need.name, cell.need.image, reasons(cell))
        for cell in unknown
        if _decided_by(cell, foreign)
    )
    return Proven(folder, len(result.cells), findings, still, outside, result.accepted, not_seen=result.not_seen)


def _decided_by(cell: Cell, foreign: frozenset[str]) -> bool:
    return cell.need.image or any(text in evidence for evidence in cell.because for text in foreign)
