"""What public templates usually set: how ``generator/awsdata/usual.yaml`` is made."""
