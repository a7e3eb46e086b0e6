"""What was read: templates and Dockerfiles that are not there, and values of the wrong kind."""
