"""The exceptions of the package, and the one for mistakes that a person can correct.

What reaches a person ends in ``Error``. The others carry one thing between modules of one part, and go no further::

    Exception
        InputError            errors                    invalid input: any command ends with exit code 2
        AwsError              aws.calls                 deploy.stops says it, and the deployment ends
            CredentialsError  aws.calls                 AWS takes no credentials from here: exit code 2
            UnreachableError  aws.calls                 there was no answer, however often AWS was asked
            RefusedError      aws.calls                 AWS says no, and asking again does not help
            LostSightError    deploy.watch              what goes on in AWS cannot be followed any more: exit code 3
        NotKeptError          rehearsal.server          the local AWS cannot write its folder: a RefusedError in deploy
        UnusableError         rehearsal.snapshot        it cannot read its folder: rehearsal.serve does not start
        NotStarted            lint.pool                 cfn-lint refuses its configuration: an InputError in the end
        Lost                  lint.fix.source           a place of a template cannot be edited: the finding stays
        NotExpanded           stack.loops               a Fn::ForEach cannot be written out here: only AWS does
        Undecided             text.wildcards            whether patterns overlap takes too long: neither yes nor no
        Failed                rehearsal.engine.records  a resource cannot be made, changed or deleted: rolled back
        NotSteady             rehearsal.tasks           a service did not become stable, which is why it Failed
    ValueError
        DataError             awsdata.load              a fact of AWS is written wrong: a mistake of ours
        Refused               config.section            a setting is wrong: pydantic carries it into an InputError
        Malformed             images.instructions       a Dockerfile cannot be read: nothing is known of the image
        TooMuch               images.layer              a Dockerfile goes beyond our limits: nothing is known either
        Unclear               images.shell_words        a command cannot be read: what it does is unknown
        BadWord               images.variables          BuildKit would not take a text: what it means is unknown
        Unreadable            iam.scalars               not a number, a date or an address: the condition is unknown
    PermissionError
        OutOfReach            rehearsal.offline         the local AWS wanted to leave this machine: the call fails

An exception that is none of these is a mistake of ours: ``crash`` makes a finding and exit code 70 of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from generator.text.credentials import hidden

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One mistake in the input.

    ``path`` names the setting (``("services", "auth-service", "port")``), ``where`` the place in a file
    (``app.yaml:12:5``; empty until it is known), ``hint`` the way out. ``reads`` names settings that this is
    concluded from.
    """

    path: Path
    what: str
    got: str = ""
    accepted: str = ""
    hint: str = ""
    where: str = ""
    reads: tuple[str, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        details = ", ".join(f"{word} {text}" for word, text in (("got", self.got), ("accepted", self.accepted)) if text)
        setting = ".".join(shortened(str(step)) for step in self.path)
        text = ": ".join(part for part in (self.where, setting, self.what) if part)
        text += f" ({details})" if details else ""
        return _printable(text + (f"; {self.hint}" if self.hint else ""))


class InputError(Exception):
    """Invalid input: every problem found, so that one run is enough to correct them all. Exit code 2."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def invalid(what: str, *path: str | int, got: str = "", accepted: str = "", hint: str = "") -> InputError:
    """Make the error for one problem, for ``raise invalid(...)``."""
    return InputError([Problem(path, what, got=got, accepted=accepted, hint=hint)])


def shortened(text: str) -> str:
    """The text, cut when nobody would read all of it."""
    return text if len(text) <= 60 else text[:57] + "..."


def _printable(text: str) -> str:
    """Keep a message on one line, secrets out of it, and what it quotes from commanding a terminal."""
    text = hidden(text)
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The hint ``did you mean X?`` for a near miss of a known word, or an empty string."""
    close = get_close_matches(word, list(known), n=5)
    close.sort(key=lambda each: sorted(each) != sorted(word))  # swapped letters before replaced ones
    return f"did you mean {close[0]}?" if close else ""
