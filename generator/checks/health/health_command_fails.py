"""A health check whose words the container cannot run as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.checks.check import Check
from generator.checks.health._meant import OPERATORS, shelled, unshelled
from generator.ecs.containers.health_checks import HealthCheck, active_checks, health_matters
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Words

_SHELLS = {"sh": ("-c",), "ash": ("-c",), "bash": ("-c",), "dash": ("-c",)}
_INTERPRETERS = {
    **_SHELLS,
    "node": ("-e", "--eval"),
    "python": ("-c",),
    "python3": ("-c",),
    "ruby": ("-e",),
    "perl": ("-e",),
    "php": ("-r",),
}
"""Programs that run the text behind an option; without one they take the first argument for the name of a file."""


_FAIL_ALONE = (
    "curl",
    "wget",
    "nc",
    "ncat",
    "netcat",
    "grep",
    "egrep",
    "pgrep",
    "test",
    "mysqladmin",
    "grpc_health_probe",
)
"""Programs that fail without arguments. Others succeed, such as echo and pg_isready, or are not known here."""


class HealthCommandFails(Check):
    id = "ECS089"
    lesson = 8
    title = "Health check command is run in a way in which it always fails"
    symptom = (
        "(service ...) (task ...) failed container health checks, while the program answers; in docker inspect: exec: "
        '"curl -f http://localhost/ || exit 1": executable file not found in $PATH'
    )
    why = (
        "After CMD, the second element is the program and the others are its arguments: no shell splits a text into "
        "words or reads ||. After CMD-SHELL, one text is the command, and the shell takes what follows it for "
        "something else than arguments of the program."
    )
    fix = "Write [CMD-SHELL, the whole command as one text], or [CMD, program, argument, ...] without ||."
    message = {
        "text": (
            "the health check of {container} has {words!r} after CMD, which is taken for the name of one program: the "
            "check always fails, and ECS stops tasks of {task} as unhealthy"
        ),
        "operator": (
            "the health check of {container} has {words!r} after CMD, where no shell reads it: it becomes an argument "
            "of the program, the check fails, and ECS stops tasks of {task} as unhealthy"
        ),
        "words": (
            "the health check of {container} has {words!r} behind the command of CMD-SHELL: the shell runs the first "
            "text alone, without these arguments, the check fails, and ECS stops tasks of {task} as unhealthy"
        ),
        "nothing": (
            "the health check of {container} ends in {words!r}, with nothing to run behind it: the check always fails, "
            "and ECS stops tasks of {task} as unhealthy"
        ),
        "file": (
            "the health check of {container} hands {words!r} to its program without the option that has it run as "
            "code: it is taken for the name of a file, the check always fails, and ECS stops tasks of {task} as "
            "unhealthy"
        ),
    }
    change = "Command: [CMD-SHELL, the whole command as one text]"
    remedy = "{meant}"
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.HealthCheck.Command": (
            "[CMD, 'wget -q -O /dev/null http://127.0.0.1:3000/ || exit 1']"
        ),
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find commands that are written out, of containers whose health matters.

        Sources: moby, daemon/health.go (CMD is executed as it stands; CMD-SHELL is ``sh -c`` followed by the rest, of
        which the shell runs the first); ECS API Reference, HealthCheck; aws-otel-collector #1124; read 2026-11.
        """
        for task, check in active_checks(context.tasks):
            if not health_matters(task, check.container):
                continue
            for index, variant, words in _wrong(check):
                yield self.at(
                    check.container.definition,
                    *check.steps("Command", index),
                    tasks=(task.name,),
                    variant=variant,
                    container=check.container.name,
                    words=words[:60],
                    meant=_meant(variant, check.words or (), index),
                )
                break


def _wrong(check: HealthCheck) -> Iterator[tuple[int, str, str]]:
    """Index, variant and text of what is not run as it was meant."""
    words = check.words or ()
    if len(words) < 2 or not all(isinstance(word, str) for word in words):
        return
    first, program, *rest = (str(word) for word in words)
    if first == "CMD":
        if not rest and len(program.split()) > 1:
            yield 1, "text", program
        yield from ((index, "operator", word) for index, word in enumerate(rest, 2) if word in OPERATORS)
        yield from _interpreted(program.rpartition("/")[2], rest)
    elif first == "CMD-SHELL" and rest and program.rpartition("/")[2] in _FAIL_ALONE:
        yield 2, "words", " ".join(rest)


def _meant(variant: str, words: Sequence[object], index: int) -> Words | None:
    """The command as it is meant, where nobody has to decide that."""
    texts = tuple(str(word) for word in words)
    if variant in ("text", "operator"):
        return shelled(texts)
    if variant == "words":
        return unshelled(texts)
    options = _INTERPRETERS.get(texts[1].rpartition("/")[2], ())
    return Words(texts, (*texts[:index], options[0], *texts[index:])) if variant == "file" and options else None


def _interpreted(program: str, words: list[str]) -> Iterator[tuple[int, str, str]]:
    """What an interpreter is handed, if it is nothing that it runs."""
    options = _INTERPRETERS.get(program)
    if options is None or not words:
        return
    if words[-1] in options and not any(word in options for word in words[:-1]):
        yield len(words) + 1, "nothing", words[-1]
    elif not words[0].startswith("-") and _is_code(words[0], program in _SHELLS):
        yield 2, "file", words[0]


def _is_code(text: str, of_shell: bool) -> bool:
    return len(text.split()) > 1 if of_shell else "(" in text and ")" in text
