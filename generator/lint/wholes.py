"""Lint root templates on disk with everything they nest: each file once with cfn-lint, each whole once with ours."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.analysis import Analysis
from generator.analysis.analyse import crashed
from generator.analysis.shared import analysed as analysed_root
from generator.crash import Crash, crash
from generator.errors import InputError
from generator.finding import Finding, crashes, not_checked
from generator.lint.cache import digest, recall, remember
from generator.lint.configuration import Configuration, configuration
from generator.lint.constructs import with_constructs
from generator.lint.pool import Job, run
from generator.lint.roots import Root, roots
from generator.logic import Truth
from generator.stack import read_stacks
from generator.step import Step, followed, part, silent


@dataclass(frozen=True)
class Linted:
    """All findings, sorted by place, and how many templates were looked at.

    ``crashes`` are what failed in our own code; each is a finding as well, unless somebody switched it off.
    """

    findings: tuple[Finding, ...]
    templates: int
    unknown: int = 0
    """How many needs of tasks cannot be decided from these templates."""
    crashes: tuple[Crash, ...] = ()

    def count(self, severity: str) -> int:
        """Count the findings of one severity."""
        return sum(finding.severity == severity for finding in self.findings)


def lint_paths(
    paths: Sequence[Path],
    cache: Path | None,
    parameters: Mapping[str, str] | None = None,
    stacks: Path | None = None,
    step: Step = silent,
) -> Linted:
    """Lint every root below the paths. Raises InputError for paths and files that make no sense.

    ``step`` hears how far it is. Should all of it fail, that is what is found.
    """
    try:
        return _linted(paths, cache, parameters, stacks, step)
    except InputError:
        raise
    except Exception as error:
        failed = crash(error)
        every = paths or ([stacks] if stacks else [])
        return Linted(tuple(not_checked(path.name, [failed], path.as_posix()) for path in every), 0, crashes=(failed,))


def _linted(
    paths: Sequence[Path], cache: Path | None, parameters: Mapping[str, str] | None, stacks: Path | None, step: Step
) -> Linted:
    asked = configuration(Path.cwd())
    wholes = list(analysed(paths, parameters, stacks, followed(step, "cfn-lint")))
    owners: dict[Path, tuple[Root, Analysis]] = {}
    for root, result in wholes:
        for file in (*result.files, *(path for path in result.unread if os.path.isfile(path))):
            owners.setdefault(file, (root, result))
    findings = _stock_or_crash(owners, asked, cache, step)
    undecodable = {Path(finding.where).resolve() for finding in findings if finding.rule == "E0000"}
    seen: set[object] = set()
    ours: list[Finding] = []
    for root, result in wholes:
        for finding in result.findings:
            # That a root was not read goes without saying where it cannot be decoded.
            if finding.key not in seen and (finding.resource or finding.crashes or finding.source not in undecodable):
                seen.add(finding.key)
                ours.append(_shown_from(root, finding))
    failed = crashes([*findings, *ours])
    findings += (finding for finding in ours if asked.wants(finding.rule))
    unknown = sum(cell.verdict is Truth.UNKNOWN for _, result in wholes for cell in result.cells)
    told = tuple(sorted(with_constructs(findings), key=lambda finding: finding.order))
    return Linted(told, len(owners), unknown, failed)


def _stock_or_crash(
    owners: Mapping[Path, tuple[Root, Analysis]], asked: Configuration, cache: Path | None, step: Step
) -> list[Finding]:
    try:
        return list(_stock(owners, asked, cache, step))
    except InputError:
        raise
    except Exception as error:
        failed = crash(error)
        every = {root.name: root for root, _ in owners.values()}
        return [not_checked(root.path.name, [failed], root.name) for root in every.values()]


def analysed(
    paths: Sequence[Path],
    parameters: Mapping[str, str] | None = None,
    stacks: Path | None = None,
    step: Step = silent,
) -> Iterator[tuple[Root, Analysis]]:
    """Analyse every root below the paths; siblings that are declared together make one whole.

    Without paths, these are the templates that ``stacks`` declares.
    """
    step("read templates", 0, 1, "prove")
    covered: set[Path] = set()
    named = paths or ([_shown(stack.template) for stack in read_stacks(stacks)] if stacks else [])
    try:
        templates = roots(named)
    except InputError:
        raise
    except Exception as error:
        yield from ((Root(path), crashed(path.resolve(), crash(error))) for path in named)
        return
    for done, root in enumerate(templates):
        if stacks and root.path.resolve() in covered:
            continue
        told = part(step, f"prove {root.name}", done + 1, len(templates))
        result = analysed_root(root.path, root.parameters(dict(parameters or {})), stacks, step=told)
        covered |= set(result.files)
        yield root, result


def _shown(path: Path) -> Path:
    """A path as seen from the current folder, if it is below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def _shown_from(root: Root, finding: Finding) -> Finding:
    """A finding as somebody sees it who named the root template."""
    return replace(finding, line=max(finding.line, 1), column=max(finding.column, 1), root=root.name)


def _stock(
    owners: Mapping[Path, tuple[Root, Analysis]], asked: Configuration, cache: Path | None, step: Step
) -> Iterator[Finding]:
    """Lint each file once with cfn-lint, in the current folder if it is below it, for cfn-lint reads no others."""
    pending: list[tuple[Path, str]] = []
    known: dict[Path, list[Finding]] = {}
    for file, (root, result) in owners.items():
        key = _key(file, root, result, asked)
        verdict = recall(cache, key)
        if verdict is None:
            pending.append((file, key))
        else:
            known[file] = verdict
    if pending:
        with tempfile.TemporaryDirectory(prefix="ecs-proof-") as name:
            own = Path(name, "cfnlintrc")
            own.write_text(asked.text, encoding="utf-8")
            jobs = [_job(file, owners[file][0], own) for file, _ in pending]
            for (file, key), verdict in zip(pending, run(jobs, step), strict=True):
                remember(cache, key, verdict)
                known[file] = verdict
    for file, (root, result) in owners.items():
        name = Path(os.path.relpath(file, root.path.resolve().parent)).as_posix()
        stack = result.stacks.get(file, "")
        yield from (replace(finding, file=name, root=root.name, stack=stack) for finding in known[file])


def _job(file: Path, root: Root, own: Path) -> Job:
    folder = _folder(file)
    region = ("--regions", root.region) if root.region else ()
    return Job(folder, file.relative_to(folder).as_posix(), ("--config-file", str(own), *region))


def _folder(file: Path) -> Path:
    here = Path.cwd().resolve()
    return here if file.is_relative_to(here) else file.parent


def _key(file: Path, root: Root, result: Analysis, asked: Configuration) -> str:
    parts = [
        (os.path.relpath(nested, _folder(file)), _digest(nested)) for nested in (file, *result.nested.get(file, ()))
    ]
    return digest("in place", parts, root.region, asked.text)


def _digest(file: Path) -> str:
    try:
        return digest(file.read_bytes().hex())
    except OSError:
        return ""
