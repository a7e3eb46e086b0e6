"""Which VPC endpoint carries the calls that an IAM action names."""

from __future__ import annotations

# General knowledge, 2026-11, not compared name by name with the list in the VPC PrivateLink guide ("AWS services that
# integrate with AWS PrivateLink"): IAM prefix -> the last part of the endpoint's service name. Prefixes that are their
# own name stand in the second table.
_OTHER_NAME = {
    "appconfig": "appconfigdata",
    "bedrock": "bedrock-runtime",
    "cloudwatch": "monitoring",
    "firehose": "kinesis-firehose",
    "kinesis": "kinesis-streams",
}
_SAME_NAME = [
    "athena",
    "backup",
    "batch",
    "cloudformation",
    "cloudtrail",
    "cognito-idp",
    "comprehend",
    "dynamodb",
    "ec2",
    "ecs",
    "elasticache",
    "elasticfilesystem",
    "events",
    "glue",
    "kms",
    "lambda",
    "logs",
    "mediaconvert",
    "polly",
    "rds",
    "rekognition",
    "s3",
    "sagemaker",
    "scheduler",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "ssmmessages",
    "states",
    "sts",
    "textract",
    "transcribe",
    "translate",
    "xray",
]


def endpoint_of(action: str) -> str | None:
    """Give the endpoint's name for an action such as ``sqs:SendMessage``, or None when none is known."""
    prefix = action.partition(":")[0]
    return _OTHER_NAME.get(prefix) or (prefix if prefix in _SAME_NAME else None)
