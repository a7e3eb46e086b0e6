"""Whatever is fed in, an answer comes out, soon; and what is not known is never called absent."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.awsdata.images import common
from generator.images.dockerfile import facts
from generator.images.knowledge import image
from generator.images.reference import parse
from generator.images.shell_steps import steps
from generator.images.shell_tree import Join, Node, Not, Run, Unreadable
from generator.images.shell_tree import parse as tree
from generator.images.shell_words import Word
from generator.images.verdict import missing
from tests.effort import tries
from tests.images.dockerfiles import CASES, Case

WATCHED = (*common(), "sh", "bash", "perl", "/usr/bin/curl", "/bin/sh", "/opt/x", "unheard-of")
SHELLISH = st.text(alphabet="ab '\"\\$`(){};&|<>!#=\n[]-/.*", max_size=60)
SHELL_WORDS = [
    *("a", "b", "curl", "c\\d", "'c d'", "&&", "||", ";", "|", "\n"),
    *("(", ")", "{", "}", "!", "if", "fi", "> /x", "2>&1"),
]
PIECES = st.sampled_from(
    [
        "FROM alpine",
        "FROM node:20-slim AS a",
        "FROM scratch",
        "FROM a",
        "FROM $X",
        "FROM",
        "RUN apk add curl",
        "RUN apk del curl",
        "RUN rm -rf /usr/bin",
        "COPY . .",
        "COPY --from=a / /",
        "COPY --from=0 /usr/bin/curl /bin/",
        "COPY --from=b",
        "ADD x.tar /",
        "ENV PATH=/x:$PATH",
        "ENV PATH",
        "ARG X",
        "ARG X=alpine",
        "WORKDIR ../..",
        "WORKDIR $Y",
        "RUN <<EOF",
        "EOF",
        "RUN if x; then apk add wget",
        "ONBUILD RUN ./x",
        "ONBUILD ONBUILD RUN x",
        "ONBUILD",
        "SHELL []",
        'SHELL ["x"]',
        "HEALTHCHECK CMD",
        "USER",
        "RUN \\",
        "# escape=`",
        "RUN `",
        "CMD [",
        'RUN ["apk", "add", "curl"]',
        "\t",
        "RUN apt-get install -y $(cat x)",
        "COPY",
        "COPY x",
        'COPY ["a", "b"]',
        "COPY <<EOF /usr/bin/curl",
        "RUN --x",
        "EXPOSE",
    ]
)


@given(st.text(max_size=400) | st.binary(max_size=400))
def test_any_text_gives_an_answer(content: str | bytes) -> None:
    assert facts(content).program("curl").verdict in ("yes", "no", "unknown")


@settings(max_examples=400)
@given(st.lists(PIECES | SHELLISH.map("RUN {}".format), max_size=14), st.sampled_from([None, "a", "0", "9", ""]))
def test_any_instructions_give_an_answer(lines: list[str], target: str | None) -> None:
    found = facts("\n".join(lines), target=target)
    for name in WATCHED:
        assert found.program(name).because


@settings(max_examples=300)
@given(SHELLISH | st.text(max_size=60), st.sampled_from(["node:20-slim", "alpine", "scratch", "x:1"]))
def test_any_command_gives_an_answer(command: str, reference: str) -> None:
    assert missing(["CMD-SHELL", command], image(reference)).because or command
    assert missing(["CMD", command, command], image(reference)).verdict in ("yes", "no", "unknown")


@given(
    st.lists(
        st.none() | st.integers() | st.text(max_size=5) | st.dictionaries(st.text(max_size=3), st.text(max_size=3)),
        max_size=4,
    )
)
def test_any_list_gives_an_answer(command: list[object]) -> None:
    assert missing(command, image("alpine")).verdict in ("yes", "no", "unknown")


@given(st.text(max_size=200))
def test_any_reference_gives_an_answer(text: str) -> None:
    parse(text)
    assert image(text).program("sh").because


@given(
    st.sampled_from(CASES),
    st.sampled_from(["RUN ./x.sh", "RUN make install", "COPY rootfs/ /", "RUN curl x | sh", "ADD r.tar /"]),
)
def test_after_something_unseen_nothing_is_absent(case: Case, line: str) -> None:
    found = facts(f'{case.text}\nSHELL ["/bin/sh", "-c"]\n{line}\n')
    base_is_read = found.image != "Dockerfile"
    for name in (*common(), "bash", "unheard-of"):
        assert not base_is_read or found.program(name).verdict != "no", name


@given(st.sampled_from(CASES), st.sampled_from(CASES))
def test_stages_before_do_not_matter(first: Case, second: Case) -> None:
    """Another stage in front, under a name nobody uses, changes no verdict of a single stage."""
    if second.text.upper().count("FROM ") != 1 or "escape=" in second.text or "$" in second.text:
        return
    body = "\n".join(line for line in first.text.splitlines() if "escape=" not in line and "`" not in line)
    alone, behind = facts(second.text), facts(f"{body}\n{second.text}")
    if behind.image != "Dockerfile":
        assert [alone.program(name).verdict for name in WATCHED] == [behind.program(name).verdict for name in WATCHED]


BOMBS = {
    "nested substitutions": "$(" * 50_000,
    "closed substitutions": "$(" * 5_000 + ")" * 5_000,
    "parentheses": "(" * 100_000,
    "groups": "{ " * 50_000,
    "negations": "! " * 100_000 + "x",
    "ands": "a && " * 100_000 + "b",
    "mixed": "a && b || " * 50_000 + "c",
    "pipes": "a | " * 100_000 + "b",
    "quotes": "\"$(echo '" * 30_000,
    "braces": "${a:-" * 50_000,
    "backslashes": "\\" * 500_000,
    "shells": "sh -c 'sh -c " * 10_000,
    "assignments": "a=b " * 100_000,
    "wrappers": "env " * 100_000 + "curl",
    "heredocs": "cat <<A <<B <<C\n" * 20_000,
    "ifs": "if " * 100_000,
    "cases": "case x in " * 50_000,
    "words": "x " * 300_000,
    "packages": "apk add " + "x1 " * 200_000,
    "removals": "rm " + "/usr/bin/x " * 60_000,
    "pips": "pip " + "install " * 100_000,
    "copies": "cp " + "a " * 200_000 + "/usr/bin/",
}


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_answered_soon(name: str) -> None:
    started = time.monotonic()
    assert missing(["CMD-SHELL", BOMBS[name]], image("alpine")).verdict in ("yes", "no", "unknown")
    assert facts(f"FROM alpine\nRUN {BOMBS[name][:900_000]}\n").program("curl").because
    assert time.monotonic() - started < 15


@pytest.mark.parametrize(
    "text",
    [
        "FROM alpine AS a\n" + "COPY --from=a / /\n" * 4_900,
        "FROM alpine AS a\n" + "".join(f"COPY f{n}.sh /usr/bin/\n" for n in range(4_900)),
        "FROM alpine AS a\n" + "".join(f"ENV PATH=/p{n}:$PATH\n" for n in range(3_000)),
        "FROM alpine\n"
        + "".join(f"COPY d{n}/ /d{n}/\n" for n in range(2_900))
        + "ENV PATH="
        + ":".join(f"/d{n}" for n in range(2_900)),
        "FROM alpine\n" + "ENV A=$A$A$A$A\n" * 200,
        "FROM alpine\nENV A=xxxxxxxxxx\n" + "ENV A=$A$A$A$A\n" * 100,
        "FROM alpine\nENV " + "a=b " * 200_000,
        "FROM alpine\nCOPY " + "x " * 300_000 + "/",
        "\\\n" * 400_000,
        "FROM alpine\n" + "RUN <<E\n" * 4_000,
        "FROM alpine\nONBUILD " * 4_000,
        "FROM alpine\nCMD " + "[" * 400_000,
    ],
)
def test_large_dockerfile_is_answered_soon(text: str) -> None:
    started = time.monotonic()
    assert facts(text).program("curl").because
    assert time.monotonic() - started < 15


def test_deep_tree_is_no_recursion_error() -> None:
    assert missing(["CMD-SHELL", "sh -c \"sh -c 'sh -c curl'\""], image("alpine")).verdict == "no"
    assert type(tree("(" * 5 + "a" + ")" * 5)).__name__ == "Run"


def commands_of(node: Node) -> list[tuple[Word, ...]]:
    """The words of every command of a tree, in the order written."""
    match node:
        case Run(words):
            return [words]
        case Not(part):
            return commands_of(part)
        case Join(_, parts):
            return [words for part in parts for words in commands_of(part)]
        case Unreadable():
            return []


@settings(max_examples=tries(300), derandomize=True)
@given(st.lists(st.sampled_from(SHELL_WORDS), max_size=14).map(" ".join) | SHELLISH)
def test_the_reader_of_builds_finds_the_commands_that_the_reader_of_health_checks_finds(text: str) -> None:
    understood = tree(text)
    assume(not isinstance(understood, Unreadable))
    assert [step.words for step in steps(text) if step.words] == commands_of(understood)


@pytest.mark.parametrize(
    "text",
    ["if test -e /x; then curl a; fi", "for x in 1 2; do curl a; done", "curl a & wait", "f() { curl a; }; f"],
)
def test_what_a_health_check_is_not_judged_by_still_counts_in_a_build(text: str) -> None:
    assert isinstance(tree(text), Unreadable)
    assert any(word.keyword == "curl" for step in steps(text) for word in step.words)
