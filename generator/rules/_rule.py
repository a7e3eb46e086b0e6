"""What every rule is: texts for people, and how it takes its findings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from cfnlint.rules import CloudFormationLintRule, RuleMatch
from cfnlint.rules.errors import RuleError

from generator.crash import FIX, Crash, crash, keep, message
from generator.needs.cause import Worded
from generator.stack import Graph

if TYPE_CHECKING:
    from generator.analysis import Mistake

_HOME = "docs/rules.md"


class LessonRule(CloudFormationLintRule):  # type: ignore[misc]
    """One check. Without an id, as here, cfn-lint passes over it."""

    id: ClassVar[str] = ""
    lesson: ClassVar[int] = 0
    """Number of the lesson; 0 for rules about the use of the rules."""
    title: ClassVar[str] = ""
    symptom: ClassVar[str] = ""
    """What the user meets at run time."""
    why: ClassVar[str] = ""
    fix: ClassVar[str] = ""
    bad: ClassVar[str] = ""
    good: ClassVar[str] = ""
    beside: ClassVar[Mapping[str, str]] = {}
    """Other templates that the examples need in their folder, by file name."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.shortdesc = cls.title
        cls.description = f"{cls.why} Symptom: {cls.symptom}"
        cls.source_url = f"{_HOME}#{cls.id.lower()}"
        cls.tags = ["ecs-proof", f"lesson-{cls.lesson}"] if cls.lesson else ["ecs-proof"]

    @staticmethod
    def check(graph: Graph) -> Iterable[Worded]:
        """Give mistakes that no cell of the matrix holds; most rules take theirs from the matrix."""
        return ()

    def match(self, cfn: Any) -> list[RuleMatch]:
        """Report the mistakes of the whole stack that bear this rule's id, and that it failed, where it did."""
        try:
            from generator.rules._whole import reported

            lesson = f"lesson {self.lesson}: " if self.lesson else ""
            return [
                _not_checked(each.crashes) if each.crashes else _match(each, cfn.filename, lesson)
                for each in reported(cfn, self.id)
            ]
        except Exception as error:
            return [_not_checked((crash(error),))]


@cache
def _log(found: tuple[Crash, ...]) -> str:
    """Keep the details of crashes, once for all the rules that meet them."""
    path = keep(found, "cfn-lint with generator.rules")
    return f" with {path}" if path else ""


def _not_checked(found: tuple[Crash, ...]) -> RuleMatch:
    """Report a crash at the template, the same for every rule, so that cfn-lint tells it once."""
    fix = f"{FIX}{_log(found)}"
    return RuleMatch(["Resources"], f"{message(found)}; fix: {fix}", rule=RuleError(), location=(0, 0, 0, 1))


def _match(each: Mistake, filename: str | None, lesson: str) -> RuleMatch:
    more: dict[str, Any] = {}
    if each.line:
        line, column = each.line - 1, each.column - 1
        more["location"] = (line, column, line, column + each.width)
    path = list(each.path)
    if each.entry and filename:
        # cfn-lint applies the root's directives to this path: the nested stack is what can be silenced there.
        path = ["Resources", each.entry, "Properties", "TemplateURL"]
        more["filename"] = _beside(filename, each.source)
        more.setdefault("location", (0, 0, 0, 1))
    elif filename and each.source != Path(filename).resolve():
        more["filename"] = _beside(filename, each.source)
    return RuleMatch(path, f"{lesson}{each.message}; fix: {each.fix}", **more)


def _beside(filename: str, source: Path) -> str:
    """Name a file the way the root was named: absolute, or from the current folder."""
    folder = Path(filename).parent
    return os.path.normpath(folder / os.path.relpath(source, folder.resolve()))
