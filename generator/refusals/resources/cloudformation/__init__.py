"""AWS::CloudFormation: custom resources, and the functions that they wait for."""
