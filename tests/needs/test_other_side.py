"""Policies on the other side, of secrets, keys, repositories and buckets; and what another account has to say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.needs.matrix import Prover
from generator.stack import load
from tests.one_app import (
    OPEN,
    REGION,
    Change,
    add,
    app,
    attribute,
    both,
    container,
    faults,
    properties,
    row,
    rows,
    rules,
    set_to,
)

ACCOUNT, OTHER = "111122223333", "444455556666"
ROLE_ARN = attribute("Role", "Arn")
GET = "secretsmanager:GetSecretValue"


def statements(t: dict[str, Any]) -> list[Any]:
    """The statements of the role's own policy."""
    found: list[Any] = properties(t, "Role")["Policies"][0]["PolicyDocument"]["Statement"]
    return found


def grant(action: object, resource: object) -> Change:
    return lambda t: statements(t).append({"Effect": "Allow", "Action": action, "Resource": resource})


def sub(text: str) -> dict[str, str]:
    return {"Fn::Sub": text}


def document(effect: str, action: str, **more: object) -> dict[str, Any]:
    return {"Statement": [{"Effect": effect, "Principal": "*", "Action": action, "Resource": "*", **more}]}


def unless(arn: object) -> dict[str, Any]:
    """A condition that leaves one role out of a Deny."""
    return {"Condition": {"ArnNotEquals": {"aws:PrincipalArn": arn}}}


def guarded(policy: object, secret: object = None) -> Change:
    """Make a change that gives the login a policy of its own."""
    return add(
        "Guard", "AWS::SecretsManager::ResourcePolicy", SecretId=secret or {"Ref": "Login"}, ResourcePolicy=policy
    )


ELSEWHERE = "arn:aws:iam::111122223333:role/operator"
PLAIN = {"Condition": {"Bool": {"aws:SecureTransport": "false"}}}
ORGANISATION = {"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1234567890"}}}


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (guarded(document("Deny", GET)), "no"),
        (both(set_to("Role", RoleName="web"), guarded(document("Deny", GET, **unless(ELSEWHERE)))), "no"),
        (guarded(document("Deny", GET, **unless(ROLE_ARN))), "yes"),
        (guarded(document("Deny", GET, **PLAIN)), "yes"),
        (guarded(document("Deny", GET, **ORGANISATION)), "unknown"),
        (guarded(document("Deny", "secretsmanager:PutSecretValue")), "yes"),
        (guarded(document("Allow", "secretsmanager:*")), "yes"),
        (guarded(OPEN), "unknown"),
        (guarded(document("Deny", GET), {"Ref": "LoginAttachment"}), "no"),
        (guarded(document("Deny", GET), OPEN), "unknown"),
        (guarded(document("Allow", GET), OPEN), "yes"),
    ],
    ids=[
        "denies", "all but another", "all but the role", "plain text", "other organisations", "another action",
        "allows", "not seen", "by its attachment", "for something unseen", "allows something unseen",
    ],
)  # fmt: skip
def test_the_policy_of_a_secret(tmp_path: Path, change: Change, verdict: str) -> None:
    assert row(tmp_path, "DB_PASSWORD", change) == verdict
    found = {(fault.rule, fault.at, fault.steps) for fault in faults(tmp_path, change)}
    assert found == ({("ECS200", "Guard", ("ResourcePolicy",))} if verdict == "no" else set())


def test_a_policy_that_admits_the_role_does_without_one_of_its_own(tmp_path: Path) -> None:
    nothing = lambda t: properties(t, "Role").pop("Policies")  # noqa: E731
    assert row(tmp_path, "DB_PASSWORD", both(nothing, guarded(document("Allow", GET)))) == "yes"
    assert row(tmp_path, "DB_PASSWORD", both(nothing, guarded(document("Allow", GET), OPEN))) == "unknown"
    assert row(tmp_path, "DB_PASSWORD", nothing) == "no"


def test_the_policy_of_another_secret_leaves_a_row_alone(tmp_path: Path) -> None:
    other = add("Other", "AWS::SecretsManager::Secret", GenerateSecretString={})
    change = both(other, guarded(document("Deny", "*"), {"Ref": "Other"}))
    assert row(tmp_path, "DB_PASSWORD", change) == "yes"
    assert row(tmp_path, "trust", change) == "yes"


def encrypted(key: object, *more: Change) -> Change:
    return both(set_to("Login", KmsKeyId=key), *more)


KEY = add("Key", "AWS::KMS::Key")
ALIAS = add("Alias", "AWS::KMS::Alias", AliasName="alias/app", TargetKeyId={"Ref": "Key"})
DECRYPT = grant("kms:Decrypt", attribute("Key", "Arn"))


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (encrypted("alias/aws/secretsmanager"), "yes"),
        (encrypted(sub("arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/secretsmanager")), "yes"),
        (encrypted(f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"), "unknown"),
        (encrypted("alias/of-somebody"), "unknown"),
        (encrypted(OPEN), "unknown"),
        (encrypted(OPEN, grant("kms:Decrypt", "*")), "unknown"),
        (encrypted({"Ref": "Key"}, KEY), "no"),
        (encrypted({"Ref": "Key"}, KEY, DECRYPT), "yes"),
        (encrypted({"Ref": "Alias"}, KEY, ALIAS), "no"),
        (encrypted({"Ref": "Alias"}, KEY, ALIAS, DECRYPT), "yes"),
        (encrypted("alias/app", KEY, ALIAS), "no"),
        (encrypted("alias/app", KEY, ALIAS, DECRYPT), "yes"),
        (encrypted({"Ref": "Key"}, KEY, grant("kms:Decrypt", "arn:aws:kms:*:*:key/*")), "yes"),
    ],
)  # fmt: skip
def test_the_key_of_a_secret(tmp_path: Path, change: Change, verdict: str) -> None:
    assert row(tmp_path, "DB_PASSWORD", change) == verdict
    assert ("ECS031" in rules(tmp_path, change)) == (verdict == "no")


def test_a_key_of_this_account_whose_policy_is_not_seen(tmp_path: Path) -> None:
    key = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    change = encrypted(key, grant("kms:Decrypt", key))
    assert verdict_in(tmp_path, ACCOUNT, "DB_PASSWORD", change) == "unknown"


@pytest.mark.parametrize(
    ("setting", "value", "verdict"),
    [
        ("Enabled", False, "no"),
        ("Enabled", True, "yes"),
        ("Enabled", OPEN, "unknown"),
        ("Origin", "EXTERNAL", "no"),
        ("KeySpec", "RSA_2048", "no"),
        ("KeyUsage", "GENERATE_VERIFY_MAC", "no"),
        ("KeySpec", "SYMMETRIC_DEFAULT", "yes"),
    ],
)
def test_a_key_that_decrypts_nothing(tmp_path: Path, setting: str, value: object, verdict: str) -> None:
    change = encrypted({"Ref": "Key"}, KEY, DECRYPT, set_to("Key", **{setting: value}))
    assert row(tmp_path, "DB_PASSWORD", change) == verdict
    found = {(fault.rule, fault.at, fault.steps) for fault in faults(tmp_path, change)}
    assert found == ({("ECS201", "Key", (setting,))} if verdict == "no" else set())


FOR_TASKS = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"


def bounded(limit: object, *more: Change) -> Change:
    return both(set_to("Role", PermissionsBoundary=limit), *more)


def boundary(action: str) -> Change:
    allow = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return add("Limit", "AWS::IAM::ManagedPolicy", PolicyDocument={"Version": "2012-10-17", "Statement": [allow]})


@pytest.mark.parametrize(
    ("change", "verdict", "at"),
    [
        (bounded({"Ref": "Limit"}, boundary("secretsmanager:*")), "yes", None),
        (bounded({"Ref": "Limit"}, boundary("logs:*")), "no", ("Limit", ("PolicyDocument",))),
        (bounded(FOR_TASKS), "no", ("Role", ("PermissionsBoundary",))),
        (bounded(OPEN), "unknown", None),
        (bounded(f"arn:aws:iam::{ACCOUNT}:policy/limit"), "unknown", None),
    ],
    ids=["passes", "does not", "AWS's own", "a parameter", "made elsewhere"],
)  # fmt: skip
def test_a_boundary(tmp_path: Path, change: Change, verdict: str, at: object) -> None:
    assert row(tmp_path, "DB_PASSWORD", change) == verdict
    found = [fault for fault in faults(tmp_path, change) if fault.rule == "ECS031"]
    assert {(fault.at, fault.steps) for fault in found} == ({at} if at else set())
    assert all("permissions boundary of Role" in fault.message for fault in found)


PULL = both(
    grant("ecr:GetAuthorizationToken", "*"),
    grant(["ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"], "*"),
)


def pulls(image: object, *more: Change) -> Change:
    return both(lambda t: container(t).update(Image=image), PULL, *more)


def verdict_in(folder: Path, account: str, need: str, change: Change) -> str:
    """The verdict of one need where the account is known."""
    template = app()
    change(template)
    (folder / "root.json").write_text(json.dumps(template))
    given = {**REGION, "AWS::AccountId": account}
    proofs = Prover(load(folder / "root.json", project=folder, parameters=given)).proofs
    return next(str(each.answer.verdict) for each in proofs if each.need.name.startswith(need))


@pytest.mark.parametrize(
    ("actions", "verdict", "found"),
    [
        (["ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"], "yes", False),
        (["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage"], "no", True),
        (["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer"], "no", True),
    ],
    ids=["without looking for layers", "without layers", "without the manifest"],
)
def test_layers_are_looked_for_by_who_pushes_them(
    tmp_path: Path, actions: list[str], verdict: str, found: bool
) -> None:
    change = both(
        REPOSITORY,
        lambda t: container(t).update(Image=OURS),
        grant("ecr:GetAuthorizationToken", "*"),
        grant(actions, "*"),
    )
    assert row(tmp_path, "image of web", change) == verdict
    assert ("ECS031" in rules(tmp_path, change)) is found


THEIRS = f"{OTHER}.dkr.ecr.us-east-1.amazonaws.com/shop:v3"


def test_an_image_of_another_account(tmp_path: Path) -> None:
    """Its repository has to admit the role as well, and that is not seen; whose it is may not be known either."""
    assert row(tmp_path, "image of web", pulls(THEIRS)) == "unknown"
    assert "in another account its own policy" in rows(tmp_path, "image", pulls(THEIRS))[0].answer.because[0]
    assert verdict_in(tmp_path, ACCOUNT, "image of web", pulls(THEIRS)) == "unknown"
    assert verdict_in(tmp_path, OTHER, "image of web", pulls(THEIRS)) == "yes"


def test_repositories_of_aws_admit_everybody(tmp_path: Path) -> None:
    image = "906394416424.dkr.ecr.us-east-1.amazonaws.com/aws-for-fluent-bit:stable"
    assert row(tmp_path, "image of web", pulls(image)) == "yes"
    assert row(tmp_path, "image of web", lambda t: container(t).update(Image=image)) == "no"
    assert row(tmp_path, "image of web", pulls(image.replace("fluent-bit", "other"))) == "unknown"


def test_a_role_that_names_the_repositories_of_its_own_account_only(tmp_path: Path) -> None:
    own = sub("arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/*")
    change = both(
        lambda t: container(t).update(Image=THEIRS), grant("ecr:GetAuthorizationToken", "*"), grant("ecr:*", own)
    )
    assert row(tmp_path, "image of web", change) == "unknown"
    assert verdict_in(tmp_path, ACCOUNT, "image of web", change) == "no"
    assert verdict_in(tmp_path, OTHER, "image of web", change) == "yes"


OURS = sub("${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/team/web:v1")
BY_REFERENCE = sub("${Repo.RepositoryUri}:v1")
REPOSITORY = add("Repo", "AWS::ECR::Repository", RepositoryName="team/web")


ALL_BUT_ROLE = document("Deny", "ecr:*", **unless(ROLE_ARN))


def repository(**settings: object) -> Change:
    return both(REPOSITORY, set_to("Repo", **settings))


def kept_under(key: object) -> Change:
    return repository(EncryptionConfiguration={"EncryptionType": "KMS", "KmsKey": key})


def registry(policy: object) -> Change:
    return add("Registry", "AWS::ECR::RegistryPolicy", PolicyText=policy)


@pytest.mark.parametrize(
    ("change", "verdict", "at"),
    [
        (pulls(OURS, REPOSITORY), "yes", None),
        (pulls(OURS, repository(RepositoryPolicyText=document("Deny", "ecr:BatchGetImage"))), "no", "Repo"),
        (pulls(BY_REFERENCE, repository(RepositoryPolicyText=document("Deny", "ecr:*"))), "no", "Repo"),
        (pulls(OURS, repository(RepositoryPolicyText=document("Deny", "ecr:PutImage"))), "yes", None),
        (pulls(OURS, repository(RepositoryPolicyText=ALL_BUT_ROLE)), "yes", None),
        (pulls(OURS, repository(RepositoryPolicyText=OPEN)), "unknown", None),
        (pulls(OURS, registry(document("Deny", "ecr:BatchGetImage"))), "no", "Registry"),
        (pulls(OURS, registry(document("Deny", "ecr:PutImage"))), "yes", None),
        (pulls(OURS, KEY, kept_under({"Ref": "Key"})), "yes", None),
        (pulls(OURS, kept_under(OPEN)), "unknown", None),
    ],
)  # fmt: skip
def test_the_policies_of_repository_and_registry(tmp_path: Path, change: Change, verdict: str, at: str | None) -> None:
    assert row(tmp_path, "image of web", change) == verdict
    assert {fault.at for fault in faults(tmp_path, change) if fault.rule == "ECS200"} == ({at} if at else set())


RULE = add("Cache", "AWS::ECR::PullThroughCacheRule", EcrRepositoryPrefix="team", UpstreamRegistryUrl="quay.io")
FIRST = ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"]
ADMITS_ROLE = {"Effect": "Allow", "Principal": {"AWS": ROLE_ARN}, "Action": FIRST, "Resource": "*"}
FROM_HUB = sub("${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/docker-hub/library/nginx:1")

NO_LIBRARY = sub("${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/docker-hub/nginx:1")


def made_under(prefix: str) -> Change:
    kind = "AWS::ECR::RepositoryCreationTemplate"
    return add("Made", kind, Prefix=prefix, AppliedFor=["PULL_THROUGH_CACHE"], RepositoryPolicy="{}")


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (pulls(OURS, RULE), "no"),
        (pulls(OURS, RULE, grant(FIRST, "*")), "yes"),
        (pulls(OURS, RULE, grant(FIRST[:1], "*")), "no"),
        (pulls(OURS, RULE, REPOSITORY, grant(FIRST[:1], "*")), "yes"),
        (pulls(OURS, RULE, grant(FIRST, sub("arn:aws:ecr:${AWS::Region}:${AWS::AccountId}:repository/other/*"))), "no"),
        (pulls(OURS, RULE, registry({"Statement": [ADMITS_ROLE]})), "yes"),
        (pulls(OURS, RULE, set_to("Cache", EcrRepositoryPrefix="te")), "yes"),
        (pulls(OURS, RULE, set_to("Cache", EcrRepositoryPrefix="ROOT")), "no"),
        (pulls(OURS, RULE, set_to("Cache", EcrRepositoryPrefix=OPEN)), "unknown"),
        (pulls(FROM_HUB), "unknown"),
        (pulls(FROM_HUB, grant(FIRST, "*")), "yes"),
        (pulls(NO_LIBRARY, grant(FIRST, "*")), "unknown"),
        (pulls(OURS, RULE, grant(FIRST, "*"), set_to("Cache", EcrRepositoryPrefix="teams")), "unknown"),
        (pulls(OURS, RULE, grant(FIRST, "*"), set_to("Cache", EcrRepositoryPrefix="quay")), "yes"),
        (pulls(OURS, RULE, grant(FIRST, "*"), set_to("Cache", UpstreamRegistryUrl="registry-1.docker.io")), "unknown"),
        (pulls(OURS, RULE, grant(FIRST, "*"), set_to("Cache", UpstreamRegistryUrl="registry-1.docker.io",
                                                     UpstreamRepositoryPrefix="library")), "yes"),
        (pulls(NO_LIBRARY, RULE, grant(FIRST, "*"), set_to("Cache", EcrRepositoryPrefix="docker-hub")), "yes"),
        (pulls(OURS, made_under("team")), "unknown"),
        (pulls(OURS, made_under("tools")), "yes"),
    ],
)  # fmt: skip
def test_an_image_through_a_cache(tmp_path: Path, change: Change, verdict: str) -> None:
    assert row(tmp_path, "image of web", change) == verdict
    assert ("ECS031" in rules(tmp_path, change)) == (verdict == "no")


BUCKET = add("Files", "AWS::S3::Bucket", BucketName="app-files")
FILE = sub("${Files.Arn}/web.env")


def reads_file(file: object, *more: Change) -> Change:
    return both(lambda t: container(t).update(EnvironmentFiles=[{"Type": "s3", "Value": file}]), *more)


GET_FILE = both(grant("s3:GetObject", sub("${Files.Arn}/*")), grant("s3:GetBucketLocation", attribute("Files", "Arn")))
BY_KEY = {
    "ServerSideEncryptionConfiguration": [
        {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": {"Ref": "Key"}}}
    ]
}


def bucket_policy(policy: object) -> Change:
    return add("Guard", "AWS::S3::BucketPolicy", Bucket={"Ref": "Files"}, PolicyDocument=policy)


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (reads_file(FILE, BUCKET, GET_FILE), "yes"),
        (reads_file("arn:aws:s3:::app-files/web.env", BUCKET, GET_FILE), "yes"),
        (reads_file(FILE, BUCKET), "no"),
        (reads_file(FILE, BUCKET, grant("s3:GetObject", "*")), "no"),
        (reads_file(FILE, BUCKET, GET_FILE, bucket_policy(document("Deny", "s3:*", **PLAIN))), "yes"),
        (reads_file(FILE, BUCKET, GET_FILE, bucket_policy(document("Deny", "s3:GetObject"))), "no"),
        (reads_file(FILE, BUCKET, GET_FILE, KEY, set_to("Files", BucketEncryption=BY_KEY)), "no"),
        (reads_file(FILE, BUCKET, GET_FILE, KEY, DECRYPT, set_to("Files", BucketEncryption=BY_KEY)), "yes"),
        (reads_file("arn:aws:s3:::somebodys/web.env", grant(["s3:GetObject", "s3:GetBucketLocation"], "*")), "unknown"),
        (reads_file("arn:aws:s3:::somebodys/web.env"), "no"),
    ],
)  # fmt: skip
def test_an_environment_file(tmp_path: Path, change: Change, verdict: str) -> None:
    assert row(tmp_path, "web.env of web", change) == verdict
    assert bool(rules(tmp_path, change) & {"ECS031", "ECS200"}) == (verdict == "no")


@pytest.mark.parametrize("entry", [{"Fn::Transform": {"Name": "Macro"}}, {"Fn::Ref:": "AWS::NoValue"}])
def test_an_entry_that_cannot_be_read_is_no_file(tmp_path: Path, entry: object) -> None:
    change = lambda t: container(t).update(EnvironmentFiles=[entry])  # noqa: E731
    assert row(tmp_path, "environment file of web", change) == "unknown"
    assert rules(tmp_path, change) == set()


def test_an_environment_file_needs_a_way_to_s3(tmp_path: Path) -> None:
    assert len(rows(tmp_path, "s3", reads_file(FILE, BUCKET, GET_FILE))) == 1
    assert not rows(tmp_path, "s3")
