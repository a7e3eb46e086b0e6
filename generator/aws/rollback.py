"""Roll a stack back that an update without rollback left where it failed."""

from __future__ import annotations

from botocore.exceptions import ClientError

from generator.aws.calls import RefusedError, ask, message
from generator.aws.cloud import Cloud
from generator.aws.stacks import Stack


def roll_back(cloud: Cloud, stack: Stack, role_arn: str | None, token: str) -> None:
    """Begin to roll back. Raises RefusedError with CloudFormation's words."""
    role = {"RoleARN": role_arn} if role_arn else {}
    try:
        ask(cloud.cloudformation.rollback_stack, StackName=stack.name, ClientRequestToken=token, **role)
    except ClientError as error:
        raise RefusedError(f"the stack cannot be rolled back: {message(error)}") from None
