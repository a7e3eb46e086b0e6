"""Stock cfn-lint over a folder of templates: on every core, and only where the verdict is not known yet.

A verdict depends on the template, the interface of the templates it nests, cfn-lint's version and its
configuration. It is kept under the digest of all four, so what did not change is not linted again.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

IGNORED = ("W3002",)
"""W3002 says that a relative TemplateURL needs `aws cloudformation package` or deploy.py: that is the way we go."""

_NESTED = re.compile(r"^\s+TemplateURL: (\S+)$", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that cfn-lint found. Line and column count from 1."""

    file: str
    line: int
    column: int
    rule: str
    severity: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.rule} {self.message}"


def lint(
    texts: Mapping[str, str], bodies: Mapping[str, Mapping[str, Any]], region: str, cache: Path | None
) -> list[Finding]:
    """Lint templates that belong together, by file name, as text and as data. ``cache`` keeps the verdicts."""
    return lint_all([(texts, bodies, region)], cache)[0]


Whole = tuple[Mapping[str, str], Mapping[str, Mapping[str, Any]], str]
"""Templates that belong together: their texts, the same as data, and their region."""


def lint_all(wholes: Sequence[Whole], cache: Path | None) -> list[list[Finding]]:
    """Lint several sets of templates at once; give the findings of each, sorted."""
    found: list[list[Finding]] = [[] for _ in wholes]
    pending: list[tuple[int, str, str]] = []
    for index, (texts, bodies, region) in enumerate(wholes):
        for file in bodies:
            key = _key(file, texts, bodies, region)
            known = _recall(cache, key)
            if known is None:
                pending.append((index, file, key))
            else:
                found[index] += known
    if pending:
        with tempfile.TemporaryDirectory(prefix="ecs-proof-") as name:
            verdicts = _run(Path(name), wholes, pending)
        for (index, _, key), verdict in zip(pending, verdicts, strict=True):
            _remember(cache, key, verdict)
            found[index] += verdict
    return [sorted(each) for each in found]


def default_cache() -> Path:
    """Give the folder that keeps verdicts between runs."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "ecs-proof" / "cfn-lint"


def _key(file: str, texts: Mapping[str, str], bodies: Mapping[str, Mapping[str, Any]], region: str) -> str:
    nested = sorted(set(_NESTED.findall(texts[file])) & bodies.keys())
    interfaces = [[name, bodies[name].get("Parameters"), sorted(bodies[name].get("Outputs", {}))] for name in nested]
    parts = [file, texts[file], interfaces, region, IGNORED, _version(), _CONFIGURATION]
    return sha256(json.dumps(parts).encode()).hexdigest()


@cache
def _version() -> str:
    return version("cfn-lint")


_CONFIGURATION = "1"
"""Raised when the way of calling cfn-lint changes."""


def _recall(cache: Path | None, key: str) -> list[Finding] | None:
    if cache is None:
        return None
    try:
        return [Finding(**each) for each in json.loads((cache / key[:2] / key).read_bytes())]
    except (OSError, ValueError, TypeError):
        return None


def _remember(cache: Path | None, key: str, findings: Iterable[Finding]) -> None:
    if cache is None:
        return
    folder = cache / key[:2]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=folder, delete=False) as file:
            json.dump([asdict(finding) for finding in findings], file)
        os.replace(file.name, folder / key)
    except OSError:
        return  # a cache that cannot be written costs time, nothing else


def _run(folder: Path, wholes: Sequence[Whole], pending: list[tuple[int, str, str]]) -> list[list[Finding]]:
    """Write the templates beside each other, and share the pending ones out to one process per core."""
    from concurrent.futures import ProcessPoolExecutor  # here, so that a build with nothing to lint starts sooner

    for index, (texts, bodies, _) in enumerate(wholes):
        place = folder / str(index)
        place.mkdir()
        for file in bodies:
            (place / file).write_text(texts[file], encoding="utf-8")
    jobs = [(str(folder / str(index)), file, wholes[index][2]) for index, file, _ in pending]
    workers = max(1, min(os.cpu_count() or 1, len(jobs)))
    with ProcessPoolExecutor(workers) as pool:
        shares = pool.map(_lint_share, [jobs[start::workers] for start in range(workers)])
        verdicts: list[list[Finding]] = [[]] * len(jobs)
        for start, share in enumerate(shares):
            verdicts[start::workers] = share
    return verdicts


def _lint_share(jobs: Sequence[tuple[str, str, str]]) -> list[list[Finding]]:
    """Lint some templates in this process. cfn-lint is imported here, so that nobody else waits for it."""
    from cfnlint.config import ConfigMixIn
    from cfnlint.runner import Runner

    runner: Runner | None = None  # one for all: reading its rules takes longer than linting a template
    verdicts = []
    for folder, file, region in jobs:
        os.chdir(folder)
        own = Path(folder) / ".cfnlintrc-none"
        own.touch()
        arguments = ["--config-file", str(own), "--regions", region, "--ignore-checks", *IGNORED, "--", file]
        config = ConfigMixIn(arguments)
        runner = runner or Runner(config)
        runner.config = config
        verdicts.append(
            [
                Finding(file, m.linenumber, m.columnnumber, m.rule.id, m.rule.severity, " ".join(m.message.split()))
                for m in runner.run()
            ]
        )
    return verdicts
