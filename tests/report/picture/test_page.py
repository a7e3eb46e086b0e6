"""The picture as a reader gets it: Mermaid, SVG, and the page with everything else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.__main__ import main
from generator.analysis import Cell
from generator.logic import Truth
from generator.needs.row import Need
from generator.report.picture.mermaid import MOST_EDGES, mermaid
from generator.report.picture.model import Edge, Node, Picture, Stack
from generator.report.picture.page import Section, page
from generator.report.picture.svg import svg
from generator.report.picture.whole import Whole
from generator.report.proofs import Matrix
from tests.checks.cases import put
from tests.gallery import ROOT
from tests.report.picture.drawn import OURS, spoilt, whole

EVIL = '"><script>alert(1)</script>`;#&]|--> x %% \n end'
NODES = (Node(EVIL, "task", EVIL, EVIL, EVIL, (EVIL,)), Node("b", "store", "b"))
VERDICTS = (Truth.YES, Truth.UNKNOWN, Truth.NO)
HOSTILE = Picture(
    NODES,
    tuple(Edge(EVIL, "b", f"{port}{EVIL}", verdict, (EVIL,), (0,)) for port, verdict in enumerate(VERDICTS)),
    (Stack("", EVIL, 1), Stack(EVIL, EVIL, 2)),
)


@pytest.fixture(scope="module")
def ours() -> str:
    return page([whole(OURS)])


def graph(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["graph", *arguments])
    return code, capsys.readouterr().out


def test_verb_prints_each_format(capsys: pytest.CaptureFixture[str]) -> None:
    drawn = {each: graph(capsys, str(OURS), "--format", each) for each in ("mermaid", "svg", "html")}
    assert {code for code, _ in drawn.values()} == {0}
    assert drawn["mermaid"][1].splitlines()[1] == "flowchart LR"
    assert ElementTree.fromstring(drawn["svg"][1]).tag == "{http://www.w3.org/2000/svg}svg"
    assert drawn["html"][1].startswith("<!doctype html>")


def test_a_picture_is_of_one_root_and_a_page_of_all(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["graph"]) == 2
    assert "graph output/dev/root.yaml" in capsys.readouterr().err
    code, made = graph(capsys, "--format", "html")
    assert code == 0
    assert made.count("<h2 id=") == 4  # dev, prod, registry, and what is assumed
    listed = re.findall(r"<ul>(.*?)</ul>", made[made.index("<nav") : made.index("</nav>")])
    first = [re.sub(r"<[^>]*>", " ", line).split()[0] for line in listed]
    assert first == ["output/dev/root.yaml", "output/prod/root.yaml", "output/registry/root.yaml", "Assumed"]


def test_prove_gives_the_same_page_and_still_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(put("ECS020-json.bad", tmp_path))
    assert main(["prove", root, "--format", "html"]) == 1
    proven = capsys.readouterr().out
    assert graph(capsys, root, "--format", "html") == (0, proven)
    assert '<g class="no"><a href="#row-0-' in proven


def test_every_link_of_the_page_leads_somewhere_on_it(ours: str) -> None:
    names = re.findall(r'\bid="([^"]*)"', ours)
    assert len(names) == len(set(names))
    links = set(re.findall(r'href="([^"]*)"', ours))
    assert len(links) > 40
    assert {link for link in links if link[1:] not in names} == set()


def test_page_needs_nothing_else(ours: str) -> None:
    assert not re.search(r"\bsrc=|@import|url\(|<link|https?://(?!www\.w3\.org/2000/svg|truststore\.pki\.rds)", ours)


def test_resources_say_why_they_are_there(ours: str) -> None:
    row = next(line for line in ours.splitlines() if ">Endpoints/LogsEndpoint<br>" in line)
    assert re.search(r'<a href="#row-0-\d+">logs</a> of 2 tasks', row)
    alarms = next(line for line in ours.splitlines() if ">Alarms/AlarmTopic<br>" in line)
    assert "no need names it" in alarms


def test_exposure_says_what_is_open_to_whom_and_what_is_encrypted(ours: str) -> None:
    text = " ".join(re.sub(r"<[^>]+>", " ", ours[ours.index('id="exposure-0"') :]).split())
    assert "Groups/LoadBalancerGroup 443 TCP 0.0.0.0/0 LoadBalancer/LoadBalancer" in text
    assert "Groups/DatabaseGroup 5432 TCP Groups/DatabaseClientGroup Database/Database" in text
    assert "LoadBalancer/LoadBalancer 443 HTTPS the internet arn:aws:acm:" in text
    assert "Database/Database StorageEncrypted is true; KmsKeyId is Keys/DataKey.Arn TLS only" in text


def test_what_is_opened_is_marked(tmp_path: Path) -> None:
    folder = spoilt(
        tmp_path / "open", "groups.yaml", "SourceSecurityGroupId: !Ref DatabaseClientGroup", "CidrIp: 0.0.0.0/0"
    )
    made = page([whole(folder)])
    assert '<tr class=open><th scope="row">Groups/DatabaseGroup</th>' in made


def hostile_page() -> str:
    cell = Cell(EVIL, Need(EVIL, 1, EVIL), Truth.NO, (EVIL,), ("ECS010",), EVIL, EVIL)
    return page([Whole(Matrix(EVIL, EVIL, (cell,)), (), HOSTILE)])


def test_names_are_anybodys() -> None:
    made = hostile_page()
    assert made.count("<script>") == 1
    assert escape(EVIL) in made
    assert ElementTree.fromstring(svg(HOSTILE, EVIL)) is not None
    assert "<script" not in svg(HOSTILE, EVIL)
    for line in mermaid(HOSTILE, EVIL).splitlines()[1:]:
        assert not set("<`") & set(line.replace("<br>", "")), line
        assert line.count('"') in (0, 2), line


def test_of_many_tasks_the_worst_are_unfolded_and_of_a_few_all() -> None:
    def unfolded(*verdicts: Truth) -> list[str]:
        cells = [Cell(f"T{at}", Need("n", 1, ""), verdict, ("x",)) for at, verdict in enumerate(verdicts)]
        made = page([Whole(Matrix("r", "", tuple(cells)))])
        return re.findall(r'<details open data-task="(\w+)"', made)

    yes, unknown, no = VERDICTS
    assert unfolded(yes, yes, unknown) == ["T0", "T1", "T2"]
    assert unfolded(*[yes] * 9) == []
    assert unfolded(*[yes] * 9, *[unknown] * 90, no) == ["T9", "T10", "T11", "T99"]


def test_what_there_is_none_of_is_no_alarm(ours: str) -> None:
    head = ours[: ours.index("<nav")]
    assert "0 failing" in head
    assert '"no"' not in head
    assert '<b class="no">1 failing</b>' in hostile_page()


def test_a_further_section_stands_with_its_root_and_nothing_stands_for_it_otherwise(ours: str) -> None:
    made = page([Whole(Matrix("a", "", ())), Whole(Matrix("b", "", ()))], {"b": [Section("cost", "Cost", "<p>12</p>")]})
    assert made.index('id="root-1"') < made.index('<h3 id="cost-1">Cost</h3>\n<p>12</p>')
    assert '<a href="#cost-1">Cost</a>' in made
    assert "ost</h3>" not in ours


def test_page_costs_what_the_verb_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cost", str(OURS), "--format", "json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["environments"].values()
    made = graph(capsys, str(OURS), "--format", "html")[1]
    assert f"<b>${told['monthly']:,.2f}</b> a month in us-east-1" in made
    assert {item["resource"] for item in told["items"]} <= set(re.findall(r">([\w/]+)</th><td data-is=\"What\">", made))


def test_arrows_of_mermaid_tell_proven_from_unknown_and_broken() -> None:
    lines = [line.strip() for line in mermaid(HOSTILE, "x").splitlines()]
    assert [line.split()[1].split("|")[0] for line in lines if line.startswith("n0 ")] == ["-->", "-.->", "--x"]
    assert "linkStyle 2 stroke:#d1242f,stroke-width:3px" in lines


def test_mermaid_gets_no_more_edges_than_it_draws_and_is_told_so() -> None:
    nodes = (
        *(Node(f"s{at}", "task", f"s{at}") for at in range(300)),
        Node("e", "endpoint", "e"),
        Node("d", "store", "d"),
    )
    edges = [
        Edge(f"s{at}", end, "1", Truth.NO if at == 7 else Truth.YES, ("x",), (0,)) for at in range(300) for end in "ed"
    ]
    made = mermaid(Picture(nodes, tuple(edges)), "x")
    arrows = [line for line in made.splitlines() if re.search(r"--[>x]", line)]
    assert len(arrows) == 301 <= MOST_EDGES
    assert sum("--x" in line for line in arrows) == 2
    assert "299 proven ways to AWS are left out" in made


DRAWN = """
import sys
from generator.__main__ import main
for form in ("mermaid", "svg", "html"):
    print(f"{form}:", main(["graph", sys.argv[1], "--format", form]), flush=True)
"""


def test_two_pictures_of_the_same_are_the_same() -> None:
    """In every form, all of them drawn by one process for each order of hashes: it is the start that takes long."""
    made = [
        subprocess.run(
            [sys.executable, "-c", DRAWN, str(OURS)], env=os.environ | {"PYTHONHASHSEED": seed}, cwd=ROOT,
            capture_output=True, check=True, text=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert made[0] == made[1]
    assert [f"{form}: 0\n" in made[0] for form in ("mermaid", "svg", "html")] == [True, True, True]


def test_picture_of_the_readme_is_fresh(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert "](docs/picture.svg)" in (ROOT / "README.md").read_text()
    assert graph(capsys, "output/prod", "--format", "svg") == (0, (ROOT / "docs/picture.svg").read_text())
