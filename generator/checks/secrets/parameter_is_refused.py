"""A parameter that is not created, or that cannot be there."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.agent.parameters_made import ParameterRefused
from generator.remedy import Write

_CREATION = ", so that its creation fails, and {task} has nothing to inject as {name}"


class ParameterIsRefused(Check):
    id = "ECS203"
    lesson = 20
    title = "Parameter that is injected cannot be created, or cannot be there"
    symptom = (
        "CREATE_FAILED: ValidationException: Parameter name must be a fully qualified name; or No access to reserved "
        "parameter name; or, in a task, invalid ssm parameters"
    )
    why = (
        "The name of a parameter with a slash in it begins with a slash, and no name begins with aws or ssm. "
        "CloudFormation makes parameters of the types String and StringList, and no SecureString."
    )
    fix = "Begin the name with a slash, or with something else than aws and ssm; keep secrets in Secrets Manager."
    fault = ParameterRefused
    message = {
        "path": "Name of {resource} is {parameter}: with a slash in it, it has to begin with one" + _CREATION,
        "reserved": "Name of {resource} is {parameter}: names that begin with aws or ssm are AWS's own" + _CREATION,
        "asked": (
            "{name} of {container} is the parameter {parameter}, and a name with a slash in it begins with one: tasks "
            "of {task} stop with invalid ssm parameters before their containers start"
        ),
        "mixed": (
            "{name} of {container} has an ARN of one service with {parameter} of the other: Secrets Manager has "
            "secret:, and Systems Manager parameter/: tasks of {task} stop before their containers start"
        ),
        "secure": "{resource} is a SecureString, which CloudFormation does not create" + _CREATION,
    }
    change = {
        "path": "Name: /{parameter}",
        "reserved": "Name: one that begins with neither aws nor ssm, such as /app/{name}",
        "asked": "ValueFrom: /{parameter}",
        "mixed": "ValueFrom: arn:...:ssm:...:parameter/name, or the ARN of a secret",
        "secure": "an AWS::SecretsManager::Secret instead; or make the parameter outside of the templates",
    }
    remedy = {"path": Write("Name", "/{parameter}"), "asked": Write("ValueFrom", "/{parameter}")}
    base = "injected"
    good = {
        "Parameter": "{Type: AWS::SSM::Parameter, Properties: {Name: /web/level, Type: String, Value: info}}",
        "ExecutionRole.Policies.0.PolicyDocument.Statement.1": (
            "{Effect: Allow, Action: ssm:GetParameters, Resource: !Sub "
            "'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/*'}"
        ),
        "TaskDefinition.ContainerDefinitions.0.Secrets.1": "{Name: LEVEL, ValueFrom: !Ref Parameter}",
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.Secrets.1.ValueFrom": "web/level"}
