"""Try edits, prove again after each, and keep those after which a finding is gone and nothing new is there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

from cfnlint.decode import decode_str

from generator.analysis import Analysis
from generator.analysis.analyse import analyse
from generator.finding import Finding
from generator.lint.fix.edits import edits
from generator.lint.fix.source import Source
from generator.lint.pool import Job, run
from generator.lint.roots import Root
from generator.logic import Truth
from generator.stack import load
from generator.step import Step, silent

_DEPTH = 2
"""An edit may bring what one more edit settles: a new endpoint, for which the service has to wait."""


@dataclass(frozen=True)
class Mended:
    """Texts before and after, by file; the findings that went, whose edits were all undone, and that stand outside."""

    before: Mapping[Path, str]
    after: Mapping[Path, str]
    gone: tuple[Finding, ...]
    undone: tuple[Finding, ...]
    outside: tuple[Finding, ...] = ()

    @property
    def diff(self) -> str:
        """What changes, as a unified diff that ``patch -p1`` takes in the current folder."""
        lines: list[str] = []
        for path, text in sorted(self.after.items()):
            name = Path(os.path.relpath(path)).as_posix()
            old, new = _lines(self.before[path]), _lines(text)
            lines += unified_diff(old, new, f"a/{name}", f"b/{name}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


@dataclass
class Mender:
    """The wholes that are looked at, with the edits that have been kept so far; files outside of ``within`` stay."""

    wholes: Sequence[tuple[Root, Analysis]]
    parameters: Mapping[str, str]
    stacks: Path | None = None
    ignored: tuple[str, ...] = ()
    step: Step = silent
    within: tuple[Path, ...] = ()
    texts: dict[Path, str] = field(default_factory=dict)
    known: dict[int, Analysis] = field(default_factory=dict)

    def mend(self) -> Mended:
        """Mend what can be mended, finding by finding."""
        self.known = dict(enumerate(result for _, result in self.wholes))
        gone: list[Finding] = []
        undone: list[Finding] = []
        outside: list[Finding] = []
        before: dict[Path, str] = {}
        tried: set[object] = set()
        while (finding := next((each for each in self._all() if each.key not in tried), None)) is not None:
            tried.add(finding.key)
            self.step(f"mend {finding.rule} in {finding.file}", len(tried), len(tried))
            if not self._inside(finding.source):
                outside.append(finding)
                continue
            texts = self._tried(finding, self.texts, self.known, _DEPTH)
            if texts is None:
                undone.append(finding)
                continue
            for path in texts[0]:
                before.setdefault(path, read(path))
            self.texts, self.known = texts
            gone.append(finding)
        after = {path: self.texts[path] for path in before}
        return Mended(before, after, tuple(gone), tuple(undone), tuple(outside))

    def _inside(self, path: Path) -> bool:
        return not self.within or any(path.resolve().is_relative_to(each) for each in self.within)

    def _all(self) -> list[Finding]:
        found = {each.key: each for result in self.known.values() for each in result.findings}
        wanted = [each for each in found.values() if each.remedy and not each.rule.startswith(self.ignored or "\0")]
        return sorted(wanted, key=lambda each: each.order)

    def _tried(
        self, finding: Finding, texts: Mapping[Path, str], known: Mapping[int, Analysis], depth: int
    ) -> tuple[dict[Path, str], dict[int, Analysis]] | None:
        """The texts and analyses after the first edit that mends a finding and brings nothing."""
        for path, own, edit in self._edits(finding, texts):
            changed = {**texts, path: edit.text}
            after = self._analysed(changed, known, path)
            if after is None:
                continue
            still = {each.key for each in _keys(after).values()}
            if finding.key in still or _undecided(after) > _undecided(known):
                continue
            for each in _new(after, known) if depth > 1 else ():
                if self._inside(each.source) and (more := self._tried(each, changed, after, 1)) is not None:
                    changed, after = more
            if not _new(after, known) and not _stock_objects(path, own, changed[path]):
                return changed, after
        return None

    def _edits(self, finding: Finding, texts: Mapping[Path, str]) -> Iterator[tuple[Path, str, Source]]:
        """The files that a finding may be mended in, with their texts before and after."""
        places = [finding.source]
        if file := getattr(finding.remedy, "file", ""):
            folder = Path(str(finding.source).removesuffix(finding.file))
            beside = {path for result in self.known.values() if finding.source in result.files for path in result.files}
            there = sorted(beside, key=lambda path: (path != (folder / file).resolve(), path))
            places = [path for path in there if path != finding.source and self._inside(path)]
        for path in places:
            own = texts[path] if path in texts else read(path)
            for edit in edits(finding, Source(own)):
                yield path, own, edit

    def _analysed(
        self, texts: Mapping[Path, str], known: Mapping[int, Analysis], path: Path
    ) -> dict[int, Analysis] | None:
        """Prove every whole again that the file is part of; None if it cannot be read any more."""
        decoded = {}
        for file, text in texts.items():
            template, matches = decode_str(text.removeprefix("\ufeff"))
            if matches or not isinstance(template, dict):
                return None
            decoded[file] = template
        after = dict(known)
        for index, (root, result) in enumerate(self.wholes):
            if path in result.files:
                values = root.parameters(dict(self.parameters))
                own = decoded.get(root.path.resolve())
                after[index] = analyse(load(root.path, values, self.stacks, decoded=own, nested=decoded))
        return after


def read(path: Path) -> str:
    """The text of a template, with the ends of its lines as they are."""
    return path.read_bytes().decode("utf-8")


def _lines(text: str) -> list[str]:
    """Lines as ``patch`` counts them: they end with a line feed and nothing else."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [last for last in text.split("\n")[-1:] if last]


def _keys(known: Mapping[int, Analysis]) -> dict[object, Finding]:
    return {(index, each.key): each for index, result in known.items() for each in result.findings}


def _new(after: Mapping[int, Analysis], known: Mapping[int, Analysis]) -> list[Finding]:
    before = _keys(known)
    found = {each.key: each for key, each in _keys(after).items() if key not in before}
    return sorted(found.values(), key=lambda each: each.order)


def _undecided(known: Mapping[int, Analysis]) -> int:
    return sum(cell.verdict is Truth.UNKNOWN for result in known.values() for cell in result.cells)


def _stock_objects(path: Path, old: str, new: str) -> bool:
    """Whether cfn-lint says more of the new text than of the old one, each looked at by itself."""
    with TemporaryDirectory(prefix="ecs-proof-") as name:
        folder = Path(name)
        (folder / "cfnlintrc").touch()
        jobs = []
        for each, text in (("old", old), ("new", new)):
            (folder / each).mkdir()
            (folder / each / path.name).write_text(text, encoding="utf-8", newline="")
            jobs.append(Job(folder / each, path.name, ("--config-file", str(folder / "cfnlintrc"))))
        said = [sorted((one.rule, one.path) for one in found) for found in run(jobs)]
    return any(one not in said[0] for one in said[1])
