"""The story of a deployment: upload, plan, show, confirm, execute, follow. What it asks of AWS is in generator/aws."""
