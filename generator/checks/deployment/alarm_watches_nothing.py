"""Alarms whose dimensions are ARNs where names are taken: a metric that there is none of, and no alarm ever."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.deployment._alarms import ALARM
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Reference

_ARNS = {
    ("ServiceName", "AWS::ECS::Service", "Ref"): "Name",
    ("ServiceName", "AWS::ECS::Service", "ServiceArn"): "Name",
    ("ClusterName", "AWS::ECS::Cluster", "Arn"): "Ref",
    ("LoadBalancer", "AWS::ElasticLoadBalancingV2::LoadBalancer", "Ref"): "LoadBalancerFullName",
    ("LoadBalancer", "AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerArn"): "LoadBalancerFullName",
    ("LoadBalancer", "AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerName"): "LoadBalancerFullName",
    ("TargetGroup", "AWS::ElasticLoadBalancingV2::TargetGroup", "Ref"): "TargetGroupFullName",
    ("TargetGroup", "AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupArn"): "TargetGroupFullName",
    ("TargetGroup", "AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupName"): "TargetGroupFullName",
    ("QueueName", "AWS::SQS::Queue", "Ref"): "QueueName",
    ("QueueName", "AWS::SQS::Queue", "Arn"): "QueueName",
    ("DBInstanceIdentifier", "AWS::RDS::DBInstance", "DBInstanceArn"): "Ref",
    ("TableName", "AWS::DynamoDB::Table", "Arn"): "Ref",
    ("FunctionName", "AWS::Lambda::Function", "Arn"): "Ref",
}


class AlarmWatchesNothing(Check):
    id = "WCS161"
    lesson = 16
    title = "Dimension of an alarm is an ARN, or another name than the metric's"
    symptom = (
        "The alarm stays in INSUFFICIENT_DATA (or OK) whatever happens; what scales or rolls back by it never does"
    )
    why = (
        "CloudWatch finds a metric by its dimensions, letter by letter. ECS, load balancers and queues write names "
        "there, and a balancer's is app/<name>/<id>; Ref of a service, a balancer or a target group is its ARN."
    )
    fix = "Give the dimension the attribute that holds the name: Service.Name, LoadBalancerFullName, QueueName, ..."
    message = (
        "the dimension {name} of {resource} is {attribute} of {other}, which is not what {name} holds in metrics: "
        "{resource} watches a metric that there is none of"
    )
    change = "Dimensions: {name}: {instead} of {other}"
    base = "alarmed"
    good = {
        "TasksMissing.Dimensions": "[{Name: ClusterName, Value: !Ref Cluster}, {Name: ServiceName, Value: !GetAtt "
        "Service.Name}]"
    }
    bad = {"TasksMissing.Dimensions.1.Value": "!Ref Service"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Sources: ECS Developer Guide, "Amazon ECS CloudWatch metrics", and Elastic Load Balancing, "CloudWatch
        metrics for your Application Load Balancer" (dimensions hold names, and the ends of ARNs), read 2026-11;
        CloudFormation Template Reference, Return values of the types, and the dimensions of the others, from memory."""
        graph = context.graph
        for alarm in graph.of_type(ALARM):
            places: list[tuple[str | int, ...]] = [("Dimensions", index) for index, _ in items(alarm.get("Dimensions"))]
            for query, _ in items(alarm.get("Metrics")):
                way = ("Metrics", query, "MetricStat", "Metric", "Dimensions")
                places += [(*way, index) for index, _ in items(alarm.get(*way))]
            for place in places:
                name, value = literal(alarm.get(*place, "Name")) or "", alarm.get(*place, "Value")
                other = graph.resource(value.resource) if isinstance(value, Reference) else None
                if not isinstance(value, Reference) or other is None:
                    continue
                instead = _ARNS.get((name, other.type, value.attribute))
                if instead is not None:
                    words = {"name": name, "attribute": value.attribute, "other": str(other), "instead": instead}
                    yield self.at(alarm, *place, "Value", **words)
