"""What ECS says of a task whose roles, secrets, files or logs it cannot get ready."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnosis.bundle import Row
from generator.rehearsal.physics.ending import Ending
from generator.rehearsal.physics.facts import Facts
from generator.rehearsal.physics.shared import AUTH, NETWORK, PUBLIC, TRIED, denied, failed, is_public
from generator.rehearsal.physics.stages import Stage

_LOGGER = "ResourceInitializationError: failed to validate logger args: "
_CREATE = f"{_LOGGER}create stream has been retried 1 times: failed to create Cloudwatch log stream: "


def role(row: Row, facts: Facts) -> Iterator[Ending]:
    kind = "taskRoleArn" if "Task" in row.need else "executionRoleArn"
    role = str(facts.definition.get(kind) or "")
    said = (
        f"failed to launch a task with (error ECS was unable to assume the role '{role}' that was provided for this "
        "task. Please verify that the role being passed has the proper trust relationship and permissions and that "
        "your IAM user has permissions to pass this role.)."
    )
    yield Ending(Stage.ROLE, row.need, said=said)


def token(row: Row, facts: Facts) -> Iterator[Ending]:
    host = f"api.ecr.{facts.region}.amazonaws.com"
    lead = f"{AUTH}The task cannot pull registry auth from Amazon ECR: "
    there = f"{lead}There is a connection issue between the task and Amazon ECR. {NETWORK} RequestError: send request "
    there += f'failed caused by: Post "https://{host}/": dial tcp'
    if row.need == "ecr.api":
        yield from failed(
            Stage.TOKEN,
            row,
            f"{there} {PUBLIC if is_public(row) else facts.address}:443: i/o timeout",
            f"{there}: lookup {host}: no such host",
        )
    tried = f"{TRIED} ecr registry auth: service call has been retried 1 time(s): "
    for words in denied(row, facts, "ecr:GetAuthorizationToken", "*"):
        yield from failed(Stage.TOKEN, row, f"{tried}{words}")


def secret(row: Row, facts: Facts) -> Iterator[Ending]:
    known = dict(facts.secrets())
    by_api = [
        value for value in known.values() if (":ssm:" in value or not value.startswith("arn:")) == (row.need == "ssm")
    ]
    value = known.get(row.need) or next(iter(by_api), "")
    if ":secretsmanager:" in value or row.need == "secretsmanager":
        yield from failed(Stage.SECRET, row, *_of_secrets_manager(row, facts, ":".join(value.split(":")[:7])))
    else:
        yield from failed(Stage.SECRET, row, *_of_parameter_store(row, facts, value))


def _of_secrets_manager(row: Row, facts: Facts, secret: str) -> Iterator[str]:
    lead = f"{AUTH}unable to retrieve secret from asm: "
    if row.need == "secretsmanager":
        yield (
            f"{lead}There is a connection issue between the task and AWS Secrets Manager. {NETWORK} failed to "
            f"fetch secret {secret} from secrets manager: operation error Secrets Manager: GetSecretValue, https "
            "response error StatusCode: 0, RequestID: , canceled, context deadline exceeded"
        )
    tried = f"{TRIED} secret from asm: service call has been retried 1 time(s): "
    fetched = f"failed to fetch secret {secret} from secrets manager: "
    by_key = f"{tried}{fetched}AccessDeniedException: Access to KMS is not allowed"
    if "kms:Decrypt" in " ".join(row.because):
        yield by_key
    for words in denied(row, facts, "secretsmanager:GetSecretValue", secret):
        yield f"{tried}{fetched}{words}"
    yield by_key
    written = dict(facts.secrets()).get(row.need, "").split(":")
    key = written[7] if len(written) > 7 and written[7] else row.need.partition(" of ")[0]
    yield f"{tried}retrieved secret from Secrets Manager did not contain json key {key}"
    yield f"{tried}{fetched}ResourceNotFoundException: Secrets Manager can't find the specified secret."


def _of_parameter_store(row: Row, facts: Facts, value: str) -> Iterator[str]:
    if row.need == "ssm":
        yield (
            f"{AUTH}unable to retrieve secrets from ssm: The task cannot pull secrets from AWS Systems Manager. "
            f"There is a connection issue between the task and AWS Systems Manager Parameter Store. {NETWORK} "
            "RequestCanceled: request context canceled caused by: context deadline exceeded"
        )
    name = (
        value
        if value.startswith("arn:")
        else f"arn:aws:ssm:{facts.region}:{facts.account}:parameter/{value.lstrip('/')}"
    )
    tried = f"{TRIED} secrets from ssm: service call has been retried 1 time(s): "
    for words in denied(row, facts, "ssm:GetParameters", name):
        yield f"{tried}{words}"
    yield f"{tried}AccessDeniedException: Access to KMS is not allowed"


def file(row: Row, facts: Facts) -> Iterator[Ending]:
    lead = "ResourceInitializationError: failed to download env files: "
    yield from (
        failed(
            Stage.FILE,
            row,
            f"{lead}The task can't download the environment variable files from Amazon S3. There is a connection issue "
            f"between the task and Amazon S3. {NETWORK} service call has been retried 5 time(s): "
            "RequestCanceled: request context canceled caused by: context deadline exceeded",
        )
        if row.need == "s3"
        else failed(
            Stage.FILE,
            row,
            f"{lead}file download command: non empty error stream: service call has been retried 1 time(s): "
            "AccessDenied: Access Denied status code: 403",
        )
    )


def mount(row: Row, facts: Facts) -> Iterator[Ending]:
    named = {str(volume.get("name")): volume for volume in facts.definition.get("volumes") or ()}
    volume = named.get(row.need.removeprefix("mount ").partition(" of ")[0], {})
    system = str((volume.get("efsVolumeConfiguration") or {}).get("fileSystemId") or "")
    host = f"{system}.efs.{facts.region}.amazonaws.com"
    lead = "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: "
    code = "unsuccessful EFS utils command execution; code:"
    tail = f" : {code} 32"
    timed = f"{lead}b'mount.nfs4: Connection timed out'{tail}"
    denied_ = f"{lead}b'mount.nfs4: access denied by server while mounting {host}:/'{tail}"
    unknown = f'{lead}Failed to resolve "{host}" - check that your file system ID is correct{tail}'
    by_rule = {"ECS231": unknown, "ECS100": unknown, "ECS236": denied_, "ECS237": denied_, "ECS238": denied_}
    usual = next((by_rule[rule] for rule in row.rules if rule in by_rule), timed)
    yield from failed(Stage.VOLUME, row, usual)


def log(row: Row, facts: Facts) -> Iterator[Ending]:
    options = (facts.container(row.need).get("logConfiguration") or {}).get("options") or {}
    group = str(options.get("awslogs-group", ""))
    stream = str(options.get("awslogs-stream-prefix", ""))
    stream = f"arn:aws:logs:{facts.region}:{facts.account}:log-group:{group}:log-stream:{stream}"
    if row.need == "logs":
        yield from failed(
            Stage.LOG,
            row,
            f"{_LOGGER}The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a "
            "connection issue between the task and Amazon CloudWatch. Check your network configuration. signal: killed",
        )
    for words in denied(row, facts, "logs:CreateLogStream", stream):
        yield from failed(Stage.LOG, row, f"{_CREATE}{words}")
    yield from failed(
        Stage.LOG, row, f"{_CREATE}ResourceNotFoundException: The specified log group does not exist. : exit status 1"
    )
