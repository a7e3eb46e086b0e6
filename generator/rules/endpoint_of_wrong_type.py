"""Lesson 6: an endpoint of a type that its service does not have."""

from __future__ import annotations

from generator.rules._example import ISOLATED, LOGS_ENDPOINT
from generator.rules._rule import LessonRule

_GATEWAY = """\
  LogsEndpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.logs
      VpcEndpointType: Gateway
      RouteTableIds: [!Ref RouteTable]
"""


class EndpointOfWrongType(LessonRule):
    id = "ECS060"
    lesson = 6
    title = "Endpoint is of a type that the service does not offer"
    symptom = (
        "CREATE_FAILED: The Vpc Endpoint Service ... does not support the endpoint type Gateway (InvalidParameter)"
    )
    why = (
        "S3 and DynamoDB have gateway endpoints; everything else has interface endpoints only. VpcEndpointType left "
        "out means Gateway."
    )
    fix = "Set VpcEndpointType to Interface, with SubnetIds, SecurityGroupIds and PrivateDnsEnabled."
    bad = ISOLATED.replace(LOGS_ENDPOINT, _GATEWAY)
    good = ISOLATED
