"""The cases: every call of a creation and of an update, times every fault and a kill before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.deploy.faults.proxy import FAULTS
from tests.deploy.faults.world import World

KILLS = ("killed before", "killed after")


@dataclass(frozen=True)
class Case:
    """What befalls call ``at`` of a deployment, which is named by ``call`` and creates or updates the stack."""

    kind: str
    at: int
    call: str
    fault: str

    def __str__(self) -> str:
        return f"{self.kind}, call {self.at} {self.call}: {self.fault}"


def recorded(world: World) -> dict[str, list[str]]:
    """Deploy twice without any fault, and give the calls of the creation and of the update."""
    calls = {}
    for kind, value in (("create", "one"), ("update", "two")):
        world.proxy.arm()
        code, said = world.deploy("recording", value)
        assert code == 0, said
        assert world.wrong("recording", value) == []
        calls[kind] = list(world.proxy.calls)
    return calls


def cases(calls: dict[str, list[str]]) -> Iterator[Case]:
    """Enumerate them from a recording. Polls that repeat the call before them stand for it."""
    for kind, names in calls.items():
        for at, name in enumerate(names):
            for fault in (*FAULTS, *KILLS):
                if at and name == names[at - 1] and name.startswith("Describe"):
                    continue
                if not (fault == "truncated" and name.startswith(("s3:HEAD", "s3:PUT"))):
                    yield Case(kind, at, name, fault)


def survives(world: World, case: Case, name: str) -> list[str]:
    """Let it happen, run the same command again if it did not end well, and say what is wrong then."""
    if case.kind == "update":
        world.proxy.arm()
        code, said = world.deploy(name, "one")
        if code:
            return [f"could not be prepared: {said}"]
    value = "two" if case.kind == "update" else "one"
    world.proxy.arm(case.fault, case.at)
    code, said = (world.killed if case.fault in KILLS else world.deploy)(name, value)
    found = [] if world.proxy.struck else ["the call was never made"]
    if "Traceback" in said:
        found.append(f"traceback: {said[-300:]}")
    if case.fault == "expired" and code not in (0, 2):
        found.append(f"exit {code} for expired credentials: {said[-200:]}")
    if case.fault not in KILLS and case.fault != "expired" and code != 0:
        found.append(f"exit {code}: {said[-300:]}")
    if code != 0:
        world.proxy.arm()
        code, said = world.deploy(name, value)
        if code != 0:
            found.append(f"exit {code} when run again: {said[-300:]}")
    return found + world.wrong(name, value)
