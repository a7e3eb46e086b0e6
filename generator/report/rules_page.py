"""The rules: a list for a terminal, JSON, and the page docs/rules.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.explain import Rule
from generator.report.style import Style

_INTRODUCTION = """\
# Rules

Written by `python -m generator rules --format markdown` from the rules themselves; a test keeps it fresh, and runs
every example. On your own templates: `append_rules: [generator.rules]` in `.cfnlintrc`, then plain `cfn-lint`; or
`python -m generator lint`.

Rules look at a root template with everything it nests, and report where the fix belongs. They stay silent about values
that they cannot see, such as an import or a parameter without a value; a template that they did not read is a warning
(WCS006). `E` are errors, `W` warnings, `I` advice, which is off unless `include_checks: [ICS]` asks for it. The first
two digits are the lesson; there is no lesson 7, those from 11 on are ours, and 0 is about the use of the rules.

A rule that fails itself is reported as E0002, "not checked", at the template: that is a mistake of ecs-proof, whose
details are in the file that the message names.

A finding that is wrong for you is accepted on its resource, with the reason:

```yaml
    Metadata:
      ecs-proof:
      - {id: ECS050, reason: Reached over the transit gateway, see the network team's templates}
```

cfn-lint's own `ignore_checks` is honoured as well.

What an image holds stands in no template. A task definition can name the Dockerfiles that its images are built from,
and its health checks are held against them (ECS080); paths are seen from the template:

```yaml
  TaskDefinition:
    Type: AWS::ECS::TaskDefinition
    Metadata:
      ecs-proof:
      - {container: web, dockerfile: ../web/Dockerfile}
      - {container: worker, dockerfile: ../worker/Dockerfile, target: production}    # a stage other than the last
```

`container` may be left out where there is only one. Both kinds of entry stand in the same list. A path that leads down
is looked for in the folders above as well.

Which variable names the certificates of a database depends on what connects: `{container: web, runtime: node}` or
`runtime: libpq` says so where neither command, health check nor Dockerfile tells (the row `ca-bundle` of `prove`).
"""


def text(rules: Iterable[Rule], style: Style) -> str:
    """List the rules, one a line."""
    lines = []
    for rule in rules:
        lesson = f"lesson {rule.lesson}" if rule.lesson else ""
        lines.append(f"{style.bold(rule.id)}  {style.dim(f'{lesson:<9}')}  {rule.title}")
    return "\n".join(lines) + "\n"


def as_json(rules: Iterable[Rule]) -> str:
    """Give everything that rules say about themselves."""
    return json.dumps({"rules": [_json(rule) for rule in rules]}, indent=2) + "\n"


def _json(rule: Rule) -> dict[str, Any]:
    texts = {key: getattr(rule, key) for key in ("id", "lesson", "title", "symptom", "why", "fix")}
    return texts | {"bad": rule.rejected, "good": rule.accepted} | {"severity": _SEVERITIES[rule.id[0]].lower()}


_SEVERITIES = {"E": "Error", "W": "Warning", "I": "Advice"}


def markdown(rules: Iterable[Rule]) -> str:
    """Write the page: a table, then each rule with the change that makes its rejected example acceptable."""
    every = list(rules)
    lines = [_INTRODUCTION, "| rule | lesson | what it finds |", "|---|---|---|"]
    lines += [f"| [{rule.id}](#{rule.id.lower()}) | {rule.lesson or ''} | {rule.title} |" for rule in every]
    for rule in every:
        lines += ["", *_section(rule)]
    return "\n".join(lines) + "\n"


def _section(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}\n"
    lesson = f", lesson {rule.lesson}" if rule.lesson else ""
    yield f"**{rule.title}.** {_SEVERITIES[rule.id[0]]}{lesson}.\n"
    yield f"What you meet: {rule.symptom}\n"
    yield f"Why: {rule.why}\n"
    yield f"Fix: {rule.fix}\n"
    yield "```diff"
    yield from rule.diff
    yield "```"
