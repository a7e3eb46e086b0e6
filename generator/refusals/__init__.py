"""What CloudFormation, or the service behind a resource, refuses of a template; a folder a subject."""
