"""Read what ECS leaves of a failure before it is deleted: events, stopped tasks, target health, logs.

Nothing here fails a deployment: what cannot be read becomes a gap in the evidence.
"""
