"""AWS::ElastiCache: caches, and the users of them."""
