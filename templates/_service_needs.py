"""What a service asks of the other stacks: paths to AWS, open ports, roles and secrets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import awacs.s3
from awacs.aws import Action, Allow, Condition, Principal, Statement, StringEquals
from troposphere import Ref, Sub

from generator.awsdata.services import Purpose, actions, endpoint_of
from generator.config import INTERNET, App, Call, Flow, Group, Needs, Role, SecretValue, Service, logical_id
from generator.config.image import Image, parse

from ._service_secrets import api_of, generated_secrets, secret_values

_ARN = "arn:${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}:%s"


_GATEWAY_FLOWS = {
    "s3": "Tasks fetch image layers from S3 through the gateway endpoint",
    "dynamodb": "Tasks call DynamoDB through the gateway endpoint",
}


def log_group(app: App, name: str) -> str:
    """Name the service's log group; the execution role and the stack itself must agree on it."""
    return f"/ecs/{app.stack}/{name}"


def service_needs(service: Service, app: App, name: str) -> Needs:
    """Derive groups, calls, flows, roles and secrets from what the service declares."""
    groups = [
        Group("task", "Carried by every task: the way out to AWS", "services"),
        Group(name, f"Tasks of {name}: admits who may call it", name),
    ]
    secrets = secret_values(service, app, name)
    most = service.scale.most
    calls = tuple(_calls(service, name, secrets))
    return Needs(
        calls=calls,
        groups=tuple(groups),
        flows=tuple(_flows(service, app, name, calls)),
        roles=(_execution_role(service, app, name, secrets), _task_role(service, app, name)),
        secrets=generated_secrets(service, name),
        addresses=max(most, most * service.deployment.maximum_percent // 100),
    )


def _calls(service: Service, name: str, secrets: dict[str, SecretValue]) -> Iterator[Call]:
    image = parse(service.image)
    if image.own or image.ecr:
        yield Call("ecr.api", name, "Tasks ask ECR for a token to pull their image", 1)
        yield Call("ecr.dkr", name, "Tasks ask ECR for their image", 1)
        layers = Statement(
            Effect=Allow,
            Principal=Principal("*"),
            Action=[awacs.s3.GetObject],
            Resource=[Sub("arn:${AWS::Partition}:s3:::prod-${AWS::Region}-starport-layer-bucket/*")],
        )
        yield Call("s3", name, "ECR keeps image layers in S3", 6, (layers,))
    yield Call("logs", name, "Tasks send their output to CloudWatch Logs", 2)
    if any(api_of(secret) == "secretsmanager" for secret in secrets.values()):
        yield Call("secretsmanager", name, "Tasks read secrets when they start", 1)
    if any(api_of(secret) == "ssm" for secret in secrets.values()):
        yield Call("ssm", name, "Tasks read parameters when they start", 1)
    if service.exec:
        yield Call("ssmmessages", name, "ECS Exec opens shells through Session Manager", 1)
    for permission in service.permissions:
        for api in sorted({api for action in permission.actions if (api := endpoint_of(action))}):
            called = [_action(action) for action in permission.actions if endpoint_of(action) == api]
            allow = Statement(
                Effect=Allow, Principal=Principal("*"), Action=called, Resource=list(permission.resources)
            )
            yield Call(api, name, "The service's code calls it", None, (allow,))


def _flows(service: Service, app: App, name: str, calls: tuple[Call, ...]) -> Iterator[Flow]:
    if app.sections["network"].egress == "endpoints":
        for api, reason in _GATEWAY_FLOWS.items():
            if any(call.api == api for call in calls):
                yield Flow("task", api, 443, reason, 6)
    else:
        yield Flow("task", INTERNET, 443, "Tasks reach AWS and the internet over HTTPS", 1)
    if service.route and service.port:
        yield Flow("load-balancer", name, service.port, f"The load balancer sends requests to {name}", 10)
    for callee in service.calls:
        if port := app.services[callee].port:
            yield Flow(name, callee, port, f"{name} calls {callee}", 10)


def _execution_role(service: Service, app: App, name: str, secrets: dict[str, SecretValue]) -> Role:
    """Let ECS pull this image, write this log and read these secrets: what starting the task takes, no more."""
    image = parse(service.image)
    statements = []
    if image.own or image.ecr:
        statements.append(Statement(Effect=Allow, Action=_actions("pull_token"), Resource=["*"]))
        statements.append(Statement(Effect=Allow, Action=_actions("pull"), Resource=[_repository_arn(image)]))
    log = Sub(_ARN % ("logs", f"log-group:{log_group(app, name)}:*"))
    statements.append(Statement(Effect=Allow, Action=_actions("write_log"), Resource=[log]))
    reads: dict[str, Purpose] = {"secretsmanager": "read_secretsmanager", "ssm": "read_ssm"}
    for api, purpose in reads.items():
        arns = [secret.arn for secret in secrets.values() if api_of(secret) == api]
        if arns:
            statements.append(Statement(Effect=Allow, Action=_actions(purpose), Resource=_once(arns)))
    statements += _decryption(service, app, secrets)
    reason = f"Lets ECS start tasks of {name}: pull the image, read secrets, open the log"
    return Role(f"{logical_id(name)}Execution", "ecs-tasks.amazonaws.com", reason, tuple(statements), _any_task(), 3)


def _decryption(service: Service, app: App, secrets: dict[str, SecretValue]) -> Iterator[Statement]:
    own = any(isinstance(secret.arn, Ref) for secret in secrets.values())
    keys: list[Any] = [Ref("DataKeyArn")] if own else []
    keys += sorted({secret.kms_key_arn for secret in service.secrets.values() if secret.kms_key_arn})
    if keys:
        through = [
            Sub(f"{api}.${{AWS::Region}}.amazonaws.com")
            for api in sorted({api_of(secret) for secret in secrets.values()})
        ]
        yield Statement(
            Effect=Allow,
            Action=_actions("decrypt"),
            Resource=keys,
            Condition=Condition(StringEquals("kms:ViaService", through)),
        )


def _task_role(service: Service, app: App, name: str) -> Role:
    """Let the service's own code do what app.yaml permits."""
    statements = [
        Statement(Effect=Allow, Action=[_action(a) for a in permission.actions], Resource=list(permission.resources))
        for permission in service.permissions
    ]
    if service.exec:
        statements.append(Statement(Effect=Allow, Action=_actions("exec"), Resource=["*"]))
    reason = f"What the code of {name} may do in AWS"
    return Role(f"{logical_id(name)}Task", "ecs-tasks.amazonaws.com", reason, tuple(statements), _any_task(), 3)


def _any_task() -> Sub:
    return Sub("arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:*")


def _actions(purpose: Purpose) -> list[Action]:
    """Name the actions that ECS takes, in an order that is the same in every build."""
    return [_action(text) for text in sorted(actions(purpose))]


def _action(text: str) -> Action:
    return Action(*text.split(":", 1))


def _repository_arn(image: Image) -> Sub:
    if image.ecr:
        account, region = image.ecr
        return Sub(f"arn:${{AWS::Partition}}:ecr:{region}:{account}:repository/{image.repository}")
    return Sub(_ARN % ("ecr", f"repository/{image.repository}"))


def _once(arns: list[Any]) -> list[Any]:
    return list({arn if isinstance(arn, str) else arn.to_json(): arn for arn in arns}.values())
