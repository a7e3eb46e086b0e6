"""Roles of tasks that may manage clusters of Kafka, and not connect to the one that takes IAM alone."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._task_role import task_role
from generator.checks.apis._seen_roles import seen_roles
from generator.checks.check import Check
from generator.ecs.stores.brokers import KAFKA, listeners
from generator.ecs.stores.tellings import tellings
from generator.finding import Finding
from generator.needs.context import Context

_IAM = 9098


class KafkaOfTheControlPlane(Check):
    id = "WCS314"
    lesson = 31
    title = "Task role allows kafka:, and brokers ask for kafka-cluster:"
    symptom = "SaslAuthenticationException: Access denied; SASL_AUTHENTICATION_FAILED: SASL Authentication failed."
    why = (
        "A cluster of MSK that takes IAM asks for actions of kafka-cluster: of a client, Connect first. Actions of "
        "kafka: create and describe clusters."
    )
    fix = "Allow kafka-cluster:Connect on the cluster, and what the code does with its topics and groups."
    message = (
        "{role} allows {task} nothing of kafka-cluster, only {held}, and {cluster} takes clients by IAM alone: its "
        "brokers refuse them (Access denied)"
    )
    change = "a policy of {role}: allow kafka-cluster:Connect, ReadData, WriteData, ... on {cluster} and its topics"
    base = "nat"
    good = {
        "Brokers": "{Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: Admits tasks, VpcId: !Ref Vpc, "
        "SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 9098, ToPort: 9098, Description: Tasks, "
        "SourceSecurityGroupId: !GetAtt TaskGroup.GroupId}]}}",
        "Kafka": "{Type: AWS::MSK::Cluster, DeletionPolicy: Retain, UpdateReplacePolicy: Retain, Properties: "
        "{ClusterName: events, KafkaVersion: 3.6.0, NumberOfBrokerNodes: 2, BrokerNodeGroupInfo: {InstanceType: "
        "kafka.m5.large, ClientSubnets: [!Ref Subnet, !Ref PublicSubnet], SecurityGroups: [!GetAtt Brokers.GroupId]}, "
        "ClientAuthentication: {Sasl: {Iam: {Enabled: true}}}}}",
        "TaskRole": task_role("kafka", "['kafka-cluster:*']", "'*'"),
        "TaskDefinition.TaskRoleArn": "!GetAtt TaskRole.Arn",
        "TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: KAFKA_CLUSTER_ARN, Value: !Ref Kafka}]",
    }
    bad = {"TaskRole.Policies.0.PolicyDocument.Statement.0.Action": "['kafka:*']"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Source: redpanda-data/console #223 ("MSK wants kafka-cluster:*"); excerpts, 2026-11."""
        for task, role, held in seen_roles(context):
            mine = [each.action for each in held.of.get("kafka", ())]
            if not mine or held.assumes or any(service.startswith("kafka-c") for service in held.of):
                continue
            told = {each.store.resource for each in tellings(context.graph, context.stores, task) if each.store}
            for cluster in told:
                if cluster.type == KAFKA and listeners(cluster) == (_IAM,):
                    words = {"role": str(role), "task": task.name, "held": mine[0], "cluster": str(cluster)}
                    yield self.at(role, tasks=(task.name,), **words)
