"""Every line of every page that asks an account is typed once, to the local AWS: what fails, runs, and is deleted."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.deploy.command import main as deploy
from generator.rehearsal.server import running
from tests.deploy.walk.mistakes import MISTAKES
from tests.deploy.walk.walked import place, spoil
from tests.gallery import ROOT
from tests.pages.lines import WALKS, Line, lines, why_not
from tests.pages.rehearsed import STACK, known, named, of_an_account, rehearsed, verb
from tests.pages.shell import Said, Shell

boto3 = pytest.importorskip("boto3", reason="needs the extra local")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("bash") and shutil.which("jq")), reason="the pages use bash and jq"),
]

ASKING = [line for line in lines() if not line.page.startswith(WALKS) and why_not(line) is None and of_an_account(line)]


HEALTHY = 1
"""How a diagnosis ends that has no cause to name."""


class Reader:
    """Somebody who types the lines of the pages, each once, and knows which are left."""

    def __init__(self, shell: Shell) -> None:
        self.shell, self.clone, self.left = shell, shell.folder, list(ASKING)
        self.said: dict[str, Said] = {}

    def types(self, chosen: Callable[[Line], bool], answers: str = "", vpc: str = "", exits: int = 0) -> list[Said]:
        """Type what is left of the chosen lines, in the order of the pages; each block begins in the clone."""
        block, said = None, []
        for line in filter(chosen, list(self.left)):
            if block != (line.page, line.block):
                self.shell.folder, block = self.clone, (line.page, line.block)
            self.left.remove(line)
            text = named(line, vpc)
            if text not in self.said or text.startswith(("aws ", "cd ")):  # those mean something else elsewhere
                self.said[text] = self.shell.run(text, answers)
            assert self.said[text].code == exits, (text, self.said[text])
            said.append(self.said[text])
        assert said
        return said


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """A reader in a clone beside a local AWS, which holds the bucket that the pages call MY-BUCKET."""
    folder = tmp_path / "clone"
    folder.mkdir()
    with place(folder), running(Path(".local-aws"), pace=0) as local:
        shutil.copytree(ROOT / "output", "output")
        environment = {**known(local), "PYTHONPATH": str(ROOT)}
        _client(environment, "s3").create_bucket(Bucket="packaged")
        yield Reader(Shell(folder, environment, rehearsed))


def _client(known: dict[str, str], service: str) -> Any:
    keys = {"aws_access_key_id": known["AWS_ACCESS_KEY_ID"], "aws_secret_access_key": known["AWS_SECRET_ACCESS_KEY"]}
    return boto3.client(service, endpoint_url=known["AWS_ENDPOINT_URL"], region_name=known["AWS_REGION"], **keys)


def _does(line: Line, what: str, *without: str) -> bool:
    words = line.text.split()
    return verb(words) == what and line.page != "docs/permissions.md" and not {*without} & set(words)


def test_every_line_of_the_pages_that_asks_an_account_works_in_the_rehearsal(reader: Reader) -> None:
    done = reader.types(lambda line: _does(line, "deploy", "--delete"), answers="y\ny\n")
    assert "CREATE_COMPLETE" in done[0].out
    found = _client(dict(reader.shell.environment), "ec2").describe_vpcs()["Vpcs"]
    (vpc,) = [each["VpcId"] for each in found if not each["IsDefault"]]
    (proven,) = reader.types(lambda line: line.text.endswith("prove shop.json"))
    assert " 0 failing" in proven.out
    for said in reader.types(lambda line: "--live" in line.text.split(), vpc=vpc, exits=HEALTHY):
        assert "the proof of the account" in said.out
    reader.types(lambda line: line.page == "docs/deploying.md" and line.text.startswith(("aws ", "cd ")))
    reader.types(lambda line: "--delete" in line.text, answers=f"{STACK}\n")
    spoil(MISTAKES[0])
    assert deploy(["dev", "--local", "--allow-unproven", "--yes"]) == 1
    shutil.copytree(ROOT / "output", "output", dirs_exist_ok=True)
    (kept,) = Path(".ecs-proof/evidence").iterdir()
    shutil.copy(kept, "evidence.json")
    for said in reader.types(lambda line: _does(line, "diagnose")):
        assert "secretsmanager" in said.out.lower(), "the cause is named"
    reader.types(lambda line: line.page == "docs/permissions.md", answers="y\n")
    assert reader.left == []
