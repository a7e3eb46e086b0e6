"""AWS::Lambda: functions, and what they may do."""
