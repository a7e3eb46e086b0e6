"""AWS::IAM: roles and policies, and the policies of resources of other services."""
