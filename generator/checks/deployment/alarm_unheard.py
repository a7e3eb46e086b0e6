"""Ours, advice: an alarm that tells nobody."""

from __future__ import annotations

from generator.checks.check import Check


class AlarmUnheard(Check):
    id = "ICS165"
    lesson = 16
    title = "Alarm goes off, and nobody is told"
    symptom = "None: the alarm is red in the console, which nobody looks at"
    why = (
        "An alarm does what its AlarmActions say, and a topic tells its subscribers. Whether somebody subscribes by "
        "hand, or an EventBridge rule takes all alarms, no template shows."
    )
    fix = "Name a topic in AlarmActions, and subscribe to it."
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
        "TasksMissing.AlarmActions": None,
    }
