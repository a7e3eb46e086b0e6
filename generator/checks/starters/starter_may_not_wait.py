"""A state machine waits for a task, and may not look after it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.starters import _denied
from generator.checks.starters.managed_rule_is_denied import MACHINE
from generator.finding import Finding
from generator.needs.context import Context
from generator.needs.starters.starter_extras import WaitDenied, wait_answers


class StarterMayNotWait(Check):
    id = "WCS281"
    lesson = 28
    title = "State machine waits for a task, and its role does not allow ecs:DescribeTasks and ecs:StopTask"
    symptom = "Executions that are aborted leave their tasks running; a missed event leaves one waiting for ever"
    why = (
        "For ecs:runTask.sync, Step Functions asks ECS for the task where no event came, and stops it when the "
        "execution is stopped."
    )
    fix = "Allow ecs:DescribeTasks and ecs:StopTask on * in a policy of the role."
    fault = WaitDenied
    message = {
        variant: f"{words}. The task starts; it is not stopped with its execution, or not looked for where an event "
        "is missed"
        for variant, words in _denied.MESSAGE.items()
    }
    change = _denied.CHANGE
    remedy = _denied.REMEDY
    base = "scheduled"
    good = MACHINE
    bad = {"NightlyRole.Policies.0.PolicyDocument.Statement.3.Action": "ecs:DescribeTasks"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find it beside the matrix: tasks start without."""
        for task in context.tasks:
            for answer in wait_answers(context, task):
                yield from (self.word(cause) for cause in answer.causes if isinstance(cause, WaitDenied))
