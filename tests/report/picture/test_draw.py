"""The data of a picture: who sends what to whom, and whether that is proven."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.logic import Truth
from generator.report.picture.bundles import bundled
from generator.report.picture.columns import columns
from generator.report.picture.draw import united
from generator.report.picture.layout import WIDTH, layout
from generator.report.picture.model import Edge, Node, Picture
from generator.report.picture.ways import Way
from generator.report.picture.whole import Whole
from tests.checks.cases import put
from tests.report.picture.drawn import OURS, spoilt, whole

MIXED = (("a", Truth.YES), ("b", Truth.NO))
Ends = tuple[str, str, str]
DATABASE = ("AuthService/Service", "Database/Database", "5432")
DATABASE_2 = ("TaskService/Service", "Database/Database", "5432")
CALL = ("TaskService/Service", "AuthService/Service", "3000")
CLIENTS = ("clients", "LoadBalancer/LoadBalancer", "443")
BALANCED = ("LoadBalancer/LoadBalancer", "AuthService/Service", "3000")
WITHOUT = ("AuthService/Service", "aws", "443")
LOGS = ("AuthService/Service", "Endpoints/LogsEndpoint", "443")


def verdicts(made: Whole) -> dict[Ends, Truth]:
    return {(edge.source, edge.target, edge.port): edge.verdict for edge in made.picture.edges}


@pytest.fixture(scope="module")
def ours() -> Whole:
    return whole(OURS)


def test_our_output_is_proven_from_clients_to_database(ours: Whole) -> None:
    found = verdicts(ours)
    assert {DATABASE, CALL, CLIENTS, BALANCED, LOGS} <= set(found)
    assert set(found.values()) == {Truth.YES}
    assert ("AuthService/Service", "TaskService/Service", "3000") not in found


def test_every_edge_leads_to_the_rows_about_it(ours: Whole) -> None:
    cells = ours.matrix.cells
    for edge in ours.picture.edges:
        assert {cells[row].need.name for row in edge.rows} == set(edge.needs)
        assert all({cells[row].task} & {edge.source, edge.target} or edge.source == "clients" for row in edge.rows)
        assert cells[edge.rows[0]].verdict is edge.verdict


def test_parties_say_where_they_stand(ours: Whole) -> None:
    task, balancer = ours.picture.node("AuthService/Service"), ours.picture.node("LoadBalancer/LoadBalancer")
    assert (task.vpc, task.subnets) == ("Vpc/Vpc", ("TaskSubnet1", "TaskSubnet2"))
    assert balancer.subnets == ("PublicSubnet1", "PublicSubnet2")


def test_nested_stacks_are_there_with_what_nests_them(ours: Whole) -> None:
    stacks = {stack.address: stack for stack in ours.picture.stacks}
    assert (stacks["Network"].parent, stacks["Network"].file) == ("", "network.yaml")
    assert sum(stack.resources for stack in stacks.values()) == len(ours.contexts[0].graph.resources)


@pytest.mark.parametrize(
    ("file", "old", "new", "broken"),
    [
        ("groups.yaml", "Port: 5432\n", "Port: 5433\n", {DATABASE, DATABASE_2}),
        ("groups.yaml", "Port: 443\n      CidrIp: 0.0", "Port: 442\n      CidrIp: 0.0", {CLIENTS}),
        ("endpoints.yaml", ".logs\n", ".log\n", {WITHOUT, ("TaskService/Service", *WITHOUT[1:])}),
    ],
    ids=["database", "clients", "endpoint"],
)  # fmt: skip
def test_what_is_spoilt_is_broken_and_nothing_else(
    tmp_path: Path, file: str, old: str, new: str, broken: set[Ends]
) -> None:
    found = verdicts(whole(spoilt(tmp_path / "spoilt", file, old, new)))
    assert {ends for ends, verdict in found.items() if verdict is not Truth.YES} == broken
    assert {found[ends] for ends in broken} == {Truth.NO}


def test_what_is_not_known_is_unknown(tmp_path: Path) -> None:
    found = verdicts(whole(put("ECS010-vpc-is-a-parameter.unknown", tmp_path).parent))
    assert found == {("Service", "aws", "443"): Truth.UNKNOWN}


def test_ways_through_a_nat_gateway_go_on_to_aws(tmp_path: Path) -> None:
    found = verdicts(whole(put("ECS010-nat.good", tmp_path).parent))
    (nat,) = {target for _, target, _ in found} - {"aws"}
    assert found["Service", nat, "443"] is found[nat, "aws", "443"] is Truth.YES


def many(count: int) -> Picture:
    tasks = [Node(f"S{at}", "task", f"S{at}", vpc="V", subnets=("A",)) for at in range(count)]
    ends = [Node(f"E{api}", "endpoint", f"E{api}", f"{api} endpoint", "V", ("A",)) for api in ("logs", "s3")]
    edges = [
        Edge(task.key, end.key, "443", Truth.NO if (at, end) == (3, ends[1]) else Truth.YES, (end.key,), (at * 2 + n,))
        for at, task in enumerate(tasks)
        for n, end in enumerate(ends)
    ]
    return Picture((*tasks, *ends), tuple(edges))


def test_endpoints_of_many_tasks_are_one_party_and_keep_what_is_broken() -> None:
    assert bundled(many(3)) == many(3)
    made = bundled(many(9))
    assert [node.label for node in made.nodes if node.kind == "endpoint"] == ["2 VPC endpoints"]
    assert [edge.source for edge in made.edges if edge.verdict is Truth.NO] == ["S3"]
    assert sorted(row for edge in made.edges for row in edge.rows) == list(range(18))
    assert next(edge for edge in made.edges if edge.source == "S3").rows[0] == 7


def test_who_is_called_stands_to_the_right_even_in_a_circle() -> None:
    nodes = tuple(Node(name, "task", name) for name in "abc")
    edges = tuple(Edge(*ends, "80", Truth.YES, ("x",), (0,)) for ends in ("ab", "bc", "ca", "aa"))
    assert columns(Picture(nodes, edges)) == {"a": 0, "b": 1, "c": 2}


@pytest.mark.parametrize("made", [bundled(many(40)), many(2), Picture()], ids=["many", "few", "none"])
def test_no_box_covers_another(made: Picture) -> None:
    laid = layout(made)
    boxes = [laid.boxes[node.key] for node in made.nodes]
    for at, box in enumerate(boxes):
        assert 0 <= box.x <= laid.width - WIDTH
        assert 0 <= box.y <= laid.height - box.height
        for other in boxes[:at]:
            assert box.x != other.x or abs(box.y - other.y) >= box.height


def test_the_worst_row_counts_but_one_proves_that_clients_get_in() -> None:
    node = Node("s", "task", "s")
    rows = {(Way(node, node, "443", need, verdict), at): None for at, (need, verdict) in enumerate(MIXED)}
    made = united(("s", "t", "443"), rows)
    assert (made.verdict, made.rows, made.needs) == (Truth.NO, (1, 0), ("b", "a"))
    clients = {(replace(way, source=replace(node, kind="clients")), at): None for way, at in rows}
    assert united(("s", "t", "443"), clients).verdict is Truth.YES
