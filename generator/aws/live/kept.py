"""Secrets without their values, the keys that they are encrypted with, and log groups."""

from __future__ import annotations

from collections.abc import Iterable

from generator.aws.live.reading import Reading


def secrets(reading: Reading, names: Iterable[str]) -> None:
    """Keep what is told of secrets, by name or ARN; no value is asked for. One that is gone is noted as absent."""
    for name in dict.fromkeys(names):
        told = reading.one("secretsmanager", "describe_secret", SecretId=name)
        if told is None or told.get("DeletedDate"):
            if not reading.refused("secretsmanager", "describe_secret"):
                reading.facts.absent[name] = "a secret"
            continue
        policy = reading.one("secretsmanager", "get_resource_policy", SecretId=name) or {}
        reading.facts.add("secretsmanager:DescribeSecret", [told | {"ResourcePolicy": policy.get("ResourcePolicy")}])


def keys(reading: Reading, names: Iterable[str]) -> None:
    """Keep keys of KMS with their policies."""
    for name in dict.fromkeys(names):
        answer = reading.one("kms", "describe_key", KeyId=name)
        if answer is None:
            continue
        key = dict(answer["KeyMetadata"])
        if key.get("KeyManager") != "AWS":
            policy = reading.one("kms", "get_key_policy", KeyId=key["KeyId"], PolicyName="default")
            key |= {"Policy": policy["Policy"]} if policy else {}
        reading.facts.add("kms:DescribeKey", [key])


def log_groups(reading: Reading, names: Iterable[str]) -> None:
    """Keep log groups. One that is not there is noted as absent."""
    for name in dict.fromkeys(names):
        told = reading.all("logs", "describe_log_groups", "logGroups", logGroupNamePrefix=name)
        group = [each for each in told if each["logGroupName"] == name]
        reading.facts.add("logs:DescribeLogGroups", group)
        if not group and not reading.refused("logs", "describe_log_groups"):
            reading.facts.absent[name] = "a log group"
