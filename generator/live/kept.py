"""Secrets and parameters without their values, keys, log groups and repositories."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.live.facts import Facts
from generator.live.made import Made, some, tag

PARAMETER, REPOSITORY = "AWS::SSM::Parameter", "AWS::ECR::Repository"
SECRET, KEY, LOG = "AWS::SecretsManager::Secret", "AWS::KMS::Key", "AWS::Logs::LogGroup"


def kept(facts: Facts) -> Iterator[Made]:
    """Each secret, key and log group that something read names."""
    for told in facts.of("secretsmanager:DescribeSecret"):
        if told.get("DeletedDate"):
            continue
        properties = some(Name=told["Name"], KmsKeyId=told.get("KmsKeyId"))
        stages = told.get("VersionIdsToStages")
        if stages is None or any("AWSCURRENT" in each for each in stages.values()):
            properties["SecretString"] = {"Ref": "NotRead"}  # without a version of this stage it has no value
        yield Made(SECRET, told["ARN"], properties, {told["ARN"]: "Ref"}, told["Name"])
        if policy := told.get("ResourcePolicy"):
            made = {"SecretId": told["ARN"], "ResourcePolicy": json.loads(policy)}
            yield Made("AWS::SecretsManager::ResourcePolicy", f"{told['ARN']} policy", made, name=told["Name"])
    for told in facts.of("kms:DescribeKey"):
        if told.get("KeyManager") == "AWS":
            continue
        properties = {"Enabled": told.get("KeyState", "Enabled") == "Enabled"}
        policy = told.get("Policy")
        properties["KeyPolicy"] = json.loads(policy) if isinstance(policy, str) else {"Ref": "NotRead"}
        gives = {told["Arn"]: "Arn", told["KeyId"]: "Ref"}
        yield Made(KEY, told["KeyId"], properties, gives, tag(told) or told.get("Description") or told["KeyId"])
    for told in facts.of("logs:DescribeLogGroups"):
        name = told["logGroupName"]
        properties = some(LogGroupName=name, RetentionInDays=told.get("retentionInDays"), KmsKeyId=told.get("kmsKeyId"))
        yield Made(LOG, name, properties, {name: "Ref"}, name)
    for told in facts.of("ssm:DescribeParameters"):
        name = told["Name"]
        properties = {"Name": name, "Type": told.get("Type", "String"), "Value": {"Ref": "NotRead"}}
        yield Made(PARAMETER, name, properties, {name: "Ref", told.get("ARN") or "": "Arn"}, name)
    for told in facts.of("ecr:DescribeRepositories"):
        name = told["repositoryName"]
        properties = {"RepositoryName": name}
        if "policyText" in told:
            properties["RepositoryPolicyText"] = json.loads(told["policyText"])
        elif told.get("policyUnread"):
            properties["RepositoryPolicyText"] = {"Ref": "NotRead"}
        yield Made(REPOSITORY, name, properties, {told.get("repositoryArn") or "": "Arn"}, name)
