"""AWS::RDS: databases, and what they are configured by."""
