"""Functions of Lambda, rules of EventBridge, and custom resources."""
