"""What CloudFormation itself refuses of a template: references, circles, values off the registry schemas."""
