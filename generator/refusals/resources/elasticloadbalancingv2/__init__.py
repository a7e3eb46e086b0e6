"""AWS::ElasticLoadBalancingV2: load balancers, listeners, rules and target groups."""
