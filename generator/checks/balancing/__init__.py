"""Load balancers, listener rules and target groups: what is refused, and requests that reach nobody."""
