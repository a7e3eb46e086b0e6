"""Ours: a service that nothing but something slower keeps behind its listener."""

from __future__ import annotations

from generator.rules._example_traffic import BALANCED
from generator.rules._rule import LessonRule

_CACHE = """\
  Cache:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties:
      ReplicationGroupDescription: Takes minutes to create
      CacheNodeType: cache.t4g.small
      Engine: redis
      NumCacheClusters: 1
"""


class ListenerRaces(LessonRule):
    id = "WCS120"
    lesson = 12
    title = "Service does not wait for its listener, and only usually comes after it"
    symptom = (
        "Now and then a new stack fails with: The target group with targetGroupArn ... does not have an associated "
        "load balancer"
    )
    why = (
        "Nothing makes the service wait for the listener. At the usual pace it comes later all the same, because it "
        "waits for something that takes longer: a database, a role. The day that is quick or the listener is slow, or "
        "what was waited for is taken away, the service is refused. When it is likely to come first, it is ECS120."
    )
    fix = "Add the listener, or the listener rule, to DependsOn of the service, or of the nested stack that it is in."
    good = BALANCED
    bad = f"{good}{_CACHE}".replace("DependsOn: [DefaultRoute, Listener]", "DependsOn: [DefaultRoute, Cache]")
