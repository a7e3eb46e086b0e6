"""Values: functions and names that are written so that CloudFormation takes them for something else."""
