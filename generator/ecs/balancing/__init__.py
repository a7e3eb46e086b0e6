"""Load balancers, their listeners, rules and target groups, and their names."""
