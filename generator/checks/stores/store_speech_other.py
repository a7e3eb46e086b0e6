"""A client that speaks plain text where only TLS is taken, or the other way round."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.stores.store_words import StoreSpeechOther as Fault

_PLAIN = "{name} ({word}) has {task} speak plain text to {store}, which takes TLS only ({because}): "
_TLS = "{name} ({word}) has {task} speak TLS to {store}, which has none ({because}): the handshake fails or times out"


class StoreSpeechOther(Check):
    id = "ECS262"
    lesson = 26
    title = "Tasks and their store differ about TLS"
    symptom = "Connection reset by peer; Socket closed unexpectedly; SSL routines: wrong version number; read timeouts"
    why = (
        "A store with encryption in transit drops a client that does not begin with a TLS handshake, and one without "
        "does not understand the handshake. The client meets a reset or a timeout, as if the network were at fault."
    )
    fix = "Write the scheme with TLS (rediss, https, amqps) where the store takes TLS only, else without."
    fault = Fault
    message = {
        "plain": _PLAIN + "the connection is closed, or hangs",
        "plain switch": _PLAIN + "the connection is closed, or hangs",
        "tls": _TLS,
        "tls switch": _TLS,
        "kafka": "{name} is {word}, and {store} has no listener for that ({because}): clients of {task} do not connect",
    }
    change = {
        "plain": "{name}: the scheme with TLS, such as rediss:// or https:// (tls=true for MongoDB)",
        "plain switch": "{name}: true",
        "tls": "encryption in transit for {store}, or the scheme without TLS in {name}",
        "tls switch": "encryption in transit for {store}, or {name}: false",
        "kafka": "{name}: SSL for port 9094, SASL_SSL for 9096 and 9098; or let {store} listen for {word}",
    }
    base = "cached"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: REDIS_URL, Value: !Sub 'redis://${Cache.PrimaryEndPoint.Address}:6379/0'}]"
        ),
    }
