"""A check as a rule of cfn-lint: its texts, and how cfn-lint is handed its findings."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from cfnlint.rules import CloudFormationLintRule, RuleMatch
from cfnlint.rules.errors import RuleError

from generator.checks.check import Check
from generator.checks.lessons import named
from generator.checks.registry import topic
from generator.crash import FIX, Crash, crash, keep, message
from generator.finding import Finding

_HOME = "docs/rules"


class CheckRule(CloudFormationLintRule):  # type: ignore[misc]
    """One check. Without an id, as here, cfn-lint passes over it."""

    id: ClassVar[str] = ""
    lesson: ClassVar[int] = 0

    def match(self, cfn: Any) -> list[RuleMatch]:
        """Report the findings in the whole stack that bear this rule's id, and that it failed, where it did."""
        try:
            from generator.rules._reported import reported

            lesson = f"{named(self.lesson)}: " if self.lesson else ""
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


def _match(each: Finding, filename: str | None, lesson: str) -> RuleMatch:
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


def rule(check: Check) -> type[CheckRule]:
    """Make the class that cfn-lint loads."""
    texts = {
        "id": check.id,
        "lesson": check.lesson,
        "shortdesc": check.title,
        "description": f"{check.why} Symptom: {check.symptom}",
        "source_url": f"{_HOME}/{topic(check)}.md#{check.id.lower()}",
        "tags": ["ecs-proof", f"lesson-{check.lesson}"] if check.lesson else ["ecs-proof"],
    }
    return type(type(check).__name__, (CheckRule,), texts)
