"""Does a host get the credentials of its role, by which its agent registers?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.hosts.hosts import Hosts
from generator.ecs.tasks import Task
from generator.ecs.texts import literal
from generator.logic import Answer, no, unknown
from generator.needs.hosts.host_role import HostMayNotRegister
from generator.stack import Absent, shown


def reads_metadata(task: Task, hosts: Hosts) -> Iterator[Answer]:
    """Answer no where instance metadata is off, and nothing where it is on.

    The hop limit and HttpTokens change nothing for the agent, which calls from the host itself, and the credentials of
    task roles come from 169.254.170.2. Source: re:Post Knowledge Center, "How do I troubleshoot instance metadata
    issues on my EC2 Linux instance?" (the role is in the metadata, and 403 where it is off); read 2026-11.
    """
    steps = ("MetadataOptions", "HttpEndpoint")
    value = hosts.get(*steps)
    word = (literal(value) or "").lower()
    if word == "disabled":
        yield no(HostMayNotRegister(hosts.place, hosts.steps(*steps), (task.name,), "metadata", str(hosts)))
    elif not word and not isinstance(value, Absent):
        yield unknown(f"whether {hosts} has instance metadata ({shown(value)}) is not known here")
