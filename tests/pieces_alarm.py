"""More pieces of little templates: an alarm that goes off when tasks are missing."""

from __future__ import annotations

ALARM = """\
  AlarmTopic:
    Type: AWS::SNS::Topic
    Properties:
      Subscription: [{Protocol: email, Endpoint: team@example.com}]
  TasksMissing:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: ECS/ContainerInsights
      MetricName: RunningTaskCount
      Dimensions:
        - {Name: ClusterName, Value: !Ref Cluster}
        - {Name: ServiceName, Value: !GetAtt Service.Name}
      Statistic: Minimum
      Period: 60
      EvaluationPeriods: 5
      Threshold: 2
      ComparisonOperator: LessThanThreshold
      TreatMissingData: breaching
      AlarmActions: [!Ref AlarmTopic]
"""
