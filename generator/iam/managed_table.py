"""What AWS's own policies for ECS tasks, and those people attach to their roles, allow.

Source: the default versions as IAM returned them (the list shipped with moto 5.2.5, last change in it 2026-09-30), each
with its version and the day AWS last changed it. Sids are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Allow:
    """One Allow statement; ``actions`` are separated by blanks, ``but`` says that they are the exceptions."""

    actions: str
    resource: str | tuple[str, ...] = "*"
    condition: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    but: bool = False


@dataclass(frozen=True)
class Managed:
    """One policy; with ``complete_for`` only what it says of these services is here, for the rest it is too long."""

    version: str
    edited: str
    allows: tuple[Allow, ...]
    complete_for: tuple[str, ...] = ()


TASK_SERVICES = ("ecr", "elasticfilesystem", "kms", "logs", "s3", "secretsmanager", "ssm", "ssmmessages", "sts")


# fmt: off
MANAGED: dict[str, Managed] = {
    "service-role/AmazonECSTaskExecutionRolePolicy": Managed("v1", "2017-11-16", (
        Allow(
            "ecr:GetAuthorizationToken ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer ecr:BatchGetImage "
            "logs:CreateLogStream logs:PutLogEvents"),
    )),
    "service-role/AmazonEC2ContainerServiceforEC2Role": Managed("v10", "2026-02-12", (
        Allow(
            "ec2:DescribeTags ecs:CreateCluster ecs:DeregisterContainerInstance ecs:DiscoverPollEndpoint ecs:Poll "
            "ecs:RegisterContainerInstance ecs:StartTelemetrySession ecs:UpdateContainerInstancesState ecs:Submit* "
            "ecr:GetAuthorizationToken ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer ecr:BatchGetImage "
            "logs:CreateLogStream logs:PutLogEvents"),
        Allow(
            "ecs:TagResource",
            condition={"StringEquals": {"ecs:CreateAction": ["CreateCluster", "RegisterContainerInstance"]}}),
        Allow("ecs:ListTagsForResource", ("arn:aws:ecs:*:*:task/*/*", "arn:aws:ecs:*:*:container-instance/*/*")),
    )),
    "AmazonEC2ContainerRegistryPullOnly": Managed("v1", "2024-10-04", (
        Allow("ecr:GetAuthorizationToken ecr:BatchGetImage ecr:GetDownloadUrlForLayer ecr:BatchImportUpstreamImage"),
    )),
    "AmazonEC2ContainerRegistryReadOnly": Managed("v3", "2019-12-10", (
        Allow(
            "ecr:GetAuthorizationToken ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer "
            "ecr:GetRepositoryPolicy ecr:DescribeRepositories ecr:ListImages ecr:DescribeImages ecr:BatchGetImage "
            "ecr:GetLifecyclePolicy ecr:GetLifecyclePolicyPreview ecr:ListTagsForResource "
            "ecr:DescribeImageScanFindings"),
    )),
    "AmazonEC2ContainerRegistryPowerUser": Managed("v3", "2019-12-10", (
        Allow(
            "ecr:GetAuthorizationToken ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer "
            "ecr:GetRepositoryPolicy ecr:DescribeRepositories ecr:ListImages ecr:DescribeImages ecr:BatchGetImage "
            "ecr:GetLifecyclePolicy ecr:GetLifecyclePolicyPreview ecr:ListTagsForResource "
            "ecr:DescribeImageScanFindings ecr:InitiateLayerUpload ecr:UploadLayerPart ecr:CompleteLayerUpload "
            "ecr:PutImage"),
    )),
    "AmazonEC2ContainerRegistryFullAccess": Managed("v3", "2020-12-05", (
        Allow("ecr:* cloudtrail:LookupEvents"),
        Allow(
            "iam:CreateServiceLinkedRole",
            condition={"StringEquals": {"iam:AWSServiceName": ["replication.ecr.amazonaws.com"]}}),
    )),
    "SecretsManagerReadWrite": Managed("v6", "2026-08-25", (
        Allow(
            "secretsmanager:* cloudformation:CreateChangeSet cloudformation:DescribeChangeSet "
            "cloudformation:DescribeStackResource cloudformation:DescribeStacks cloudformation:ExecuteChangeSet "
            "docdb-elastic:GetCluster docdb-elastic:ListClusters ec2:DescribeSecurityGroups ec2:DescribeSubnets "
            "ec2:DescribeVpcs kms:DescribeKey kms:ListAliases kms:ListKeys lambda:ListFunctions "
            "rds:DescribeDBClusters rds:DescribeDBInstances redshift:DescribeClusters "
            "redshift-serverless:ListWorkgroups redshift-serverless:GetNamespace tag:GetResources"),
        Allow(
            "lambda:AddPermission lambda:CreateFunction lambda:GetFunction lambda:InvokeFunction "
            "lambda:UpdateFunctionConfiguration", "arn:aws:lambda:*:*:function:SecretsManager*"),
        Allow(
            "serverlessrepo:CreateCloudFormationChangeSet serverlessrepo:GetApplication",
            "arn:aws:serverlessrepo:*:*:applications/SecretsManager*"),
        Allow(
            "s3:GetObject",
            ("arn:aws:s3:::awsserverlessrepo-changesets*", "arn:aws:s3:::secrets-manager-rotation-apps-*/*")),
        Allow(
            "cloudformation:TagResource cloudformation:UntagResource",
            condition={"StringEquals": {"cloudformation:CreateAction": ["CreateChangeSet", "ExecuteChangeSet"]}}),
    )),
    "AWSSecretsManagerClientReadOnlyAccess": Managed("v4", "2026-06-02", (
        Allow("secretsmanager:GetSecretValue secretsmanager:DescribeSecret", "arn:aws:secretsmanager:*:*:secret:*"),
        Allow("secretsmanager:BatchGetSecretValue secretsmanager:ListSecrets"),
        Allow(
            "kms:Decrypt",
            "arn:aws:kms:*:*:key/*",
            condition={"StringLike": {"kms:EncryptionContext:SecretARN": ["arn:aws:secretsmanager:*:*:secret:*"],
                "kms:ViaService": ["secretsmanager.*.amazonaws.com"]}}),
    )),
    "AmazonSSMReadOnlyAccess": Managed("v1", "2015-05-29", (Allow("ssm:Describe* ssm:Get* ssm:List*"),)),
    "AmazonSSMFullAccess": Managed("v4", "2019-11-20", (
        Allow(
            "cloudwatch:PutMetricData ds:CreateComputer ds:DescribeDirectories ec2:DescribeInstanceStatus logs:* "
            "ssm:* ec2messages:*"),
        Allow(
            "iam:CreateServiceLinkedRole",
            "arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM*",
            condition={"StringLike": {"iam:AWSServiceName": ["ssm.amazonaws.com"]}}),
        Allow(
            "iam:DeleteServiceLinkedRole iam:GetServiceLinkedRoleDeletionStatus",
            "arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM*"),
        Allow(
            "ssmmessages:CreateControlChannel ssmmessages:CreateDataChannel ssmmessages:OpenControlChannel "
            "ssmmessages:OpenDataChannel"),
    )),
    "AmazonSSMManagedInstanceCore": Managed("v2", "2019-05-23", (
        Allow(
            "ssm:DescribeAssociation ssm:GetDeployablePatchSnapshotForInstance ssm:GetDocument ssm:DescribeDocument "
            "ssm:GetManifest ssm:GetParameter ssm:GetParameters ssm:ListAssociations ssm:ListInstanceAssociations "
            "ssm:PutInventory ssm:PutComplianceItems ssm:PutConfigurePackageResult ssm:UpdateAssociationStatus "
            "ssm:UpdateInstanceAssociationStatus ssm:UpdateInstanceInformation"),
        Allow(
            "ssmmessages:CreateControlChannel ssmmessages:CreateDataChannel ssmmessages:OpenControlChannel "
            "ssmmessages:OpenDataChannel"),
        Allow(
            "ec2messages:AcknowledgeMessage ec2messages:DeleteMessage ec2messages:FailMessage ec2messages:GetEndpoint "
            "ec2messages:GetMessages ec2messages:SendReply"),
    )),
    "CloudWatchLogsFullAccess": Managed("v8", "2026-02-12", (
        Allow(
            "logs:* cloudwatch:GenerateQuery cloudwatch:GenerateQueryResultsSummary "
            "observabilityadmin:GetS3TableIntegration observabilityadmin:ListS3TableIntegrations "
            "observabilityadmin:ListTelemetryPipelines"),
    )),
    "CloudWatchFullAccess": Managed("v4", "2022-11-27", (
        Allow(
            "autoscaling:Describe* cloudwatch:* logs:* sns:* iam:GetPolicy iam:GetPolicyVersion iam:GetRole "
            "oam:ListSinks"),
        Allow(
            "iam:CreateServiceLinkedRole",
            "arn:aws:iam::*:role/aws-service-role/events.amazonaws.com/AWSServiceRoleForCloudWatchEvents*",
            condition={"StringLike": {"iam:AWSServiceName": ["events.amazonaws.com"]}}),
        Allow("oam:ListAttachedLinks", "arn:aws:oam:*:*:sink/*"),
    )),
    "CloudWatchAgentServerPolicy": Managed("v3", "2024-02-06", (
        Allow(
            "cloudwatch:PutMetricData ec2:DescribeVolumes ec2:DescribeTags logs:PutLogEvents logs:PutRetentionPolicy "
            "logs:DescribeLogStreams logs:DescribeLogGroups logs:CreateLogStream logs:CreateLogGroup "
            "xray:PutTraceSegments xray:PutTelemetryRecords xray:GetSamplingRules xray:GetSamplingTargets "
            "xray:GetSamplingStatisticSummaries"),
        Allow("ssm:GetParameter", "arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*"),
    )),
    "AWSXRayDaemonWriteAccess": Managed("v2", "2024-02-13", (
        Allow(
            "xray:PutTraceSegments xray:PutTelemetryRecords xray:GetSamplingRules xray:GetSamplingTargets "
            "xray:GetSamplingStatisticSummaries"),
    )),
    "AmazonS3ReadOnlyAccess": Managed("v3", "2023-08-10", (
        Allow("s3:Get* s3:List* s3:Describe* s3-object-lambda:Get* s3-object-lambda:List*"),
    )),
    "AmazonS3FullAccess": Managed("v2", "2021-09-27", (Allow("s3:* s3-object-lambda:*"),)),
    "AmazonElasticFileSystemClientReadWriteAccess": Managed("v1", "2020-01-13", (
        Allow("elasticfilesystem:ClientMount elasticfilesystem:ClientWrite elasticfilesystem:DescribeMountTargets"),
    )),
    "AdministratorAccess": Managed("v1", "2015-02-06", (Allow("*"),)),
    "PowerUserAccess": Managed("v12", "2026-02-12", (
        Allow("iam:* organizations:* account:*", but=True),
        Allow(
            "account:GetAccountInformation account:GetGovCloudAccountInformation account:GetPrimaryEmail "
            "account:ListRegions iam:CreateServiceLinkedRole iam:DeleteServiceLinkedRole iam:ListRoles "
            "organizations:DescribeEffectivePolicy organizations:DescribeOrganization"),
    )),
    "ReadOnlyAccess": Managed("v190", "2026-09-24", (
        Allow(
            "ecr:BatchCheck* ecr:BatchGet* ecr:Describe* ecr:Get* ecr:List* elasticfilesystem:Describe* "
            "elasticfilesystem:ListTagsForResource kms:Describe* kms:Get* kms:List* logs:Describe* "
            "logs:FilterLogEvents logs:Get* logs:ListAggregateLogGroupSummaries logs:ListAnomalies "
            "logs:ListEntitiesForLogGroup logs:ListIntegrations logs:ListLogAnomalyDetectors "
            "logs:ListLogDeliveries logs:ListLogGroupsForEntity logs:ListLogGroupsForQuery "
            "logs:ListScheduledQueries logs:ListSourcesForS3TableIntegration logs:ListTagsForResource "
            "logs:ListTagsLogGroup logs:StartLiveTail logs:StartQuery logs:StopLiveTail logs:StopQuery "
            "logs:TestMetricFilter s3:DescribeJob s3:Get* s3:List* secretsmanager:Describe* "
            "secretsmanager:GetResourcePolicy secretsmanager:List* ssm:Describe* ssm:Get* ssm:List* "
            "sts:GetAccessKeyInfo sts:GetCallerIdentity sts:GetSessionToken"),
    ), TASK_SERVICES),
    "CloudWatchFullAccessV2": Managed("v17", "2026-09-22", (Allow("logs:*"),), TASK_SERVICES),
}
