"""A task is started with tags, and the role does not allow them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.starters import _denied
from generator.finding import Finding
from generator.needs.context import Context
from generator.needs.starters.starter_extras import TagsDenied, tag_answers


class StarterMayNotTag(Check):
    id = "WCS280"
    lesson = 28
    title = "Task is started with tags, and the role of what starts it does not allow ecs:TagResource"
    symptom = "FailedInvocations, and no task; in CloudTrail: is not authorized to perform: ecs:TagResource"
    why = (
        "In accounts whose setting tagResourceAuthorization is on, RunTask with PropagateTags or tags needs "
        "ecs:TagResource. In others it does not: the setting is in no template."
    )
    fix = "Allow ecs:TagResource on * with the condition ecs:CreateAction RunTask; or leave the tags out."
    fault = TagsDenied
    message = {
        variant: f"{words}, in accounts where tagResourceAuthorization is on: no task starts there"
        for variant, words in _denied.MESSAGE.items()
    }
    change = _denied.CHANGE
    remedy = _denied.REMEDY
    base = "scheduled"
    good = {
        "Nightly.Targets.0.EcsParameters.PropagateTags": "TASK_DEFINITION",
        "NightlyRole.Policies.0.PolicyDocument.Statement.2": (
            "{Effect: Allow, Action: 'ecs:TagResource', Resource: '*', "
            "Condition: {StringEquals: {'ecs:CreateAction': [RunTask]}}}"
        ),
    }
    bad = {"NightlyRole.Policies.0.PolicyDocument.Statement.2.Action": "ecs:RunTask"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find it beside the matrix: no row asks, since most tasks start without."""
        for task in context.tasks:
            for answer in tag_answers(context, task):
                yield from (self.word(cause) for cause in answer.causes if isinstance(cause, TagsDenied))
