"""What keeps data: databases, caches, tables, queues, buckets and secrets."""
