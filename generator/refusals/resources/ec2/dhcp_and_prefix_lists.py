"""What EC2 refuses of options of DHCP and of prefix lists."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource

_OPTIONS = ("DomainName", "DomainNameServers", "NetbiosNameServers", "NetbiosNodeType", "NtpServers",
            "Ipv6AddressPreferredLeaseTime")  # fmt: skip


def dhcp_options(_graph: Graph, options: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateDhcpOptions (four servers of a kind; of NTP four of IPv4 and four of IPv6); read
    2026-11."""
    if all(isinstance(options.get(name), Absent) for name in _OPTIONS):
        yield f"{options} has no options"
    for name in ("DomainNameServers", "NtpServers", "NetbiosNameServers"):
        named = [literal(options.get(name, index)) or "" for index, _ in items(options.get(name))]
        of_six = [each for each in named if name == "NtpServers" and ":" in each]
        if (count := max(len(of_six), len(named) - len(of_six))) > 4:
            yield f"{name} of {options} has {count} servers, and 4 are taken"


def prefix_list(_graph: Graph, listed: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateManagedPrefixList (MaxEntries, AddressFamily); read 2026-11."""
    most, count = number(listed.get("MaxEntries")), len(list(items(listed.get("Entries"))))
    if most is not None and count > most:
        yield f"{listed} has {count} entries, and MaxEntries is {most}"
    family = literal(listed.get("AddressFamily"))
    for index, _ in items(listed.get("Entries")):
        block = literal(listed.get("Entries", index, "Cidr"))
        if block and family in ("IPv4", "IPv6") and (":" in block) != (family == "IPv6"):
            yield f"{listed} is of {family}, and has the entry {block[:40]}"


REFUSALS: Refusals = {
    "AWS::EC2::DHCPOptions": (dhcp_options,),
    "AWS::EC2::PrefixList": (prefix_list,),
}
