"""The cases: every call of a deployment, times everything that can happen to it, and what has to be true afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.deploy.faults.proxy import FAULTS, INTERRUPTIONS, KILLS, action
from tests.deploy.faults.small import BROKEN
from tests.deploy.faults.world import World

OUTSIDE = (*KILLS, *INTERRUPTIONS)
"""What happens to the process, which therefore is one of its own."""
ENDINGS = ("reset", "expired", "denied", *OUTSIDE)
"""What is tried at the calls of a deployment that fails, from its execution on: before that it is like any other."""
VALUES = {"create": "one", "update": "two", "failed create": BROKEN, "failed update": BROKEN}
"""What each kind of deployment releases. After one that fails, the release is mended, and deployed."""
MENDED = "two"
COMMAND = "python scripts/deploy.py dev"


@dataclass(frozen=True)
class Case:
    """What befalls call ``at`` of a deployment of a kind, which is named by ``call``."""

    kind: str
    at: int
    call: str
    fault: str

    def __str__(self) -> str:
        return f"{self.kind}, call {self.at} {self.call}: {self.fault}"


def recorded(world: World, kinds: Iterable[str] = tuple(VALUES)) -> dict[str, list[str]]:
    """Deploy as each kind does without any fault, and give the calls that it makes."""
    calls = {}
    for kind in kinds:
        value = VALUES[kind]
        case = f"recording-{kind.split()[0]}" if value == BROKEN else "recording"
        if kind == "failed update":
            world.proxy.arm()
            code, said = world.deploy(case, "one")
            assert code == 0, said
        world.proxy.arm()
        code, said = world.deploy(case, value)
        assert code == (1 if value == BROKEN else 0), said
        assert value == BROKEN or world.wrong(case, value) == []
        calls[kind] = list(world.proxy.calls)
    return calls


def repeats(names: list[str], at: int) -> bool:
    """Whether a call repeats: the same reading, one more look at what is waited for, the same pair for another file."""
    if at and names[at] == names[at - 1]:
        return True
    pairs = (names[at - 1 : at + 1] == names[before : before + 2] for before in (at - 3, at - 4) if before >= 0)
    return any(pairs)


def cases(calls: dict[str, list[str]]) -> Iterator[Case]:
    """Enumerate them from a recording. One call stands for what only repeats it."""
    for kind, names in calls.items():
        begin = names.index("ExecuteChangeSet") if VALUES[kind] == BROKEN else 0
        for at, name in list(enumerate(names))[begin:]:
            if repeats(names, at):
                continue
            for fault in ENDINGS if begin else (*FAULTS, *OUTSIDE):
                if not (fault == "truncated" and name.startswith(("s3:HEAD", "s3:PUT"))):
                    yield Case(kind, at, name, fault)


def survives(world: World, case: Case, name: str) -> list[str]:
    """Let it happen, run the same command again if it did not end well, and say what is wrong then."""
    value = VALUES[case.kind]
    if case.kind == "update":
        name, value, world.stack = world.stack or name, f"{value} {name}", ""
    if "update" in case.kind and not world.evidence(name) and not world.inventory(name).exists():
        world.proxy.arm()
        code, said = world.deploy(name, "one")
        if code:
            return [f"could not be prepared: {said}"]
    found = _befallen(world, case, name, value)
    if case.kind == "update" and not found:
        world.stack = name
    return found


def _befallen(world: World, case: Case, name: str, value: str) -> list[str]:
    world.proxy.arm(case.fault, case.at)
    code, said = (world.killed if case.fault in OUTSIDE else world.deploy)(name, value)
    found = [] if world.proxy.struck else ["the call was never made"]
    denied = action(world.proxy.denied) if world.proxy.denied else ""  # looks come at other counts when it is slow
    found += _ended(case, denied, code, said) + world.half_written(name)
    if value == BROKEN:
        if code == 1 and "were undone" in said and not world.evidence(name):
            found.append("no evidence is kept")
        value, code = MENDED, 1
    if code == 0 and case.fault in ("denied", "expired") and (wrong := world.wrong(name, value)):
        needed = denied or COMMAND  # deployed, and not protected: that is said
        found += [] if needed in said else [f"did not say {needed}: {wrong}"]
        code = 1
    if code != 0:
        world.proxy.arm()
        code, said = world.deploy(name, value)
        if code == 3 and "--resume" in said:  # what goes on is followed to its end, as it says
            world.deploy(name, value, "--resume")
            code, said = world.deploy(name, value)
        if code != 0 or "Traceback" in said:
            found.append(f"exit {code} when run again: {said[-300:]}")
    return found + world.wrong(name, value) + world.half_written(name)


def _ended(case: Case, denied: str, code: int, said: str) -> list[str]:
    """Say what is wrong with how a deployment ended to which this happened."""
    found, well = [], 1 if VALUES[case.kind] == BROKEN else 0
    if "Traceback" in said or code == 70:
        found.append(f"traceback: {said[-300:]}")
    if case.fault in KILLS:
        return found
    if code == well:
        return found
    expected = {"expired": (2,), "denied": (1, 2, 3), **dict.fromkeys(INTERRUPTIONS, (130,))}.get(case.fault, ())
    if code not in expected:
        found.append(f"exit {code}: {said[-300:]}")
    if denied not in said:
        found.append(f"does not name {denied}: {said[-300:]}")
    if not denied and COMMAND not in said:
        found.append(f"names no command: {said[-300:]}")
    return found
