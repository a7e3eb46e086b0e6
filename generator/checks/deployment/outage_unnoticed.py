"""Ours: an alarm on missing tasks that is silent when all are missing."""

from __future__ import annotations

from generator.checks.check import Check


class OutageUnnoticed(Check):
    id = "WCS164"
    lesson = 16
    title = "Alarm on the number of tasks stays silent when no task runs"
    symptom = "None: the service is down, and the alarm is OK or INSUFFICIENT_DATA"
    why = (
        "The metrics of a service are sent for tasks that run. When the last one is gone there is no zero but nothing, "
        "and what nothing means is up to TreatMissingData, which is `missing` by default."
    )
    fix = "TreatMissingData: breaching."
    base = "nat"
    good = {
        "AlarmTopic": """
            Type: AWS::SNS::Topic
            Properties:
              Subscription:
              - Protocol: email
                Endpoint: team@example.com
""",
        "TasksMissing": """
            Type: AWS::CloudWatch::Alarm
            Properties:
              Namespace: ECS/ContainerInsights
              MetricName: RunningTaskCount
              Dimensions:
              - Name: ClusterName
                Value: !Ref Cluster
              - Name: ServiceName
                Value: !GetAtt Service.Name
              Statistic: Minimum
              Period: 60
              EvaluationPeriods: 5
              Threshold: 2
              ComparisonOperator: LessThanThreshold
              TreatMissingData: breaching
              AlarmActions:
              - !Ref AlarmTopic
""",
    }
    bad = {
        "TasksMissing.TreatMissingData": "notBreaching",
    }
