"""Which programs a container image holds, as far as its reference or its Dockerfile tells."""
