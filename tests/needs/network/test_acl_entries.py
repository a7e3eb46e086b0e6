"""The entries of a network ACL, against going through packets one by one."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network

from hypothesis import event, given, settings
from hypothesis import strategies as st

from generator.ecs.network.network_acls import OUT, Acl, Entry
from generator.ecs.network.packets import Addresses, Ports, public
from generator.logic import Truth
from generator.needs.network.acl_entries import decide, some_pass
from generator.stack import Literal, Unknown
from tests.effort import tries

MANY = settings(max_examples=tries(200), deadline=None)
HERE = IPv4Network("10.0.0.0/29")
NETWORKS = [IPv4Network("0.0.0.0/0"), HERE, IPv4Network("10.9.0.0/16")]
NETWORKS += [part for prefix in (30, 31, 32) for part in HERE.subnets(new_prefix=prefix)]
PORTS = Ports(100, 107)


@st.composite
def _entry(draw: st.DrawFn) -> Entry:
    block, first = draw(st.sampled_from(NETWORKS)), draw(st.integers(98, 108))
    ports = Ports(first, draw(st.integers(first, 110)))
    allows = draw(st.sampled_from([Truth.YES, Truth.NO]))
    return Entry(None, draw(st.integers(1, 32766)), allows, Truth.YES, "6", ports, Literal(str(block)), block)


ENTRIES = st.lists(_entry(), max_size=8, unique_by=lambda entry: entry.number)


def acl(entries: list[Entry], complete: bool = True) -> Acl:
    return Acl("Acl", None, {OUT: tuple(entries)}, complete=complete)


def addresses(*networks: str | IPv4Network) -> Addresses:
    return Addresses("them", "", tuple(map(IPv4Network, networks)), exact=True)


def entry(number: int, block: str, first: int, last: int, allows: Truth = Truth.YES) -> Entry:
    return Entry(None, number, allows, Truth.YES, "6", Ports(first, last), Literal(block), IPv4Network(block))


def passes(entries: list[Entry], address: IPv4Address, port: int) -> bool:
    """What becomes of one packet: EC2's words, line by line."""
    for one in sorted(entries, key=lambda each: each.number or 0):
        if address in (one.range or HERE) and one.ports and one.ports.first <= port <= one.ports.last:
            return one.allows is Truth.YES
    return False


@MANY
@given(ENTRIES, st.sampled_from(list(HERE)), st.integers(100, 107))
def test_one_packet_meets_the_first_entry_about_it(entries: list[Entry], address: IPv4Address, port: int) -> None:
    expected = Truth.YES if passes(entries, address, port) else Truth.NO
    assert decide(acl(entries), OUT, addresses(f"{address}/32"), Ports(port, port)).passes is expected


@MANY
@given(ENTRIES)
def test_many_packets_pass_when_each_does(entries: list[Entry]) -> None:
    each = {passes(entries, address, port) for address in HERE for port in range(PORTS.first, PORTS.last + 1)}
    all_of_them = decide(acl(entries), OUT, addresses(HERE), PORTS).passes
    event(f"{len(each)} fates: {all_of_them}")
    assert (all_of_them is Truth.YES) is (each == {True})
    if each == {False}:
        assert all_of_them is Truth.NO
    addresses_with_hope = [
        all(passes(entries, address, port) for port in range(PORTS.first, PORTS.last + 1)) for address in HERE
    ]
    assert (some_pass(acl(entries), OUT, addresses(HERE), PORTS).passes is Truth.YES) is any(addresses_with_hope)


HIDDEN = {
    "number": {"number": None},
    "action": {"allows": Truth.UNKNOWN},
    "whose": {"applies": Truth.UNKNOWN},
    "ports": {"ports": None},
    "protocol": {"protocol": None},
    "range": {"range": None, "block": Unknown("Somewhere", "not told")},
}


@MANY
@given(ENTRIES, st.lists(st.sampled_from(sorted(HIDDEN)), max_size=8), st.data())
def test_what_is_decided_stays_decided_when_the_rest_is_known(
    entries: list[Entry], hidden: list[str], data: st.DataObject
) -> None:
    pairs = [
        (one, replace(one, **HIDDEN[what])) if what else (one, one)
        for one, what in zip(entries, [*hidden, *[""] * len(entries)], strict=False)
    ]
    here = addresses(data.draw(st.sampled_from([HERE, IPv4Network("10.0.0.4/32")])))
    ports = data.draw(st.sampled_from([PORTS, Ports(103, 103)]))
    before = decide(acl([one for _, one in pairs]), OUT, here, ports).passes
    kept = [one for one, shown in pairs if shown.applies is Truth.YES or data.draw(st.booleans())]
    after = decide(acl(kept), OUT, here, ports).passes
    event(f"before: {before}")
    assert before is Truth.UNKNOWN or before is after


def test_a_range_that_is_not_known_is_what_templates_write_for_it() -> None:
    written = Unknown("Range", "a parameter", "parameter")
    one = replace(entry(100, "0.0.0.0/0", 443, 443), block=written, range=None)
    there = Addresses("them", "", values=(written,))
    assert decide(acl([one]), OUT, there, Ports(443, 443)).passes is Truth.YES
    assert decide(acl([one]), OUT, addresses(HERE), Ports(443, 443)).passes is Truth.UNKNOWN
    assert decide(acl([entry(100, "10.0.0.0/8", 443, 443)]), OUT, there, Ports(443, 443)).passes is Truth.UNKNOWN
    assert decide(acl([entry(100, "0.0.0.0/0", 443, 443)]), OUT, there, Ports(443, 443)).passes is Truth.YES


def test_a_subnet_somewhere_in_its_vpc() -> None:
    there = Addresses("them", "", (IPv4Network("10.0.0.0/16"),))
    for block, expected in (("10.0.0.0/8", "yes"), ("10.0.4.0/24", "unknown"), ("172.16.0.0/12", "no")):
        assert decide(acl([entry(100, block, 443, 443)]), OUT, there, Ports(443, 443)).passes == expected


def test_others_may_add_entries() -> None:
    assert decide(acl([], complete=False), OUT, public(), Ports(443, 443)).passes is Truth.UNKNOWN
    everything = [entry(100, "0.0.0.0/0", 0, 65535)]
    assert decide(acl(everything, complete=False), OUT, public(), Ports(443, 443)).passes is Truth.YES


def test_a_few_denied_packets_decide_nothing() -> None:
    open_ = entry(100, "0.0.0.0/0", 1024, 65535)
    port, many = entry(90, "0.0.0.0/0", 3389, 3389, Truth.NO), entry(90, "0.0.0.0/0", 1024, 32767, Truth.NO)
    blocked = entry(90, "93.184.216.0/24", 0, 65535, Truth.NO)
    answers = Ports(1024, 65535)
    assert decide(acl([open_, port, blocked]), OUT, public(), answers).passes is Truth.YES
    halved = decide(acl([open_, many]), OUT, public(), answers)
    assert (halved.passes, halved.dropped_by, halved.partly) == (Truth.NO, many, True)
    half_of_the_world = entry(90, "0.0.0.0/1", 0, 65535, Truth.NO)
    assert decide(acl([open_, half_of_the_world]), OUT, public(), answers).passes is Truth.UNKNOWN
