"""How packets get from a task to what it needs, and names to addresses: endpoints, gateways, the internet, groups,
ACLs."""
