"""Whether an image can run a health check command: every program it needs, and the shell that reads it."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import basename
from typing import NamedTuple

from generator.awsdata.images import common
from generator.images.busybox import refused_option
from generator.images.command import Call, calls, names, read, script
from generator.images.contents import ImageFacts
from generator.images.shell_tree import DEEPEST, Join, Node, Not, Run, Unreadable
from generator.logic import Truth

# Fed by a program that is missing, these see no line and so fail (POSIX.1-2024, grep, EXIT STATUS).
_NEED_INPUT = frozenset({"grep", "egrep", "fgrep"})
_NEVER_WITH_ARGUMENT = {"exit": "0", "return": "0"}
_NEED_EQUAL = frozenset({"=", "==", "-eq", "-ge", "-gt"})


class Finding(NamedTuple):
    """``no``: the check must fail, because of ``program``. ``yes``: nothing that it runs is missing."""

    verdict: Truth
    program: str
    because: str


def missing(command: Sequence[object] | str, facts: ImageFacts) -> Finding:
    """Tell whether ``facts`` hold what ``command`` needs in order to succeed."""
    check = read(command)
    if check.shelled:
        shell = facts.shell()
        if shell.verdict is not Truth.YES:
            return Finding(shell.verdict, "/bin/sh", f"CMD-SHELL needs a shell; {facts.image}: {shell.because}")
    return _Judge(facts).node(check.tree, check.shelled, 0)


class _Judge:
    def __init__(self, facts: ImageFacts) -> None:
        self.facts = facts

    def node(self, node: Node, shelled: bool, depth: int) -> Finding:
        if depth > DEEPEST:
            return Finding(Truth.UNKNOWN, "", "the command is nested too deeply")
        if isinstance(node, Unreadable):
            return Finding(Truth.UNKNOWN, "", node.because)
        if isinstance(node, Not):
            inner = self.node(node.part, shelled, depth)
            if inner.verdict is Truth.NO:
                return inner._replace(verdict=Truth.UNKNOWN, because=f"the command is negated; {inner.because}")
            return inner
        if isinstance(node, Join):
            return self._join(node, shelled, depth)
        return self._run(node, shelled, depth)

    def _join(self, node: Join, shelled: bool, depth: int) -> Finding:
        findings = [self.node(part, shelled, depth) for part in node.parts]
        if node.how == "and":
            return _worst(findings)
        if node.how == "or":
            return _either(node.parts, findings)
        last = findings[-1]
        earlier = _worst(findings[:-1])
        if last.verdict is Truth.NO or earlier.verdict is Truth.YES:
            return last
        if earlier.verdict is Truth.NO and node.how == "pipe" and _program(node.parts[-1]) in _NEED_INPUT:
            return earlier
        return Finding(Truth.UNKNOWN, earlier.program, f"it may succeed without {earlier.program}; {earlier.because}")

    def _run(self, run: Run, shelled: bool, depth: int) -> Finding:
        running = calls(run, shelled, depth)
        if isinstance(running, str):
            return Finding(Truth.UNKNOWN, "", running)
        return _worst([self._call(call, depth) for call in running])

    def _call(self, call: Call, depth: int) -> Finding:
        if not call.builtin:
            answer = self.facts.program(call.program)
            if answer.verdict is not Truth.YES:
                return Finding(answer.verdict, call.program, f"{self.facts.image}: {answer.because}")
            if basename(call.program) == "wget":
                option = refused_option(call.arguments)
                if option and self.facts.wget == "busybox":
                    because = f"{self.facts.image} has BusyBox wget, which refuses {option} ({answer.because})"
                    return Finding(Truth.NO, call.program, because)
                if option and not self.facts.wget:
                    return Finding(Truth.UNKNOWN, call.program, f"it may be BusyBox wget, which refuses {option}")
        inner = _worst([self.node(part, True, depth + 1) for part in call.inner])
        if inner.verdict is Truth.NO and not (call.program in ("[", "test") and _NEED_EQUAL & set(call.arguments)):
            inner = inner._replace(verdict=Truth.UNKNOWN, because=f"only its output is used; {inner.because}")
        text = script(call, depth + 1)
        return _worst([inner, self.node(text, True, depth + 1)]) if text else inner


def _worst(findings: list[Finding]) -> Finding:
    for verdict in (Truth.NO, Truth.UNKNOWN):
        for finding in findings:
            if finding.verdict == verdict:
                return finding
    return Finding(Truth.YES, "", "; ".join(dict.fromkeys(finding.because for finding in findings if finding.because)))


def _either(parts: tuple[Node, ...], findings: list[Finding]) -> Finding:
    """Judge ``a || b``: one is enough, but what follows is often a message or a ``kill``, not a second try."""
    tries = [(part, finding) for part, finding in zip(parts, findings, strict=True) if not _hopeless(part)]
    if not tries:
        return findings[0]
    first = tries[0][1]
    for part, finding in tries[1:]:
        if first.verdict is Truth.NO and finding.verdict is not Truth.NO:
            again = names(part) & set(common())
            because = f"it goes on without {first.program}; {first.because}"
            first = finding if again else first._replace(verdict=Truth.UNKNOWN, because=because)
        elif first.verdict is Truth.UNKNOWN and finding.verdict is Truth.YES and names(part) & set(common()):
            first = finding
    return first


def _program(node: Node) -> str:
    running = calls(node, shelled=True) if isinstance(node, Run) else ""
    return basename(running[0].program) if isinstance(running, list) and running else ""


def _hopeless(node: Node) -> bool:
    """Whether it can only fail: ``exit 1``, ``false``, or something that ends so (``echo down; exit 1``)."""
    if isinstance(node, Join):
        return node.how in ("and", "then") and _hopeless(node.parts[-1])
    running = calls(node, shelled=True) if isinstance(node, Run) else ""
    if not (isinstance(running, list) and running):
        return False
    call = running[0]
    if call.program in _NEVER_WITH_ARGUMENT:
        return bool(call.arguments) and (call.arguments[0] or "0").strip("0") != ""
    return call.program == "false"
