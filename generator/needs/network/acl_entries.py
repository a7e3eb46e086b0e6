"""Does a network ACL let packets through: by its entries in the order of their numbers, of which the first decides?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network
from itertools import pairwise

from generator.ecs.network.network_acls import TCP, UDP, Acl, Entry
from generator.ecs.network.packets import Addresses, Ports
from generator.logic import Truth, every, truth

# AWS advises to deny single ports within the range on which answers come back, and people deny single addresses: what
# a task, which chooses among thousands, hardly ever meets. Where more than one in ten is dropped, starts do fail: each
# makes a dozen connections. Between the two it is not decided. Source of the advice: VPC User Guide, "Ephemeral ports",
# read 2026-11; both limits are ours.
_FEW, _MANY = 0.01, 0.1
_LARGE = 2**16
_OF_AWS = (
    3,
    13,
    15,
    16,
    18,
    34,
    35,
    43,
    44,
    50,
    52,
    54,
    63,
    67,
    75,
    98,
    99,
    100,
    107,
    108,
    174,
    176,
    184,
    204,
    205,
    207,
)
"""First numbers of many addresses of AWS. Source: AWS, ip-ranges.json, from memory, 2026-11."""
NUMBERS = {"tcp": TCP, "udp": UDP}


@dataclass(frozen=True)
class Decision:
    """Whether an ACL lets packets through; when not, the entry that drops them, None when none allows them.

    ``partly`` says whether it lets some through, of the ports that were asked for.
    """

    passes: Truth
    dropped_by: Entry | None = None
    partly: bool = False


def decide(acl: Acl, direction: str, addresses: Addresses, ports: Ports) -> Decision:
    """Decide for all packets of a set; what concerns only a few of them decides nothing."""
    if not acl.seen:
        return Decision(Truth.UNKNOWN)
    entries = acl.entries[direction]
    cells = list(_cells(entries, addresses))
    decided = [(_for_address(entries, cell, ports), cell.weight) for cell in cells]
    whole = sum(weight for _, weight in decided)
    passing = sum(weight for decision, weight in decided if decision.passes is Truth.YES)
    if passing >= (1 - _FEW) * whole:
        dropped = (cell for (decision, _), cell in zip(decided, cells, strict=True) if decision.passes is not Truth.YES)
        return Decision(Truth.UNKNOWN if any(map(_is_of_aws, dropped)) else Truth.YES)
    if all(decision.passes is Truth.NO for decision, _ in decided) and acl.complete:
        return decided[0][0]
    return Decision(Truth.UNKNOWN)


def some_pass(acl: Acl, direction: str, addresses: Addresses, ports: Ports) -> Decision:
    """Decide whether packets pass of any of the addresses: those of clients, of which an ACL may admit a few."""
    if not acl.seen:
        return Decision(Truth.UNKNOWN)
    entries = acl.entries[direction]
    decided = [_for_address(entries, cell, ports) for cell in _cells(entries, addresses)]
    for decision in decided:
        if decision.passes is Truth.YES:
            return decision
    if all(decision.passes is Truth.NO for decision in decided) and acl.complete:
        return decided[0]
    return Decision(Truth.UNKNOWN)


@dataclass(frozen=True)
class _Cell:
    """Addresses that no entry with a known range tells apart: ``first`` to ``last``, None when they are not known."""

    first: int | None
    last: int
    addresses: Addresses

    @property
    def weight(self) -> int:
        return 1 if self.first is None else self.last - self.first + 1


def _is_of_aws(cell: _Cell) -> bool:
    """Whether a range of addresses is a large one from where AWS has those of its APIs, so that it may hold some."""
    large = cell.first is not None and cell.weight >= _LARGE
    return large and any((cell.first or 0) >> 24 <= octet <= cell.last >> 24 for octet in _OF_AWS)


def _cells(entries: Sequence[Entry], addresses: Addresses) -> Iterator[_Cell]:
    if not addresses.networks:
        yield _Cell(None, 0, addresses)
        return
    if not addresses.exact:
        for around in addresses.networks:
            yield _Cell(int(around.network_address), int(around.broadcast_address), addresses)
        return
    ranges = [entry.range for entry in entries if entry.range is not None]
    for whole in addresses.networks:
        starts = _cuts(_ends(whole), map(_ends, ranges))
        yield from (_Cell(first, after - 1, addresses) for first, after in pairwise(starts))


def _ends(block: IPv4Network) -> tuple[int, int]:
    return int(block.network_address), int(block.broadcast_address)


def _cuts(whole: tuple[int, int], parts: Iterable[tuple[int, int]]) -> list[int]:
    """Where pieces of a range begin that each part covers wholly or not at all, and where the last one ends."""
    first, last = whole
    cuts = {first, last + 1}
    for low, high in parts:
        cuts |= {cut for cut in (low, high + 1) if first < cut <= last}
    return sorted(cuts)


def _for_address(entries: Sequence[Entry], cell: _Cell, ports: Ports) -> Decision:
    """Decide for one address: on all ports of a range, but for a few."""
    meant = [(entry, covers) for entry in entries if (covers := _covers(entry, cell, ports)) is not Truth.NO]
    starts = _cuts((ports.first, ports.last), ((e.ports.first, e.ports.last) for e, _ in meant if e.ports))
    open_, shut, dropped_by = 0, 0, None
    for first, after in pairwise(starts):
        outcomes, entry = _first_match(meant, first)
        if outcomes == {Truth.YES}:
            open_ += after - first
        elif outcomes == {Truth.NO}:
            shut += after - first
            dropped_by = dropped_by or entry
    if open_ >= (1 - _FEW) * ports.count:
        return Decision(Truth.YES)
    return Decision(Truth.NO, dropped_by, shut < ports.count) if shut > _MANY * ports.count else Decision(Truth.UNKNOWN)


def _first_match(entries: Sequence[tuple[Entry, Truth]], port: int) -> tuple[set[Truth], Entry | None]:
    """All that may become of a packet, and the entry that certainly decides over it."""
    outcomes: set[Truth] = set()
    certain: Entry | None = None
    numbered = sorted((each for each in entries if each[0].number is not None), key=lambda each: each[0].number or 0)
    for entry, covers in numbered:
        matches = _matches(entry, covers, port)
        if matches is not Truth.NO:
            outcomes.add(entry.allows)
        if matches is Truth.YES:
            certain = entry
            break
    # An entry whose number is not known may come first, and comes before the end, where everything is dropped.
    anywhere = [(entry, _matches(entry, covers, port)) for entry, covers in entries if entry.number is None]
    outcomes |= {entry.allows for entry, matches in anywhere if matches is not Truth.NO}
    certain = certain or next((entry for entry, matches in anywhere if matches is Truth.YES), None)
    return outcomes if certain else outcomes | {Truth.NO}, certain


def _matches(entry: Entry, covers: Truth, port: int) -> Truth:
    if entry.ports is None:
        return Truth.UNKNOWN
    return covers if entry.ports.first <= port <= entry.ports.last else Truth.NO


def _covers(entry: Entry, cell: _Cell, ports: Ports) -> Truth:
    """Whether an entry is about an address, all of those in the cell alike, and about the protocol of the packets."""
    about = ("all", NUMBERS[ports.protocol])
    protocol = Truth.UNKNOWN if entry.protocol is None else truth(entry.protocol in about)
    return every((entry.applies, protocol, _range_covers(entry, cell)))


def _range_covers(entry: Entry, cell: _Cell) -> Truth:
    if entry.block in cell.addresses.values:
        return Truth.YES
    if entry.range is None:
        return Truth.UNKNOWN
    first, last = _ends(entry.range)
    if cell.first is None:
        return Truth.YES if entry.range.prefixlen == 0 else Truth.UNKNOWN
    if first <= cell.first and cell.last <= last:
        return Truth.YES
    return Truth.NO if cell.last < first or last < cell.first else Truth.UNKNOWN
