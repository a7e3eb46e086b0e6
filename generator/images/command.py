"""What a health check command runs: read from the list that ECS is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from posixpath import basename

from generator.awsdata.commands import builtins
from generator.images.shell_tree import Join, Node, Not, Run, Unreadable, parse
from generator.images.shell_words import Part, Word, expand

SHELLS = frozenset({"sh", "ash", "bash", "dash"})
_LATER = "what the shell is given is only known when it runs"
_HIDDEN = frozenset({"eval", ".", "source", "trap"})
_OPTION_VALUES = {"timeout": ("-s", "-k", "--signal", "--kill-after"), "nice": ("-n",), "env": ("-u", "-C")}


@dataclass(frozen=True)
class Check:
    """A command taken apart. ``shelled`` is true when the container's own shell starts it (CMD-SHELL)."""

    tree: Node
    shelled: bool


@dataclass(frozen=True)
class Call:
    """One program that runs, with its arguments, None for one that is not known, and the commands in ``$(...)``."""

    program: str
    arguments: tuple[str | None, ...]
    inner: tuple[Node, ...] = ()
    builtin: bool = False


def read(command: Sequence[object] | str) -> Check:
    """Read a command of a container health check: ``["CMD", ...]`` or ``["CMD-SHELL", text]``.

    A list without either word, or a bare text, is what the console and Docker take for CMD-SHELL; ECS refuses it
    (ECS API reference, HealthCheck, 2026-08), so it is not guessed at.
    """
    if isinstance(command, str) or not command:
        return Check(Unreadable("it is not a list that starts with CMD or CMD-SHELL"), shelled=False)
    if len(command) > 1_000:
        return Check(Unreadable("it is too long"), shelled=command[0] == "CMD-SHELL")
    if not all(isinstance(item, str) for item in command):
        return Check(Unreadable("a part of it is only known at deployment"), shelled=command[0] == "CMD-SHELL")
    kind, *rest = [str(item) for item in command]
    if kind == "CMD-SHELL" and rest:
        # What follows the text is $0, $1, ... to it (moby, daemon/health.go: the list is appended to sh -c), 2026-08.
        return Check(parse(rest[0]), shelled=True)
    if kind == "CMD" and rest:
        return Check(exec_form(rest), shelled=False)
    return Check(Unreadable("it is not a list that starts with CMD or CMD-SHELL and goes on"), shelled=False)


def exec_form(words: Sequence[str]) -> Run:
    """Make the tree of a command that no shell reads."""
    return Run(tuple(Word((Part("text", word, quoted=True),)) for word in words))


def calls(run: Run, shelled: bool, depth: int = 0) -> list[Call] | str:
    """The programs that one command runs, the outermost first (``timeout 5 curl`` runs two).

    Text instead of a list is the reason why it cannot be said.
    """
    fields: list[str | None] = []
    inner: list[Node] = []
    for word in run.words:
        expanded = expand(word, {})
        fields += [None] if expanded is None else list(expanded)
        inner += [parse(text, depth + 1) for text in word.commands]
    running: list[Call] = []
    while True:
        if shelled or (running and running[-1].program == "env"):
            fields = _without_assignments(fields)
        if not fields:
            return running
        name, *rest = fields
        if not name:
            return "the name of its program is only known when it runs"
        if shelled and name in _HIDDEN:
            return f"what {name} runs is not known"
        builtin = shelled and name in builtins() and not (running and name not in ("command", "exec"))
        running.append(Call(name, tuple(rest), tuple(inner), builtin))
        inner = []
        following = _wrapped(basename(name), rest)
        if following is None:
            return running
        if basename(name) == "command" and following[:1] in (["-v"], ["-V"]):
            return running
        fields = following


def script(call: Call, depth: int) -> Node | None:
    """The commands of ``sh -c '...'``; None when it is something else."""
    if basename(call.program) not in SHELLS:
        return None
    for at, argument in enumerate(call.arguments):
        if argument is None:
            return Unreadable(_LATER)
        if argument.startswith("-") and "c" in argument and not argument.startswith("--"):
            text = call.arguments[at + 1] if at + 1 < len(call.arguments) else None
            return Unreadable(_LATER) if text is None else parse(text, depth)
        if not argument.startswith("-"):
            return None
    return None


def programs(command: Sequence[object] | str) -> frozenset[str]:
    """Every program that a command names, wherever in it: what an image must hold for all of it to work."""
    check = read(command)
    return frozenset({"/bin/sh"} if check.shelled else ()) | names(check.tree, check.shelled, 0)


def names(node: Node, shelled: bool = True, depth: int = 0) -> frozenset[str]:
    """Every program that a tree names, builtin commands aside."""
    if isinstance(node, Join):
        return frozenset().union(*(names(part, shelled, depth) for part in node.parts))
    if isinstance(node, Not):
        return names(node.part, shelled, depth)
    running = calls(node, shelled, depth) if isinstance(node, Run) else ""
    named: set[str] = set()
    for call in running if isinstance(running, list) else ():
        named |= set() if call.builtin else {call.program}
        text = script(call, depth + 1)
        for part in (*call.inner, *([text] if text else ())):
            named |= names(part, True, depth + 1)
    return frozenset(named)


def _without_assignments(fields: list[str | None]) -> list[str | None]:
    at = 0
    while at < len(fields):
        name, equals, _ = (fields[at] or "").partition("=")
        if not (equals and name.isidentifier()):
            break
        at += 1
    return fields[at:]


def _wrapped(name: str, rest: list[str | None]) -> list[str | None] | None:
    """The command that ``env``, ``timeout`` and their like go on to run; None when it is not one of them."""
    if name not in ("env", "timeout", "exec", "command", "nice", "nohup"):
        return None
    if name == "command" and rest[:1] and rest[0] in ("-v", "-V"):
        return None
    values = _OPTION_VALUES.get(name, ())
    while rest and (rest[0] or "").startswith("-"):
        rest = rest[2:] if rest[0] in values else rest[1:]
    if name == "timeout":
        rest = rest[1:]
    return rest
