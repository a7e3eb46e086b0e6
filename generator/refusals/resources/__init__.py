"""What the service behind a resource refuses of it: a folder or module is the namespace of its type."""
