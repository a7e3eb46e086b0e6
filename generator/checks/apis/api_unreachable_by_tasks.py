"""Tasks that are told of a queue, a bucket or a table, may use it, and do not get there."""

from __future__ import annotations

from generator.checks.apis._worker import SYMPTOM, WORKER, cause_of
from generator.checks.check import Check
from generator.checks.registry import by_fault
from generator.finding import Finding
from generator.needs.apis.api_calls import ApiUnreachable
from generator.needs.cause import Fault


class ApiUnreachableByTasks(Check):
    id = "ECS310"
    lesson = 31
    title = "Tasks have no path to the API of something that they are told of and may use"
    symptom = SYMPTOM
    why = (
        "Programs call SQS, DynamoDB, S3 and every other API over HTTPS from the task's own subnet. Without a NAT "
        "gateway or a public address each service takes an endpoint of its own: those that pull images and write logs "
        "do not lead to it. Tasks start, and time out at the first call."
    )
    fix = "Add an endpoint of the service that admits the tasks, or a default route to a NAT gateway."
    fault = ApiUnreachable
    message = (
        "{what}. The variable {variable} tells {task} of {told}, and its role lets it use that: tasks start, and their "
        "calls of {service} time out"
    )
    change = "{mend}"
    base = "isolated"
    good = WORKER
    bad = {"SqsEndpoint": None}

    def word(self, fault: Fault) -> Finding:
        """Say what is in the way in the words of the check for that."""
        assert isinstance(fault, ApiUnreachable)
        found = by_fault()[type(fault.cause)].word(fault.cause)
        told = {"service": fault.service, "variable": fault.variable, "told": fault.told}
        what, mend = cause_of(found), found.fix
        return self.at(fault.resource, *fault.steps, tasks=fault.tasks, what=what, mend=mend, **told)
