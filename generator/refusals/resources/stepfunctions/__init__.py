"""AWS::StepFunctions: state machines, and their definitions."""
