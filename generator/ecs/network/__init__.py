"""VPCs as packets and names see them: subnets, routes, gateways, groups, ACLs, endpoints, resolvers."""
