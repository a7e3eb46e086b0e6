"""The rules: a list for a terminal, JSON, and the pages docs/rules.md and docs/rules/."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any, Protocol

from generator.checks.lessons import named
from generator.explain import Rule
from generator.hints import program
from generator.report.style import Style


class Topic(Protocol):
    """Checks that belong together, and what they are about."""

    @property
    def name(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def checks(self) -> Sequence[Rule]: ...


_INTRODUCTION = """\
# Rules

Written by `python -m generator rules --write docs` from the checks themselves; a test keeps it fresh, and runs every
example. `python -m generator explain ID` says the same of one of them. On your own templates:
`append_rules: [generator.rules]` in `.cfnlintrc`, then plain `cfn-lint`; or
`python -m generator lint`.

By topic, with the commands and the fixes, for whoever meets it: [VPC endpoints](guides/vpc-endpoints.md),
[security groups](guides/security-groups.md), [IAM](guides/iam.md), [health checks](guides/health-checks.md),
[TLS to the database](guides/database-tls.md), [service discovery](guides/service-discovery.md),
[endpoints or NAT](guides/endpoints-or-nat.md), [troubleshooting](guides/troubleshooting.md).

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
`runtime: libpq`, another runtime (`python`, `java`, `go`, `dotnet`, `ruby`, `php`, `rust`), or the name of a client
(`asyncpg`, `sqlx`, `pgx`, `pymysql`, ...: generator/awsdata/clients.yaml), says so where neither command, health check
nor Dockerfile tells (the row `ca-bundle` of `prove`).
"""


def text(rules: Iterable[Rule], style: Style) -> str:
    """List the rules, one a line; on a terminal, under the lesson that they are about."""
    every = list(rules)
    if style.cut:
        return "\n".join(_by_lesson(every, style)) + "\n"
    widest = max((len(named(rule.lesson)) for rule in every), default=0)
    lines = (f"{style.bold(rule.id)}  {style.dim(f'{named(rule.lesson):<{widest}}')}  {rule.title}" for rule in every)
    return "\n".join(lines) + "\n"


def _by_lesson(rules: Sequence[Rule], style: Style) -> Iterator[str]:
    for lesson, group in groupby(rules, key=lambda rule: rule.lesson):
        yield style.dim(named(lesson) or "what is not read, and accepted findings")
        for rule in group:
            first, *others = wrap(rule.title, style.width - 10, break_on_hyphens=False)
            yield f"  {style.bold(rule.id)}  {first}"
            yield from (f"{'':10}{line}" for line in others)
    yield f"{len(rules)} rules; one of them: {program()} explain {rules[-1].id}"


def as_json(rules: Iterable[Rule]) -> str:
    """Everything that rules say about themselves."""
    return json.dumps({"rules": [_json(rule) for rule in rules]}, indent=2) + "\n"


def _json(rule: Rule) -> dict[str, Any]:
    texts = {key: getattr(rule, key) for key in ("id", "lesson", "title", "symptom", "why", "fix", "edited")}
    return texts | {"bad": rule.rejected, "good": rule.accepted} | {"severity": _SEVERITIES[rule.id[0]].lower()}


_SEVERITIES = {"E": "Error", "W": "Warning", "I": "Advice"}


def pages(topics: Iterable[Topic]) -> dict[str, str]:
    """Write the pages: an index, and one for each topic, by their paths below docs/."""
    every = list(topics)
    return {"rules.md": markdown(every)} | {f"rules/{topic.name}.md": _page(topic) for topic in every}


def markdown(topics: Iterable[Topic]) -> str:
    """Write the index: how the rules are used, and a table of each topic with links to its page."""
    lines = [_INTRODUCTION]
    for topic in topics:
        lines += [f"## [{topic.name.capitalize()}](rules/{topic.name}.md)\n", f"{topic.about}\n"]
        lines += ["| rule | lesson | what it finds |", "|---|---|---|"]
        lines += (_line(topic, check) for check in topic.checks)
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def _line(topic: Topic, check: Rule) -> str:
    link = f"[{check.id}](rules/{topic.name}.md#{check.id.lower()})"
    return f"| {link} | {named(check.lesson).removeprefix('lesson ')} | {check.title} |"


def _page(topic: Topic) -> str:
    lines = [f"# {topic.name.capitalize()}\n", f"{topic.about} [All rules](../rules.md).\n"]
    lines.append("Each example is the change that makes a rejected template an accepted one.")
    for check in topic.checks:
        lines += ["", *_section(check)]
    return "\n".join(lines) + "\n"


def _section(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}\n"
    lesson = f", {named(rule.lesson)}" if rule.lesson else ""
    yield f"**{rule.title}.** {_SEVERITIES[rule.id[0]]}{lesson}.\n"
    yield f"What you meet: {rule.symptom}\n"
    yield f"Why: {rule.why}\n"
    yield f"Fix: {rule.fix}\n"
    if rule.edited != "never":
        yield f"Written by `lint --fix`: {rule.edited}.\n"
    yield "```diff"
    yield from rule.diff
    yield "```"
