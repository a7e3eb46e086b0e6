"""Task roles that allow calls of an API to which tasks have no path."""

from __future__ import annotations

from generator.checks.apis._worker import ROLE_ALONE, SYMPTOM, cause_of
from generator.checks.check import Check
from generator.checks.registry import by_fault
from generator.finding import Finding
from generator.needs.apis.api_calls import ApiPerhapsUnreachable
from generator.needs.cause import Fault


class ApiPerhapsUnreachableByTasks(Check):
    id = "WCS310"
    lesson = 31
    title = "Task role allows calls of an API that tasks have no path to"
    symptom = SYMPTOM
    why = (
        "A task role is what the code of a task may do at AWS. Where it allows calls of a service that nothing leads "
        "to from the task's subnets, either the endpoint is missing or the permission is left over. No variable tells "
        "which, so that this is a warning."
    )
    fix = (
        "Add an endpoint of the service that admits the tasks, or a default route to a NAT gateway; or take the "
        "permission away."
    )
    fault = ApiPerhapsUnreachable
    message = "{what}. {role} lets the code of {task} call {service}: if it does, tasks start, and the calls time out"
    change = "{mend}; or take {service} out of the task role, if nothing calls it"
    base = "isolated"
    good = ROLE_ALONE
    bad = {"SqsEndpoint": None}

    def word(self, fault: Fault) -> Finding:
        """Say what is in the way in the words of the check for that."""
        assert isinstance(fault, ApiPerhapsUnreachable)
        worded = by_fault()[type(fault.cause)].word(fault.cause)
        told = {"service": fault.service, "role": fault.role}
        what, mend = cause_of(worded), worded.fix
        return self.at(fault.resource, *fault.steps, tasks=fault.tasks, what=what, mend=mend, **told)
