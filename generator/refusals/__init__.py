"""What CloudFormation refuses of a template, its schema of a resource, and the service behind it; a folder for each."""
