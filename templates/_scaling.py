"""How many tasks of a service run, and who is told when they do not do well."""

from __future__ import annotations

from typing import Any

from troposphere import GetAtt, Ref, Sub, Template, applicationautoscaling, cloudwatch

from generator.config import App, Service, why


def add_scaling(t: Template, service: Service) -> None:
    """Let the number of tasks follow the load."""
    t.add_resource(
        applicationautoscaling.ScalableTarget(
            "ScalableTarget",
            ServiceNamespace="ecs",
            ScalableDimension="ecs:service:DesiredCount",
            ResourceId=Sub("service/${ClusterName}/${Service.Name}"),
            MinCapacity=service.scale.min,
            MaxCapacity=service.scale.most,
            Metadata=why("Owns the number of tasks, so the service names none and a deployment resets none"),
        )
    )
    aims = {"Cpu": ("ECSServiceAverageCPUUtilization", service.scale.cpu_percent)}
    if service.scale.memory_percent:
        aims["Memory"] = ("ECSServiceAverageMemoryUtilization", service.scale.memory_percent)
    for word, (metric, percent) in aims.items():
        t.add_resource(
            applicationautoscaling.ScalingPolicy(
                f"{word}Scaling",
                PolicyName=Sub(f"${{AWS::StackName}}-{word.lower()}"),
                PolicyType="TargetTrackingScaling",
                ScalingTargetId=Ref("ScalableTarget"),
                TargetTrackingScalingPolicyConfiguration=applicationautoscaling.TargetTrackingScalingPolicyConfiguration(
                    PredefinedMetricSpecification=applicationautoscaling.PredefinedMetricSpecification(
                        PredefinedMetricType=metric
                    ),
                    TargetValue=percent,
                    ScaleInCooldown=300,
                    ScaleOutCooldown=60,
                ),
            )
        )


def add_alarms(t: Template, service: Service, app: App, name: str) -> None:
    """Tell somebody when tasks are missing, fail their health check, or answer with errors."""
    dimension = cloudwatch.MetricDimension
    if service.route:
        full = [
            dimension(Name="LoadBalancer", Value=Ref("LoadBalancerFullName")),
            dimension(Name="TargetGroup", Value=GetAtt("TargetGroup", "TargetGroupFullName")),
        ]
        for metric, statistic, threshold, reason in (
            ("UnHealthyHostCount", "Maximum", 0, f"A task of {name} does not answer the load balancer"),
            ("HTTPCode_Target_5XX_Count", "Sum", 10, f"{name} answers with errors"),
        ):
            title = metric.replace("_", "") + "Alarm"
            t.add_resource(_alarm(title, "AWS/ApplicationELB", metric, full, statistic, threshold, reason))
    where = [
        dimension(Name="ClusterName", Value=Ref("ClusterName")),
        dimension(Name="ServiceName", Value=GetAtt("Service", "Name")),
    ]
    if app.sections["cluster"].container_insights != "disabled":
        reason = f"Fewer tasks of {name} run than the fewest that should"
        fewest = service.scale.min
        alarm = _alarm(
            "RunningTaskCountAlarm", "ECS/ContainerInsights", "RunningTaskCount", where, "Minimum", fewest, reason
        )
    else:
        alarm = _alarm("NoTaskAlarm", "AWS/ECS", "CPUUtilization", where, "SampleCount", 1, f"No task of {name} runs")
    t.add_resource(_below_threshold(alarm))


def _below_threshold(alarm: cloudwatch.Alarm) -> cloudwatch.Alarm:
    """Make an alarm of one that goes off below its threshold, and when there is nothing to measure.

    Without a running task no metric of the service is sent at all, and silence would count as health.
    Source: ECS Developer Guide, "Amazon ECS CloudWatch metrics" and "Container Insights", considerations; read 2026-11.
    """
    alarm.ComparisonOperator = "LessThanThreshold"
    alarm.TreatMissingData = "breaching"
    return alarm


def _alarm(
    title: str, namespace: str, metric: str, where: list[Any], statistic: str, threshold: int, reason: str
) -> cloudwatch.Alarm:
    return cloudwatch.Alarm(
        title,
        AlarmDescription=reason,
        Namespace=namespace,
        MetricName=metric,
        Dimensions=where,
        Statistic=statistic,
        Period=60,
        EvaluationPeriods=5,
        DatapointsToAlarm=3,
        Threshold=threshold,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="notBreaching",
        AlarmActions=[Ref("AlarmTopicArn")],
    )
