"""The customer key, and the secrets encrypted with it.

They stand before roles and stores, so that a role names exact secrets without waiting for a database.
"""

from __future__ import annotations

import json
from typing import Annotated, Any

from awacs import kms as kms_actions
from awacs.aws import (
    Action,
    Allow,
    ArnLike,
    Condition,
    PolicyDocument,
    Principal,
    Statement,
    StringEquals,
)
from pydantic import Field
from troposphere import GetAtt, Output, Ref, Sub, Template, kms, secretsmanager

from generator.config import App, GeneratedSecret, Needs, Section, architecture, why


class Settings(Section):
    """The customer key."""

    deletion_window_days: Annotated[int, Field(ge=7, le=30, examples=[30, 7])] = 30
    """Days in which a deleted key can still be rescued."""
    retain: bool = True
    """Whether key and secrets outlive the stack. Off in the dev profile."""


DEV = {"deletion_window_days": 7, "retain": False}


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build the key and the generated secrets."""
    t = Template()
    t.set_metadata(architecture("One customer key encrypts logs, secrets, storage and alarms of this environment"))
    deletion = "RetainExceptOnCreate" if settings.retain else "Delete"
    policies: dict[str, Any] = {
        "DeletionPolicy": deletion,
        "UpdateReplacePolicy": "Retain" if settings.retain else "Delete",
    }
    t.add_resource(
        kms.Key(
            "DataKey",
            Description=f"Encrypts the data of {app.stack}",
            EnableKeyRotation=True,
            PendingWindowInDays=settings.deletion_window_days,
            KeyPolicy=_key_policy(app),
            Metadata=why(
                "Encrypts logs, secrets, storage and alarms", "Data is unreadable for ever once it is deleted"
            ),
            **policies,
        )
    )
    t.add_resource(kms.Alias("DataKeyAlias", AliasName=f"alias/{app.stack}", TargetKeyId=Ref("DataKey")))
    t.add_output(Output("DataKeyArn", Value=GetAtt("DataKey", "Arn")))
    for secret in needs.secrets:
        t.add_resource(_secret(secret, policies))
        t.add_output(Output(f"{secret.name}Arn", Value=Ref(secret.name)))
    return t


def _secret(secret: GeneratedSecret, policies: dict[str, Any]) -> secretsmanager.Secret:
    generate = secretsmanager.GenerateSecretString(
        PasswordLength=secret.length, ExcludePunctuation=True, RequireEachIncludedType=True
    )
    if secret.key:
        generate.SecretStringTemplate = json.dumps(dict(secret.fields))
        generate.GenerateStringKey = secret.key
    return secretsmanager.Secret(
        secret.name,
        Description=secret.why,
        KmsKeyId=Ref("DataKey"),
        GenerateSecretString=generate,
        Metadata=why(
            secret.why, "GenerateSecretString never changes: it would make a new value that nobody else knows"
        ),
        **policies,
    )


def _key_policy(app: App) -> PolicyDocument:
    """Let the account's IAM policies decide, and admit the two services that use the key on their own."""
    use = [kms_actions.Encrypt, kms_actions.Decrypt, kms_actions.ReEncryptFrom, kms_actions.ReEncryptTo]
    use += [kms_actions.GenerateDataKey, kms_actions.GenerateDataKeyWithoutPlaintext, kms_actions.DescribeKey]
    groups = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:"
    return PolicyDocument(
        Version="2012-10-17",
        Id="data-key",
        Statement=[
            Statement(
                Sid="AccountDecides",
                Effect=Allow,
                Principal=Principal("AWS", Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")),
                Action=[Action("kms", "*")],
                Resource=["*"],
            ),
            Statement(
                Sid="LogsOfThisApp",
                Effect=Allow,
                Principal=Principal("Service", Sub("logs.${AWS::Region}.${AWS::URLSuffix}")),
                Action=use,
                Resource=["*"],
                Condition=Condition(
                    ArnLike(
                        "kms:EncryptionContext:aws:logs:arn",
                        [Sub(f"{groups}/ecs/{app.stack}/*"), Sub(f"{groups}/vpc/{app.stack}/*")],
                    )
                ),
            ),
            Statement(
                Sid="AlarmsPublish",
                Effect=Allow,
                Principal=Principal("Service", "cloudwatch.amazonaws.com"),
                Action=[kms_actions.Decrypt, kms_actions.GenerateDataKey],
                Resource=["*"],
                Condition=Condition(StringEquals("aws:SourceAccount", Ref("AWS::AccountId"))),
            ),
        ],
    )
