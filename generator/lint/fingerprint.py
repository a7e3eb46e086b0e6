"""What a finding is known by, from one run to the next: not by its line, which moves with every edit above it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from generator.finding import Finding
from generator.lint.repository import in_repository


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """A fingerprint for each finding: rule, file in the repository, resource, property, and the tasks that suffer.

    Positions in lists are left out, for an entry moves when another is added before it; what is alike but for these is
    told apart by its number.
    """
    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        steps = [step for step in finding.path if isinstance(step, str)]
        file = in_repository(finding.where)
        alike = json.dumps([finding.rule, file, finding.stack, finding.resource, steps, sorted(finding.tasks)])
        seen[alike] += 1
        made.append(sha256(f"{alike} {seen[alike]}".encode()).hexdigest()[:32])
    return made
