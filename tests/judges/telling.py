"""Judge the catalogue by what AWS said to localstack: reasons of change sets, stacks and resources, and refusals.

FOLDER is its ``tests/aws/services/cloudformation``. Each text is explained as somebody would paste it, once. What it is
about is told below, by hand; an answer about anything else is a wrong one, and none is better. Progress says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.catalogue import find
from generator.changes.reasons import Failure, reason
from tests.judges.compared import Compared, Outcome, compare, not_applicable
from tests.judges.snapshots import recordings, texts

_MASKED = re.compile(r"resource-status-reason|^$")
_PROGRESS = re.compile(r"^(?:User Initiated|Resource creation Initiated|Requested update requires|\[WARN\])")
_ABOUT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"didn't contain changes|No updates are to be performed", ("cfn-no-changes",)),
    (r"Stack .{0,200}does not exist$|is in DELETE_COMPLETE state", ("no-such-stack",)),
    (r"ChangeSet \[.*\] does not exist", ("already-in-change-set",)),
    (r"Stack \[.*already exists", ("stack-exists",)),
    (r"is in \w+_IN_PROGRESS state", ("cfn-busy",)),
    (r"failed to (?:create|update|delete)", ("resources-failed",)),
    (r"is invalid or cannot be assumed", ("cfn-role-not-assumed",)),
    (r"Unresolved .*dependenc|unresolved condition dependency", ("unresolved-dependency", "template-invalid")),
    (r"[Tt]ransform", ("transform-failed", "template-invalid")),
    (r"Requires capabilities", ("cfn-capabilities",)),
    (r"'templateBody' failed to satisfy", ("template-too-large",)),
    (r"S3 error: |TemplateURL must be|Either Template URL", ("template-not-read",)),
    (r"specified secret", ("rie-asm-not-found",)),
    (r"does not support attribute", ("output-missing",)),
    (r"Template (?:format )?error|Invalid template|null' values|Property validation failure", ("template-invalid",)),
    (r"must be a number", ("parameters-missing",)),
)
"""What a text is about, by words in it: the entries that would be right. The first line that is found counts."""


def judge(folder: Path) -> Iterator[Compared]:
    """Every different text once, by the first test that recorded it."""
    seen: set[str] = set()
    for recorded in recordings(folder):
        told = [each for each in texts(recorded.answers) if not _MASKED.search(each[1])]
        if not told:
            yield not_applicable(recorded.name, "records no reason and no refusal")
        for field, text, _ in told:
            if text not in seen:
                seen.add(text)
                yield _explained(f"{recorded.name}: {text[:100]}", text)
                if field == "StatusReason" and not text.startswith("[WARN]"):
                    wanted = Failure.NO_CHANGE if "didn't contain changes" in text else Failure.OTHER
                    yield compare(f"{recorded.name}, sorted: {text[:80]}", wanted, reason(text).failure)


def _explained(name: str, text: str) -> Compared:
    first = next((found.entry.id for found in find(text)), "")
    if _PROGRESS.search(text):
        return compare(name, "", first)
    about = next((right for words, right in _ABOUT if re.search(words, text)), ())
    if not first:
        return Compared(name, Outcome.UNKNOWN, f"no answer; it is about {', '.join(about) or 'nothing that is known'}")
    return compare(name, " or ".join(about) or "no answer", " or ".join(about) if first in about else first)
