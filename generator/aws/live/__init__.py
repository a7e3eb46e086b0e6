"""Facts of an account, read and never written; ``generator.live`` makes a template of them. One module a service."""
