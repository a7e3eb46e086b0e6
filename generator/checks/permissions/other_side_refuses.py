"""Ours: the policy of a secret, a repository or a bucket denies what the execution role allows."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.permissions.permissions import OtherSideDenies


class OtherSideRefuses(Check):
    id = "ECS200"
    lesson = 20
    title = "Policy of a secret, a parameter, a repository or a bucket denies what the execution role allows"
    symptom = (
        "ResourceInitializationError: unable to pull secrets or registry auth ... AccessDeniedException ... with an "
        "explicit deny in a resource-based policy"
    )
    why = (
        "Secrets, parameters, repositories, registries and buckets have policies of their own. What one of them denies "
        "is denied, whatever the role allows; a Deny for Principal * means the tasks as well."
    )
    fix = "Take the execution role out of the Deny: by a condition on aws:PrincipalArn, or leave the statement out."
    fault = OtherSideDenies
    message = (
        "{resource} denies {role} {action.name} on {action.target}, which ECS needs to {action.why} for {task} "
        "({because}); the call fails with AccessDeniedException, whatever the role's own policies allow"
    )
    change = "the statement that denies: a Condition that leaves {role} out, such as ArnNotEquals aws:PrincipalArn"
    base = "injected"
    good = {
        "SecretPolicy": """
            Type: AWS::SecretsManager::ResourcePolicy
            Properties:
              SecretId: !Ref Secret
              ResourcePolicy:
                Version: '2012-10-17'
                Statement:
                - Effect: Deny
                  Principal: '*'
                  Action: secretsmanager:GetSecretValue
                  Resource: '*'
                  Condition:
                    ArnNotEquals:
                      aws:PrincipalArn: !GetAtt ExecutionRole.Arn
""",
    }
    bad = {
        "SecretPolicy.ResourcePolicy.Statement.0.Condition": None,
    }
