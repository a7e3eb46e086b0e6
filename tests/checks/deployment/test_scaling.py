"""Scalable targets and scaling policies: what they name, what they wait for, and what is refused of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.deployment.metric_is_refused import MetricIsRefused
from generator.checks.examples import Edits, template
from generator.finding import Finding
from generator.stack import load
from tests.findings import about_tasks

GOOD = tuple(MetricIsRefused.good.items())
SPEC = "Policy.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification"
CUSTOM = "{MetricName: depth, Namespace: shop, Statistic: Average}"
BY_NAME: Edits = {"Service.ServiceName": "shop", "Scaling.ResourceId": "!Sub service/${Cluster}/shop"}
IN_PROD: Edits = {"Cluster": "{Type: AWS::ECS::Cluster, Properties: {ClusterName: prod}}"}
THREE: Edits = {
    "Policy.ScalingTargetId": None,
    "Policy.ServiceNamespace": "ecs",
    "Policy.ScalableDimension": "ecs:service:DesiredCount",
    "Policy.ResourceId": "!Sub service/${Cluster}/${Service.Name}",
}


NIGHTLY = "[{ScheduledActionName: n, ScalableTargetAction: {MinCapacity: %s, MaxCapacity: %s}, Schedule: '%s'}]"


def found(folder: Path, edits: Edits) -> list[Finding]:
    (folder / "root.yaml").write_text(template("routed", GOOD, tuple(edits.items())))
    graph = load(folder / "root.yaml", parameters={"AWS::Region": "us-east-1"})
    return [each for each in about_tasks(graph) if each.rule[:5] == "ECS18"]


@pytest.mark.parametrize(
    ("edits", "rule", "words"),
    [
        (BY_NAME, "ECS183", "names Service by text and does not wait for it"),
        ({"Scaling.ResourceId": "!Sub 'service/${Service.Name}'"}, "ECS185", "no cluster between"),
        ({"Scaling.ScheduledActions": NIGHTLY % ("5", "2", "cron(0 20 * * ? *)")}, "ECS185", "and its MaxCapacity 2"),
        ({"Scaling.ScheduledActions": NIGHTLY % ("1", "2", "0 20 * * *")}, "ECS185", "cron() of six fields"),
        ({**BY_NAME, "Service.Cluster": "!GetAtt Cluster.Arn"}, "ECS183", "does not wait for it"),
        ({**BY_NAME, **IN_PROD, "Scaling.ResourceId": "service/prod/shop"}, "ECS183", "does not wait for it"),
        ({"Scaling.ResourceId": "!Sub 'service/${Cluster}/${Service}'"}, "ECS184", "holds an ARN, of Service"),
        ({"Scaling.ResourceId": "!Sub 'service/${Cluster.Arn}/${Service.Name}'"}, "ECS184", "holds an ARN, of Cluster"),
        ({"Scaling.ResourceId": "!Sub 'service/dev/${Service.Name}'", **IN_PROD}, "ECS184", "in another cluster (dev)"),
        ({"Scaling.ResourceId": "!Sub 'service/dev/${Service.Name}'"}, "ECS184", "in another cluster (dev)"),
        ({"Scaling.ResourceId": "!Sub service/${Cluster}/shop"}, "ECS184", "no service in Cluster has this name"),
        ({"Scaling.ResourceId": "prod/shop"}, "ECS184", "and not service/<cluster>/<service>"),
        ({"Scaling.MinCapacity": "9"}, "ECS185", "MinCapacity of Scaling is 9, and MaxCapacity 6"),
        ({"Scaling.ScalableDimension": "dynamodb:table:ReadCapacityUnits"}, "ECS185", "only ecs:service:DesiredCount"),
        ({"Scaling.ServiceNamespace": "ec2"}, "ECS185", "ServiceNamespace of Scaling is ec2"),
        ({"Policy.ScalingTargetId": None}, "ECS185", "neither ScalingTargetId nor all of"),
        (THREE, "ECS185", "names by text what Scaling registers, and does not wait for it"),
        ({**THREE, "Scaling": None}, "ECS185", "no scalable target registers this service"),
        ({f"{SPEC}.PredefinedMetricType": "ASGAverageCPUUtilization"}, "ECS186", "which is not a metric of ECS"),
        ({SPEC: None}, "ECS186", "names no metric"),
        ({SPEC.replace("Predefined", "Customized"): CUSTOM}, "ECS186", "takes one"),
        ({f"{SPEC}.ResourceLabel": None}, "ECS186", "has no ResourceLabel"),
        ({f"{SPEC}.ResourceLabel": "!Sub '${Balancer}/${Targets.TargetGroupFullName}'"}, "ECS186", "${Balancer}"),
        (
            {f"{SPEC}.ResourceLabel": "!Sub '${Balancer.LoadBalancerFullName}/${Targets.TargetGroupName}'"},
            "ECS186",
            "where Targets.TargetGroupFullName has to stand",
        ),
    ],
)
def test_what_is_refused(edits: Edits, rule: str, words: str, tmp_path: Path) -> None:
    findings = found(tmp_path, edits)
    assert [each.rule for each in findings] == [rule]
    assert words in findings[0].message


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {**BY_NAME, "Scaling.DependsOn": "Service"},
        {**BY_NAME, **IN_PROD, "Scaling.ResourceId": "service/prod/shop", "Scaling.DependsOn": "Service"},
        {"Scaling.ResourceId": "!Join ['/', [service, !Ref Cluster, !GetAtt Service.Name]]"},
        {"Scaling.ResourceId": "!Select [5, !Split [':', !Ref Service]]"},
        {"Scaling.ResourceId": "service/elsewhere/shop"},
        {"Scaling.ResourceId": "!Sub 'service/${Cluster}/${Name}'", "Parameters.Name": "{Type: String}"},
        {"Scaling.ResourceId": "!Sub service/${Cluster}/shop", "Outputs.Cluster": "{Value: !Ref Cluster}"},
        {**THREE, "Policy.DependsOn": "Scaling"},
        {"Scaling.MinCapacity": "6"},
        {SPEC: None, SPEC.replace("Predefined", "Customized"): CUSTOM},
        {f"{SPEC}.PredefinedMetricType": "ECSServiceAverageMemoryUtilization", f"{SPEC}.ResourceLabel": None},
        {
            f"{SPEC}.ResourceLabel": "!Join ['/', [!Select [1, !Split [loadbalancer/, !Ref Balancer]], "
            "!GetAtt Targets.TargetGroupFullName]]"
        },
    ],
)
def test_what_is_right_or_not_known(edits: Edits, tmp_path: Path) -> None:
    assert found(tmp_path, edits) == []
