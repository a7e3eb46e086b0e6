"""A policy of a secret that Secrets Manager refuses, because it is public."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.agent.public_policies import PublicPolicyBlocked


class PublicPolicyIsBlocked(Check):
    id = "ECS204"
    lesson = 20
    title = "Policy of a secret is public, and BlockPublicPolicy refuses it"
    symptom = "CREATE_FAILED: PublicPolicyException: You must correct the policy ... it grants broad access"
    why = "With BlockPublicPolicy, Secrets Manager refuses a policy that allows something to everybody."
    fix = "Name the roles that may read the secret as Principal, or leave the statement out."
    fault = PublicPolicyBlocked
    message = (
        "{resource} allows everybody to read {secret}, and has BlockPublicPolicy: its creation fails with "
        "PublicPolicyException, and the stack with it"
    )
    change = "Principal: the ARN of the execution role instead of *"
    base = "injected"
    good = {
        "SecretPolicy": """
            Type: AWS::SecretsManager::ResourcePolicy
            Properties:
              SecretId: !Ref Secret
              BlockPublicPolicy: true
              ResourcePolicy:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Principal: {AWS: !GetAtt ExecutionRole.Arn}
                  Action: secretsmanager:GetSecretValue
                  Resource: '*'
""",
    }
    bad = {"SecretPolicy.ResourcePolicy.Statement.0.Principal": "'*'"}
