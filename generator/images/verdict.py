"""Whether an image can run a health check command: every program it needs, and the shell that reads it."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import basename
from typing import NamedTuple

from generator.awsdata.images import common
from generator.images.answer import Verdict
from generator.images.busybox import refused
from generator.images.command import Call, calls, names, read, script
from generator.images.contents import ImageFacts
from generator.images.shell_tree import DEEPEST, Join, Node, Not, Run, Unreadable

# Fed by a program that is missing, these see no line and so fail (POSIX.1-2024, grep, EXIT STATUS).
_NEED_INPUT = frozenset({"grep", "egrep", "fgrep"})
_NEVER_WITH_ARGUMENT = {"exit": "0", "return": "0"}
_NEED_EQUAL = frozenset({"=", "==", "-eq", "-ge", "-gt"})


class Finding(NamedTuple):
    """``no``: the check must fail, because of ``program``. ``yes``: nothing that it runs is missing."""

    verdict: Verdict
    program: str
    because: str


def missing(command: Sequence[object] | str, facts: ImageFacts) -> Finding:
    """Tell whether ``facts`` hold what ``command`` needs in order to succeed."""
    check = read(command)
    if check.shelled:
        found = facts.shell()
        if found.verdict != "yes":
            return Finding(found.verdict, "/bin/sh", f"CMD-SHELL needs a shell; {facts.image}: {found.because}")
    return _Judge(facts).node(check.tree, check.shelled, 0)


class _Judge:
    def __init__(self, facts: ImageFacts) -> None:
        self.facts = facts

    def node(self, node: Node, shelled: bool, depth: int) -> Finding:
        if depth > DEEPEST:
            return Finding("unknown", "", "the command is nested too deeply")
        if isinstance(node, Unreadable):
            return Finding("unknown", "", node.because)
        if isinstance(node, Not):
            inner = self.node(node.part, shelled, depth)
            if inner.verdict == "no":
                return inner._replace(verdict="unknown", because=f"the command is negated; {inner.because}")
            return inner
        if isinstance(node, Join):
            return self._join(node, shelled, depth)
        return self._run(node, shelled, depth)

    def _join(self, node: Join, shelled: bool, depth: int) -> Finding:
        found = [self.node(part, shelled, depth) for part in node.parts]
        if node.how == "and":
            return _worst(found)
        if node.how == "or":
            return _either(node.parts, found)
        last = found[-1]
        earlier = _worst(found[:-1])
        if last.verdict == "no" or earlier.verdict == "yes":
            return last
        if earlier.verdict == "no" and node.how == "pipe" and _program(node.parts[-1]) in _NEED_INPUT:
            return earlier
        return Finding("unknown", earlier.program, f"it may succeed without {earlier.program}; {earlier.because}")

    def _run(self, run: Run, shelled: bool, depth: int) -> Finding:
        found = calls(run, shelled, depth)
        if isinstance(found, str):
            return Finding("unknown", "", found)
        return _worst([self._call(call, depth) for call in found])

    def _call(self, call: Call, depth: int) -> Finding:
        if not call.builtin:
            answer = self.facts.program(call.program)
            if answer.verdict != "yes":
                return Finding(answer.verdict, call.program, f"{self.facts.image}: {answer.because}")
            if basename(call.program) == "wget":
                option = refused(call.arguments)
                if option and self.facts.wget == "busybox":
                    because = f"{self.facts.image} has BusyBox wget, which refuses {option} ({answer.because})"
                    return Finding("no", call.program, because)
                if option and not self.facts.wget:
                    return Finding("unknown", call.program, f"it may be BusyBox wget, which refuses {option}")
        inner = _worst([self.node(part, True, depth + 1) for part in call.inner])
        if inner.verdict == "no" and not (call.program in ("[", "test") and _NEED_EQUAL & set(call.arguments)):
            inner = inner._replace(verdict="unknown", because=f"only its output is used; {inner.because}")
        text = script(call, depth + 1)
        return _worst([inner, self.node(text, True, depth + 1)]) if text else inner


def _worst(found: list[Finding]) -> Finding:
    for verdict in ("no", "unknown"):
        for each in found:
            if each.verdict == verdict:
                return each
    return Finding("yes", "", "; ".join(dict.fromkeys(each.because for each in found if each.because)))


def _either(parts: tuple[Node, ...], found: list[Finding]) -> Finding:
    """Judge ``a || b``: one is enough, but what follows is often a message or a ``kill``, not a second try."""
    tries = [(part, each) for part, each in zip(parts, found, strict=True) if not _hopeless(part)]
    if not tries:
        return found[0]
    first = tries[0][1]
    for part, each in tries[1:]:
        if first.verdict == "no" and each.verdict != "no":
            again = names(part) & set(common())
            because = f"it goes on without {first.program}; {first.because}"
            first = each if again else first._replace(verdict="unknown", because=because)
        elif first.verdict == "unknown" and each.verdict == "yes" and names(part) & set(common()):
            first = each
    return first


def _program(node: Node) -> str:
    found = calls(node, shelled=True) if isinstance(node, Run) else ""
    return basename(found[0].program) if isinstance(found, list) and found else ""


def _hopeless(node: Node) -> bool:
    """Whether it can only fail: ``exit 1``, ``false``, or something that ends so (``echo down; exit 1``)."""
    if isinstance(node, Join):
        return node.how in ("and", "then") and _hopeless(node.parts[-1])
    found = calls(node, shelled=True) if isinstance(node, Run) else ""
    if not (isinstance(found, list) and found):
        return False
    call = found[0]
    if call.program in _NEVER_WITH_ARGUMENT:
        return bool(call.arguments) and (call.arguments[0] or "0").strip("0") != ""
    return call.program == "false"
