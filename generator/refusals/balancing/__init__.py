"""Load balancers: their listeners, rules, target groups and firewalls."""
