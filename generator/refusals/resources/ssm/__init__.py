"""AWS::SSM: parameters, documents and associations."""
