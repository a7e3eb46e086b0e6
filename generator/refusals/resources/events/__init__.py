"""AWS::Events: rules of EventBridge, and patterns of events."""
