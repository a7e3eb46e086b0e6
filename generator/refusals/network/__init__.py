"""Networks, rules of security groups, and endpoints of VPCs."""
