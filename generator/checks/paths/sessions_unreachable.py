"""Lesson 1: ECS Exec in tasks that have no path to Systems Manager."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.awsdata.unreachable import symptom
from generator.checks._task_role import task_role
from generator.checks.check import Check
from generator.checks.registry import by_fault
from generator.ecs.tasks import Task
from generator.finding import Finding
from generator.needs.agent.images import registry_paths
from generator.needs.agent.logs import log_paths
from generator.needs.agent.secrets import secret_paths
from generator.needs.agent.sessions import REFUSED, SESSIONS, session_paths
from generator.needs.calls import wanted
from generator.needs.cause import Fault
from generator.needs.context import Context


class SessionsUnreachable(Check):
    id = "WCS010"
    lesson = 1
    title = "ECS Exec is on, but its sessions have no path to Systems Manager, or to their key or log"
    symptom = (
        "TargetNotConnectedException: The execute command failed due to an internal error, from aws ecs execute-command"
    )
    why = (
        "The agent of ECS Exec in the task connects to ssmmessages, the Session Manager of Systems Manager, from the "
        "task's own subnet; and to KMS, CloudWatch Logs or S3 where the cluster has sessions encrypted or logged. "
        "Tasks start, run and serve without it, so only whoever asks for a session notices."
    )
    fix = "Add an interface endpoint of ssmmessages that admits the tasks, or leave EnableExecuteCommand out."
    message = "{what}. Tasks run, but aws ecs execute-command fails with {error}"
    change = "{mend}"
    base = "isolated"
    good = {
        "SessionsEndpoint": """
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcId: !Ref Vpc
              ServiceName: !Sub com.amazonaws.${AWS::Region}.ssmmessages
              VpcEndpointType: Interface
              PrivateDnsEnabled: true
              SubnetIds: [!Ref Subnet]
              SecurityGroupIds: [!Ref EndpointGroup]
""",
        "TaskRole": task_role("sessions", "'ssmmessages:*Channel'", "'*'"),
        "TaskDefinition.TaskRoleArn": "!GetAtt TaskRole.Arn",
        "Service.EnableExecuteCommand": "true",
    }
    bad = {
        "SessionsEndpoint": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find it beside the matrix, unless it keeps tasks from starting as well, which their needs tell."""
        for task in context.tasks:
            paths = [(api, fault) for api, fault in session_paths(context, task) if not isinstance(fault, REFUSED)]
            told = {_mended(found) for found in _worded(_faults_of_start(context, task))} if paths else set()
            for (api, fault), found in zip(paths, _worded(fault for _, fault in paths), strict=True):
                if _mended(found) not in told:
                    what = found.message.rpartition("; ")[0] or found.message  # What comes of it is another here.
                    error = symptom(SESSIONS) if api == SESSIONS else "a timeout when a session begins, or ends"
                    yield self.at(
                        fault.resource, *fault.steps, tasks=fault.tasks, what=what, error=error, mend=found.fix
                    )


def _worded(faults: Iterable[Fault]) -> Iterator[Finding]:
    return (by_fault()[type(fault)].word(fault) for fault in faults)


def _mended(finding: Finding) -> object:
    """What has to be done about it, and where."""
    return (finding.at, finding.path, finding.fix)


def _faults_of_start(context: Context, task: Task) -> Iterator[Fault]:
    want = wanted(task)
    for paths in (registry_paths, secret_paths, log_paths):
        for _, answer in paths(context, task, want):
            yield from (cause for cause in answer.causes if isinstance(cause, Fault))
