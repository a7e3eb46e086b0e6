"""What is looked at before anything is made, and the bucket that everything goes through."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError, NoCredentialsError
from botocore.parsers import ResponseParserError

from generator.aws import bucket
from generator.aws.calls import CredentialsError, RefusedError, UnreachableError, ask, pages
from generator.aws.cloud import Cloud, caller
from generator.aws.preflight import preflight, read
from generator.aws.regions import partition
from generator.aws.stacks import find
from generator.aws.upload import address, upload
from generator.changes.plan import Fault
from generator.errors import InputError
from generator.output.linked import Linked
from generator.output.release import read_release
from tests.aws.scripted import CALLER, NOW, STACK_ID, Answer, Refuse, Scripted, stack

DEV = read_release(Path(__file__).parent.parent.parent / "output/dev")
INDEX = "application/vnd.oci.image.index.v1+json"
CERTIFICATE = "arn:aws:acm:{}:111122223333:certificate/12345678-1234-1234-1234-123456789012"

ROLE = {
    "Role": {
        "RoleName": "AWSServiceRoleForECS",
        "Path": "/aws-service-role/ecs.amazonaws.com/",
        "RoleId": "AROA1234567890123456",
        "Arn": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
        "CreateDate": NOW,
    }
}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)


def image(*architectures: str) -> dict[str, Any]:
    manifests = [{"platform": {"architecture": each, "os": "linux"}} for each in architectures]
    text = json.dumps({"mediaType": INDEX, "manifests": manifests})
    return {"images": [{"imageManifest": text, "imageManifestMediaType": INDEX}]}


def found(certificate: str = "", **answers: Answer) -> list[str]:
    return [each.what for each in faults(certificate=certificate, **answers)]


def faults(templates: Mapping[str, str] | None = None, certificate: str = "", **answers: Answer) -> list[Fault]:
    usual: dict[str, Answer] = {
        "BatchGetImage": image("amd64", "unknown"),
        "DescribeLogGroups": {"logGroups": []},
        "DescribeRepositories": {"repositories": []},
        "DescribeKey": Refuse("NotFoundException"),
        "GetRole": ROLE,
        "ListStackResources": {"StackResourceSummaries": []},
        "DescribeStacks": stack("CREATE_COMPLETE"),
    }
    aws = Scripted(usual | answers)
    release = replace(DEV, certificates=(certificate,) if certificate else ())
    release = replace(release, templates=templates, images=()) if templates else release
    cloud = aws.cloud()
    return preflight(cloud, release, CALLER, find(cloud, STACK_ID), read(release))


def test_everything_is_there() -> None:
    assert found() == []


def test_no_repository_and_no_image() -> None:
    (first, second) = found(BatchGetImage=Refuse("RepositoryNotFoundException"))
    assert "there is no repository auth-service" in first
    assert "there is no repository task-service" in second
    (first, _) = found(BatchGetImage={"images": [], "failures": [{"failureCode": "ImageNotFound"}]})
    assert first == "there is no image 111122223333.dkr.ecr.us-east-1.amazonaws.com/auth-service:v1.0.2"


def test_an_image_for_another_architecture() -> None:
    assert all("is built for arm64; its task runs on X86_64" in each for each in found(BatchGetImage=image("arm64")))
    assert len(found(BatchGetImage=image("arm64"))) == 2
    assert found(BatchGetImage=image("arm64", "amd64")) == []


@pytest.mark.parametrize(
    "answer",
    [
        Refuse("AccessDeniedException"),
        {"images": [{"imageManifest": "not json"}]},
        {"images": [{"imageManifest": json.dumps({"mediaType": INDEX, "manifests": [{}]})}]},
        {"images": [{"imageManifest": "[]"}]},
    ],
)
def test_what_cannot_be_read_is_no_fault(answer: Answer) -> None:
    assert found(BatchGetImage=answer) == []


@pytest.mark.parametrize(
    ("region", "answer", "fault"),
    [
        ("us-east-1", {"Certificate": {"Status": "ISSUED"}}, ""),
        ("us-east-1", {"Certificate": {"Status": "PENDING_VALIDATION"}}, "is PENDING_VALIDATION"),
        ("us-east-1", Refuse("ResourceNotFoundException"), "there is no certificate"),
        ("us-east-1", Refuse("AccessDeniedException"), ""),
        ("eu-west-1", {}, "is in eu-west-1"),
    ],
)
def test_certificates(region: str, answer: Answer, fault: str) -> None:
    said = found(CERTIFICATE.format(region), DescribeCertificate=answer)
    assert bool(said) is bool(fault)
    assert all(fault in each for each in said)


def test_an_account_that_never_used_ecs_is_told_the_command() -> None:
    (fault,) = faults(GetRole=Refuse("NoSuchEntity", status=404))
    assert "no role AWSServiceRoleForECS" in fault.what
    assert "aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com" in fault.hint
    assert faults(GetRole=Refuse("AccessDenied", status=403)) == []


def test_repositories_need_no_role_of_ecs() -> None:
    """Once per account and region they are deployed first, when nothing else is there."""
    registry = read_release(DEV.folder.parent / "registry")
    aws = Scripted({"DescribeRepositories": Refuse("RepositoryNotFoundException")})
    assert preflight(aws.cloud(), registry, CALLER, None, read(registry)) == []
    assert aws.made("GetRole") == []


LOGS = "/ecs/task-management-dev/auth-service"


def groups(name: str = LOGS) -> Answer:
    there = {"logGroups": [{"logGroupName": name}]}
    return lambda asked: there if asked["logGroupNamePrefix"] == LOGS else {"logGroups": []}


def held(status: str = "CREATE_COMPLETE") -> Answer:
    own = {"LogicalResourceId": "LogGroup", "PhysicalResourceId": LOGS, "ResourceType": "AWS::Logs::LogGroup"}
    return {"StackResourceSummaries": [{**own, "ResourceStatus": status, "LastUpdatedTimestamp": NOW}]}


def test_a_name_that_something_else_has() -> None:
    (fault,) = faults(DescribeLogGroups=groups())
    assert fault.what == f"AWS::Logs::LogGroup {LOGS} exists already, with its log, and it does not belong to the stack"
    assert f"look at it: aws logs describe-log-streams --log-group-name {LOGS} --region us-east-1" in fault.hint


@pytest.mark.parametrize("environment", ["dev", "prod", "registry"])
def test_what_is_to_be_kept_is_never_proposed_to_be_destroyed(environment: str) -> None:
    """Logs and repositories are retained on purpose; what has their name is what an earlier stack left behind."""
    release = read_release(DEV.folder.parent / environment)
    there: dict[str, Answer] = {
        "DescribeLogGroups": lambda asked: {"logGroups": [{"logGroupName": asked["logGroupNamePrefix"]}]},
        "DescribeRepositories": {"repositories": []},
        "DescribeKey": {"KeyMetadata": {"KeyId": "1"}},
        "GetRole": ROLE,
        "BatchGetImage": image("amd64"),
    }
    found = preflight(Scripted(there).cloud(), replace(release, certificates=()), CALLER, None, read(release))
    assert found
    assert not any(word in each.hint for each in found for word in ("delete", "--force", " rm "))
    retained = [
        each for each in found if environment != "dev" and "Alias" not in each.what and "/vpc/" not in each.what
    ]
    assert bool(retained) is (environment != "dev")
    assert all(
        "take it into the stack as docs/deploying.md says, or remove it if nobody" in each.hint for each in retained
    )


def test_a_name_that_only_begins_alike_is_free() -> None:
    assert faults(DescribeLogGroups=groups(f"{LOGS}-old")) == []


def test_a_name_that_this_stack_has_is_its_own() -> None:
    assert faults(DescribeLogGroups=groups(), ListStackResources=held()) == []


def test_what_the_stack_leaves_behind_is_its_own_no_more() -> None:
    """A first creation failed, and its log group was retained: the stack is made anew, and would meet it again."""
    left = {"DescribeLogGroups": groups(), "DescribeStacks": stack("ROLLBACK_COMPLETE")}
    (fault,) = faults(**left, ListStackResources=held("DELETE_SKIPPED"))
    assert "task-management-dev leaves it behind" in fault.what
    retained = (
        "Resources: {L: {Type: AWS::Logs::LogGroup, DeletionPolicy: %s, Properties: {LogGroupName: " + LOGS + "}}}"
    )
    for policy, left_behind in (("Retain", True), ("Delete", False)):
        (*said,) = faults({"a.yaml": retained % policy}, **left, ListStackResources=held())
        assert bool(said) is left_behind


@pytest.mark.parametrize("text", ["{", "[]", "", "Resources: 3", "Resources: {A: }", "a: *b"])
def test_what_is_no_template_is_named(text: str) -> None:
    with pytest.raises(InputError, match=r"a\.yaml: is no template: "):
        faults({"a.yaml": text})


@pytest.mark.parametrize(
    ("type_", "property_", "operation", "there", "missing"),
    [
        ("S3::Bucket", "BucketName", "HeadBucket", {}, "404"),
        ("SecretsManager::Secret", "Name", "DescribeSecret", {"DeletedDate": NOW}, "ResourceNotFoundException"),
        ("SSM::Parameter", "Name", "GetParameter", {}, "ParameterNotFound"),
        ("RDS::DBInstance", "DBInstanceIdentifier", "DescribeDBInstances", {"DBInstances": []}, "DBInstanceNotFound"),
        ("ECR::Repository", "RepositoryName", "DescribeRepositories", {}, "RepositoryNotFoundException"),
        ("KMS::Alias", "AliasName", "DescribeKey", {}, "NotFoundException"),
    ],
)
def test_whatever_a_template_of_ones_own_names(
    type_: str, property_: str, operation: str, there: Any, missing: str
) -> None:
    text = f"Resources: {{R: {{Type: AWS::{type_}, Properties: {{{property_}: shop}}}}}}"
    for answer, found in ((there, True), (Refuse(missing), False), (Refuse("AccessDenied"), False)):
        assert bool(faults({"a.yaml": text}, **{operation: answer})) is found, answer


def test_names_that_are_not_known_yet_are_not_asked_for() -> None:
    """But those that hang on nothing but the account and the region are."""
    text = "Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '%s'}}}"
    assert faults({"a.yaml": text % "${AWS::StackName}-logs"}) == []
    (fault,) = faults({"a.yaml": text % "logs-${AWS::AccountId}"}, HeadBucket={})
    assert "logs-111122223333" in fault.what


def test_a_secret_of_the_stack_is_known_by_its_arn() -> None:
    text = "Resources: {S: {Type: AWS::SecretsManager::Secret, Properties: {Name: shop/key}}}"
    arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/key-AbCdEf"
    own = {"LogicalResourceId": "S", "PhysicalResourceId": arn, "ResourceType": "AWS::SecretsManager::Secret"}
    own |= {"ResourceStatus": "CREATE_COMPLETE"}
    listed = {"StackResourceSummaries": [{**own, "LastUpdatedTimestamp": NOW}]}
    assert faults({"a.yaml": text}, DescribeSecret={}, ListStackResources=listed) == []
    assert len(faults({"a.yaml": text}, DescribeSecret={})) == 1


# ── the bucket, and uploads ─────────────────────────────────────────────────────────────────────────────────────────

MADE = {"CreateBucket", "PutPublicAccessBlock", "PutBucketEncryption", "PutBucketPolicy", "PutBucketVersioning"}


@pytest.mark.parametrize("first", [{}, Refuse("BucketAlreadyOwnedByYou")])
def test_the_bucket_is_closed_before_it_counts_as_finished(first: Answer) -> None:
    aws = Scripted({name: {} for name in MADE} | {"CreateBucket": first})
    bucket.create(aws.cloud(), "templates")
    assert {name for name, _ in aws.calls} == MADE
    assert aws.calls[-1][0] == "PutBucketVersioning"
    (statement,) = json.loads(aws.made("PutBucketPolicy")[0]["Policy"])["Statement"]
    assert (statement["Effect"], statement["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert all(aws.made("PutPublicAccessBlock")[0]["PublicAccessBlockConfiguration"].values())


@pytest.mark.parametrize("code", ["BucketAlreadyExists", "AccessDenied"])
def test_a_bucket_that_cannot_be_made(code: str) -> None:
    with pytest.raises(RefusedError, match="templates"):
        bucket.create(Scripted({"CreateBucket": Refuse(code, "no")}).cloud(), "templates")


@pytest.mark.parametrize(
    ("answer", "result"),
    [({}, True), (Refuse("404"), False), (Refuse("403"), RefusedError), (Refuse("400"), CredentialsError)],
)
def test_whose_bucket(answer: Answer, result: Any) -> None:
    cloud = Scripted({"HeadBucket": answer}).cloud()
    if isinstance(result, bool):
        assert bucket.exists(cloud, "templates", CALLER) is result
    else:
        with pytest.raises(result):
            bucket.exists(cloud, "templates", CALLER)


def test_a_bucket_in_another_region_is_told_before_anything_is_uploaded() -> None:
    assert bucket.exists(Scripted({"HeadBucket": {"BucketRegion": "us-east-1"}}).cloud(), "templates", CALLER)
    with pytest.raises(InputError) as error:
        bucket.exists(Scripted({"HeadBucket": {"BucketRegion": "eu-west-1"}}).cloud(), "templates", CALLER)
    said = str(error.value)
    assert "the bucket templates is in eu-west-1" in said
    assert "name a bucket in us-east-1, or leave --bucket out" in said


@pytest.mark.parametrize("code", ["301", "403", "400"])
def test_a_bucket_whose_region_comes_with_a_refusal(code: str) -> None:
    elsewhere = Refuse(code, headers={"x-amz-bucket-region": "eu-west-1"})
    with pytest.raises(InputError, match="is in eu-west-1"):
        bucket.exists(Scripted({"HeadBucket": elsewhere}).cloud(), "templates", CALLER)
    here = Refuse("403", headers={"x-amz-bucket-region": "us-east-1"})
    with pytest.raises(RefusedError, match="another account's"):
        bucket.exists(Scripted({"HeadBucket": here}).cloud(), "templates", CALLER)


@pytest.mark.parametrize("code", ["NoSuchBucket", "OperationAborted"])
def test_a_bucket_that_is_seconds_old_is_waited_for(code: str) -> None:
    aws = Scripted({name: {} for name in MADE} | {"PutPublicAccessBlock": [Refuse(code), {}]})
    bucket.create(aws.cloud(), "templates")
    assert aws.calls[-1][0] == "PutBucketVersioning"
    with pytest.raises(RefusedError, match="set up: no"):
        bucket.create(Scripted({"CreateBucket": {}, "PutPublicAccessBlock": Refuse(code, "no")}).cloud(), "templates")


def test_who_may_not_look_at_the_bucket_may_use_it() -> None:
    assert bucket.finished(Scripted({"GetBucketVersioning": Refuse("AccessDenied")}).cloud(), "templates")
    assert not bucket.finished(Scripted({"GetBucketVersioning": {}}).cloud(), "templates")


TEMPLATES = [Linked("a.yaml", "a"), Linked("root.yaml", "b")]


def test_only_what_is_missing_is_uploaded() -> None:
    there = lambda asked: {} if asked["Key"] == TEMPLATES[0].key else Refuse("404")  # noqa: E731
    aws = Scripted({"HeadObject": there, "PutObject": {}})
    assert upload(aws.cloud(), "templates", CALLER, TEMPLATES) == ["root.yaml"]
    (put,) = aws.made("PutObject")
    assert (put["IfNoneMatch"], put["ExpectedBucketOwner"], put["Body"]) == ("*", CALLER.account, b"b")


def test_somebody_was_faster() -> None:
    aws = Scripted({"HeadObject": Refuse("403"), "PutObject": Refuse("PreconditionFailed")})
    assert upload(aws.cloud(), "templates", CALLER, TEMPLATES) == []


@pytest.mark.parametrize("code", ["ConditionalRequestConflict", "NoSuchBucket"])
def test_an_upload_in_the_same_moment_is_tried_again(code: str) -> None:
    aws = Scripted({"HeadObject": Refuse("404"), "PutObject": [Refuse(code), {}]})
    assert upload(aws.cloud(), "templates", CALLER, TEMPLATES[:1]) == ["a.yaml"]
    aws = Scripted({"HeadObject": Refuse("404"), "PutObject": [Refuse(code), Refuse("PreconditionFailed")]})
    assert upload(aws.cloud(), "templates", CALLER, TEMPLATES[:1]) == []
    with pytest.raises(RefusedError, match=code):
        upload(Scripted({"HeadObject": Refuse("404"), "PutObject": Refuse(code)}).cloud(), "b", CALLER, TEMPLATES)


def test_an_upload_that_is_refused_names_the_file() -> None:
    aws = Scripted({"HeadObject": Refuse("404"), "PutObject": Refuse("AccessDenied", "kms:GenerateDataKey")})
    with pytest.raises(RefusedError, match=r"a\.yaml cannot be uploaded to templates: kms:GenerateDataKey"):
        upload(aws.cloud(), "templates", CALLER, TEMPLATES)


def test_the_address_is_the_regions_own() -> None:
    assert address(Scripted({}).cloud(), "b", "k") == "https://b.s3.us-east-1.amazonaws.com/k"


@pytest.mark.parametrize("region", ["eu-west-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "eusc-de-east-1"])
def test_the_address_is_where_botocore_itself_would_go(region: str) -> None:
    config = Config(s3={"addressing_style": "virtual"})
    client = boto3.client("s3", region, aws_access_key_id="x", aws_secret_access_key="x", config=config)
    signed = client.generate_presigned_url("get_object", Params={"Bucket": "templates", "Key": "k"})
    assert address(Cloud(region), "templates", "k") == signed.partition("?")[0]


@pytest.mark.parametrize(
    ("region", "meant"), [("xx-foo-1", ""), ("eu-wets-1", "did you mean eu-west-1?"), ("aws-global", "")]
)
def test_a_region_that_there_is_not(region: str, meant: str) -> None:
    with pytest.raises(InputError, match=rf"region: AWS has no such region \(got {region}\); ") as error:
        partition(region)
    assert meant in str(error.value)


# ── calls ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_answers_that_are_cut_off_are_asked_for_again() -> None:
    answers: list[Any] = [ResponseParserError("half"), ConnectionClosedError(endpoint_url="x"), {"Stacks": []}]
    aws = Scripted({"DescribeStacks": answers})
    assert find(aws.cloud(), "any") is None
    assert len(aws.calls) == 3


@pytest.mark.parametrize(("code", "status"), [("Throttling", 400), ("SlowDown", 503), ("InternalFailure", 500)])
def test_what_passes_is_not_a_refusal(code: str, status: int) -> None:
    aws = Scripted({"DescribeStacks": [Refuse(code, "later", status), {"Stacks": []}]})
    assert find(aws.cloud(), "any") is None
    with pytest.raises(UnreachableError, match="later"):
        find(Scripted({"DescribeStacks": Refuse(code, "later", status)}).cloud(), "any")


def test_a_clock_that_is_wrong_is_told() -> None:
    text = "Signature expired: 20261124T120000Z is now earlier than 20261124T121500Z"
    with pytest.raises(CredentialsError, match=r"is the clock of this machine right\?"):
        find(Scripted({"DescribeStacks": Refuse("SignatureDoesNotMatch", text)}).cloud(), "any")


def test_an_endpoint_that_is_no_url_and_an_identity_that_may_not_be_asked_for() -> None:
    with pytest.raises(InputError, match="Invalid endpoint: nowhere"):
        caller(Cloud("us-east-1", endpoint_url="nowhere"))
    with pytest.raises(CredentialsError, match="not from here"):
        caller(Scripted({"GetCallerIdentity": Refuse("AccessDenied", "not from here")}).cloud())


class _Slow(BaseHTTPRequestHandler):
    """An STS that takes its time."""

    def do_POST(self) -> None:
        Event().wait(0.6)
        body = (
            b'<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
            b"<Arn>arn:aws:iam::111122223333:user/kim</Arn><UserId>A</UserId><Account>111122223333</Account>"
            b"</GetCallerIdentityResult></GetCallerIdentityResponse>"
        )
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(("patience", "said"), [(0.1, 1), (30.0, 0)])
def test_a_first_answer_that_takes_long_is_said_to(patience: float, said: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.aws.patience.SECONDS", patience)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    server = HTTPServer(("127.0.0.1", 0), _Slow)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    heard: list[str] = []
    try:
        cloud = Cloud("us-east-1", endpoint_url=f"http://127.0.0.1:{server.server_port}")
        assert caller(cloud, heard.append).account == "111122223333"
    finally:
        server.shutdown()
        server.server_close()
    assert heard == [f"no answer from 127.0.0.1:{server.server_port} yet; trying for 60 s"] * said


def test_nobody_listens_is_told_in_a_minute() -> None:
    aws = Scripted({"GetCallerIdentity": EndpointConnectionError(endpoint_url="https://sts.us-east-1.amazonaws.com")})
    with pytest.raises(UnreachableError, match=r"sts\.us-east-1"):
        caller(aws.cloud())
    assert len(aws.calls) == 8
    assert Cloud("us-east-1", endpoint_url="http://127.0.0.1:9").client("sts").meta.config.connect_timeout == 5


def test_after_some_tries_it_is_out_of_reach() -> None:
    aws = Scripted({"DescribeStacks": ResponseParserError("half")})
    with pytest.raises(UnreachableError, match="half"):
        find(aws.cloud(), "any")


@pytest.mark.parametrize("code", ["ExpiredToken", "InvalidClientTokenId", "RequestExpired"])
def test_credentials_that_are_not_taken(code: str) -> None:
    with pytest.raises(CredentialsError, match="because"):
        find(Scripted({"DescribeStacks": Refuse(code, "because")}).cloud(), "any")


def test_no_credentials() -> None:
    def call() -> None:
        raise NoCredentialsError

    with pytest.raises(CredentialsError):
        ask(call)


def test_pages_are_read_to_the_end() -> None:
    summary = {"ChangeSetName": "a"}
    sets = [{"Summaries": [summary], "NextToken": "1"}, {"Summaries": []}, {"Summaries": [summary, summary]}]
    aws = Scripted({"ListChangeSets": lambda asked: sets[0 if "NextToken" not in asked else 2]})
    assert len(list(pages(aws.cloud().cloudformation, "list_change_sets", "Summaries", StackName="s"))) == 3
