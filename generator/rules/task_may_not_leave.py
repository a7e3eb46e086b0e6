"""Lesson 4: the tasks' own group lets nothing out to the endpoints."""

from __future__ import annotations

from generator.rules._example import ENDPOINTS, ROLE, SERVICE, TASK, VPC, template
from generator.rules._rule import LessonRule

_STRICT = SERVICE.replace(
    "    Properties: {GroupDescription: Marks the tasks, VpcId: !Ref Vpc}\n",
    """\
    Properties:
      GroupDescription: Marks the tasks
      VpcId: !Ref Vpc
      SecurityGroupEgress:
        - {IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: 0.0.0.0/0}
""",
)


class TaskMayNotLeave(LessonRule):
    id = "ECS041"
    lesson = 4
    title = "Security groups of the tasks do not let 443 out"
    symptom = "ResourceInitializationError ... context deadline exceeded; CannotPullContainerError ... i/o timeout"
    why = (
        "A group with egress rules of its own lets nothing else out. Tasks need 443 to the endpoints' group, and to "
        "the prefix list of S3 or the internet, for a gateway endpoint has no group."
    )
    fix = "Add an egress rule for TCP 443 to the tasks' security group."
    bad = template(VPC, ENDPOINTS, ROLE, TASK, _STRICT)
    good = bad.replace("FromPort: 5432, ToPort: 5432", "FromPort: 443, ToPort: 443")
