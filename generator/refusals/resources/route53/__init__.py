"""AWS::Route53: records and hosted zones."""
