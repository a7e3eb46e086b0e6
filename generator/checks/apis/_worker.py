"""A worker in isolated subnets that is told of a queue and may take messages from it: what examples are made of."""

from __future__ import annotations

from generator.checks._task_role import task_role
from generator.checks.examples import Edits
from generator.finding import Finding

WORKER: Edits = {
    "Queue": "{Type: AWS::SQS::Queue, DeletionPolicy: Retain, UpdateReplacePolicy: Retain}",
    "SqsEndpoint": """
        Type: AWS::EC2::VPCEndpoint
        Properties:
          VpcId: !Ref Vpc
          ServiceName: !Sub com.amazonaws.${AWS::Region}.sqs
          VpcEndpointType: Interface
          PrivateDnsEnabled: true
          SubnetIds: [!Ref Subnet]
          SecurityGroupIds: [!Ref EndpointGroup]
""",
    "TaskRole": task_role("queue", "['sqs:ReceiveMessage', 'sqs:DeleteMessage']", "!GetAtt Queue.Arn"),
    "TaskDefinition.TaskRoleArn": "!GetAtt TaskRole.Arn",
    "TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: QUEUE_URL, Value: !Ref Queue}]",
}

ROLE_ALONE: Edits = {place: value for place, value in WORKER.items() if not place.endswith("Environment")}
"""The same worker, which no variable tells of the queue."""

ENCRYPTED: Edits = {
    **WORKER,
    "QueueKey": """
        Type: AWS::KMS::Key
        DeletionPolicy: Retain
        UpdateReplacePolicy: Retain
        Properties:
          EnableKeyRotation: true
          KeyPolicy:
            Version: '2012-10-17'
            Statement:
            - Effect: Allow
              Principal: {AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'}
              Action: kms:*
              Resource: '*'
""",
    "Queue.KmsMasterKeyId": "!GetAtt QueueKey.Arn",
    "TaskRole.Policies.0.PolicyDocument.Statement.1": (
        "{Effect: Allow, Action: kms:Decrypt, Resource: !GetAtt QueueKey.Arn}"
    ),
}

SYMPTOM = (
    "Tasks run, and their calls time out: botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: "
    '"https://sqs..."; SdkClientException: Unable to execute HTTP request: Connect to sqs... timed out'
)


def cause_of(found: Finding) -> str:
    """What is in the way, without what comes of it where tasks need it to start."""
    return found.message.rpartition("; ")[0] or found.message
