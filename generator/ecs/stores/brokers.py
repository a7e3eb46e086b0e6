"""Brokers of Kafka: the ports that one listens on, which follow from how its clients may log in.

9092 is for plain text, 9094 for TLS, 9096 for SASL/SCRAM and 9098 for IAM. Source: Amazon MSK Developer Guide, "Port
information"; CloudFormation Template Reference, AWS::MSK::Cluster, ClientBroker and ClientAuthentication; read 2026-11.
"""

from __future__ import annotations

from generator.ecs.tasks import flag
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Absent, Resource

KAFKA = "AWS::MSK::Cluster"
_LOGINS = {9094: ("Tls", "Enabled"), 9096: ("Sasl", "Scram", "Enabled"), 9098: ("Sasl", "Iam", "Enabled")}
_PROTOCOLS = {"PLAINTEXT": (9092,), "SSL": (9094,), "SASL_SSL": (9096, 9098), "SASL_PLAINTEXT": ()}


def listeners(cluster: Resource) -> tuple[int, ...]:
    """The ports that the brokers of a cluster listen on; none when that is not known."""
    asked = "ClientAuthentication"
    transport = cluster.get("EncryptionInfo", "EncryptionInTransit", "ClientBroker")
    spoken = "TLS" if isinstance(transport, Absent) else (literal(transport) or "").upper()
    logins = {port: flag(cluster.get(asked, *way)) for port, way in _LOGINS.items()}
    anybody = cluster.get(asked, "Unauthenticated", "Enabled")
    if not spoken or Truth.UNKNOWN in logins.values():
        return ()
    ports = {port for port, on in logins.items() if on is Truth.YES}
    free = flag(anybody)
    if isinstance(anybody, Absent):
        free = Truth.NO if ports else Truth.YES
    if free is Truth.UNKNOWN:
        return ()
    if free is Truth.YES:
        ports |= {"TLS": {9094}, "PLAINTEXT": {9092}, "TLS_PLAINTEXT": {9092, 9094}}.get(spoken, set())
    return tuple(sorted(ports))


def ports_of_protocol(protocol: str) -> tuple[int, ...] | None:
    """The ports for which a client's ``security.protocol`` is the right one; None when it is no such word."""
    return _PROTOCOLS.get(protocol.strip().upper())
