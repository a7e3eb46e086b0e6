"""Ways from tasks to AWS: endpoints, gateways, routes, DNS and the policies on the way."""
