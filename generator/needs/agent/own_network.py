"""What tasks reach from the network of their own: an API of AWS, and what its endpoint lets them do there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.ecs.tasks import Task
from generator.logic import Answer, Truth, all_of, unknown
from generator.needs.calls import Wanted, actions_at_endpoint, needs_network, perhaps_at_endpoint
from generator.needs.context import Context
from generator.needs.network.endpoint_policies import endpoint_policies_allow
from generator.needs.row import Need


def rows_of_own_network(task: Task, rows: Iterable[tuple[Need, Answer]]) -> Iterator[tuple[Need, Answer]]:
    """The rows that the network of the tasks decides, if it decides any.

    On EC2 the instance pulls images, reads secrets and sends logs, through a network of its own.
    """
    if not task.started or not needs_network(task) or task.fargate is Truth.NO:
        return
    for need, answer in rows:
        if task.fargate is Truth.UNKNOWN and answer.verdict is Truth.NO:
            answer = unknown(f"whether {task.name} runs on Fargate, where its own network decides, is not known here")
        yield need, answer


def reaches_api(context: Context, task: Task, want: Wanted, api: str) -> Answer:
    """Answer whether tasks get to an API, and whether the endpoint on their way lets them do what they have to."""
    answer = context.paths.api(task, api)
    role = task.role("ExecutionRoleArn")
    meant = answer.verdict is Truth.NO
    limit = endpoint_policies_allow(context.paths, task, role, api, actions_at_endpoint(task, want, api), meant)
    perhaps = endpoint_policies_allow(context.paths, task, role, api, perhaps_at_endpoint(want, api), meant)
    if perhaps is not None and perhaps.verdict is not Truth.YES:
        perhaps = unknown(f"the policy at {api} does not allow ecr:GetDownloadUrlForLayer, which layers may need there")
    return all_of(each for each in (answer, limit, perhaps) if each is not None)
