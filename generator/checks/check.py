"""What every check is: its texts, a template that it rejects and one that it accepts, and how it finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar

from generator.checks.defaults import resting
from generator.checks.examples import Edits, change, template
from generator.checks.wording import Remedies, Words, remedied, worded
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.stack import Resource, Value


class Check:
    """One check. It finds by itself (``find``), or words the fault that makes a need a *no*, or a doubt (``fault``)."""

    id: ClassVar[str]
    """``ECS`` for errors, ``WCS`` for warnings, ``ICS`` for advice; then the lesson and a number."""
    lesson: ClassVar[int] = 0
    """0 for checks about the use of the checks."""
    title: ClassVar[str]
    symptom: ClassVar[str]
    """What the user meets at run time."""
    why: ClassVar[str]
    fix: ClassVar[str]
    """What to do, in general."""
    message: ClassVar[Words]
    """What is wrong here, and what comes of it."""
    change: ClassVar[Words]
    """What to change here."""
    remedy: ClassVar[Remedies | None] = None
    """The same as data, where ``change`` says it to the letter: ``lint --fix`` tries it."""
    fault: ClassVar[type[Fault] | None] = None
    fails_creation: ClassVar[bool] = False
    """Whether what it finds is refused when it is created: the stacks are rolled back, with all of their tasks."""
    under_conditions: ClassVar[bool] = True
    """Whether it depends on how conditions turn out; then it is not asked where they are too many to follow."""
    base: ClassVar[str]
    """Name of the template in ``bases/`` that the examples are made of."""
    good: ClassVar[Edits] = {}
    """What makes the accepted example of the base."""
    bad: ClassVar[Edits]
    """What makes the rejected example of the accepted one."""
    beside: ClassVar[tuple[str, ...]] = ()
    """Names of templates in ``bases/`` that the examples nest: they have to stand beside them, as ``<name>.yaml``."""

    def find(self, context: Context) -> Iterable[Finding]:
        """Find what no need answers. Checks that word a fault have nothing to look for."""
        return ()

    def word(self, fault: Fault) -> Finding:
        """Say in words what makes a need a *no*."""
        own = {name: value for name, value in vars(fault).items() if name not in ("resource", "steps", "tasks")}
        return self.at(fault.resource, *fault.steps, tasks=fault.tasks, **own)

    def at(
        self, resource: Resource, *steps: str | int, tasks: Iterable[str] = (), variant: str = "", **fields: object
    ) -> Finding:
        """Make a finding at a property of a resource; ``fields`` fill ``message``, ``change`` and ``remedy``.

        ``variant`` chooses among several wordings. ``{resource}`` is always there to be named, and ``{task}``, the
        first of ``tasks``, where there are any. Values are shown for people, several things with commas. What rests on
        the Defaults of parameters says so: those of the property, and of the values in ``fields``, whether they are
        worded or not.
        """
        suffering = tuple(tasks)
        fields = {**({"task": suffering[0]} if suffering else {}), **fields, "resource": resource}
        message, change = worded(self.message, variant, fields), worded(self.change, variant, fields)
        listed = (part for field in fields.values() for part in (field if type(field) is tuple else (field,)))
        rests = resting(resource, steps, [value for value in listed if isinstance(value, Value)])
        line, column = resource.line(*steps)
        return Finding(
            file=resource.file,
            line=line,
            column=column,
            rule=self.id,
            message=" ".join(message.split()) + rests,
            fix=" ".join(change.split()),
            remedy=remedied(self.remedy, variant, fields),
            lesson=self.lesson,
            stack=resource.stack,
            resource=resource.logical_id,
            path=("Resources", resource.logical_id, *(("Properties", *steps) if steps else ())),
            source=resource.source,
            entry=_entry(resource),
            stacks=(resource.stack,),
            tasks=suffering,
            certain=resource.exists is Truth.YES,
            rests=rests,
        )

    def of_file(
        self, source: Path, file: str, line: int, column: int, *, variant: str = "", **fields: object
    ) -> Finding:
        """Make a finding of a whole template, at a line and column of it."""
        message, change = worded(self.message, variant, fields), worded(self.change, variant, fields)
        line, column = max(line, 1), max(column, 1)
        return Finding(file, line, column, self.id, message, change, lesson=self.lesson, source=source, stacks=("",))

    @property
    def edited(self) -> str:
        """When ``lint --fix`` makes the change: ``always``, ``never``, or in how many of the cases that it words."""
        edits, cases = self.remedy, self.change
        if isinstance(edits, Mapping) and isinstance(cases, Mapping) and edits.keys() < cases.keys():
            return f"in {len(edits)} of {len(cases)} cases"
        return "always" if edits else "never"

    @property
    def accepted(self) -> str:
        """The template that it accepts."""
        return template(self.base, tuple(self.good.items()))

    @property
    def nested(self) -> dict[str, str]:
        """The templates that the examples nest, by file name."""
        return {f"{name}.yaml": template(name) for name in self.beside}

    @property
    def rejected(self) -> str:
        """The template that it rejects."""
        return template(self.base, tuple(self.good.items()), tuple(self.bad.items()))

    @property
    def diff(self) -> list[str]:
        """What turns the rejected template into the accepted one, as lines of a diff."""
        return change(self.rejected, self.accepted)


def _entry(resource: Resource) -> str:
    """The logical id, in the root, of the nested stack that a resource is in; empty in the root itself."""
    chain = list(resource.at.chain())
    return chain[-2].logical_id if len(chain) > 1 else ""
