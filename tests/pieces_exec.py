"""More pieces of little templates: ECS Exec, and the role that its sessions need."""

from __future__ import annotations

from tests.pieces import NAT, ROLE, TASK, VPC, template
from tests.pieces_traffic import configured

_MANAGED = ROLE.index("      ManagedPolicyArns:")

TASK_ROLE = (
    ROLE[:_MANAGED].replace("ExecutionRole:", "TaskRole:")
    + """\
      Policies:
        - PolicyName: sessions
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: "ssmmessages:*Channel", Resource: "*"}
"""
)

EXEC_SERVICE = configured("      EnableExecuteCommand: true\n")

_TASK = TASK.replace(
    "      ContainerDefinitions:", "      TaskRoleArn: !GetAtt TaskRole.Arn\n      ContainerDefinitions:"
)

WITH_EXEC = template(VPC, NAT, ROLE, TASK_ROLE, _TASK, EXEC_SERVICE)
"""Everything is right; ECS Exec opens sessions in the tasks."""
