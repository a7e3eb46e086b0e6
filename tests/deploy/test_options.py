"""One definition of the options for both doors, and the command that brings a person back."""

from __future__ import annotations

import argparse
import shlex

from hypothesis import given
from hypothesis import strategies as st

from generator.__main__ import _parser
from generator.deploy.options import add_options, command_line

WORD = st.text(st.characters(codec="ascii", exclude_categories=["C"]), min_size=1, max_size=12).filter(
    lambda word: not word.startswith("-")
)
WHERE = st.one_of(st.just([]), st.just(["--local"]), WORD.map(lambda url: ["--endpoint-url", url]))
ARGUMENTS = st.tuples(
    WORD.map(lambda env: [env]),
    WHERE,
    st.lists(st.sampled_from(["--plan", "--yes", "--resume", "--delete", "--skip-preflight"]), unique=True),
    st.lists(WORD.map(lambda path: ["--allow", path]), max_size=3).map(
        lambda pairs: [w for pair in pairs for w in pair]
    ),
    st.sampled_from([[], ["--format", "json"], ["--format", "text"]]),
    *(
        st.one_of(st.just([]), WORD.map(lambda value, option=option: [option, value]))
        for option in ("--output", "--bucket", "--region", "--profile", "--role-arn", "--inventory")
    ),
).map(lambda parts: [word for part in parts for word in part])


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return parser.parse_args(arguments)


@given(ARGUMENTS)
def test_what_is_said_to_type_again_means_the_same(arguments: list[str]) -> None:
    options = parse(arguments)
    words = shlex.split(command_line("python scripts/deploy.py", options))
    assert words[:2] == ["python", "scripts/deploy.py"]
    assert parse(words[2:]) == options


@given(ARGUMENTS)
def test_both_doors_take_the_same(arguments: list[str]) -> None:
    verb = vars(_parser().parse_args(["deploy", *arguments]))
    assert vars(parse(arguments)).items() <= verb.items()
