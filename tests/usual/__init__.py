"""What public templates usually set: how ``generator/awsdata/usual/`` is written."""
