"""Where the instructions of a Dockerfile begin and end, as BuildKit reads them."""

from __future__ import annotations

import pytest

from generator.images.instructions import parse


def _read(text: str) -> list[tuple[str, str]]:
    return [(instruction.name, instruction.text) for instruction in parse(text).instructions]


@pytest.mark.parametrize(
    ("text", "instructions"),
    [
        ("RUN a \\\n b", [("RUN", "a  b")]),
        ("RUN a \\  \n b", [("RUN", "a  b")]),
        ("RUN a\\\\\nRUN b", [("RUN", "a\\\\"), ("RUN", "b")]),
        ("\\\nRUN b", [("RUN", "b")]),
        ("# escape=`\nWORKDIR C:\\\\\nRUN a `\n b", [("WORKDIR", "C:\\\\"), ("RUN", "a  b")]),
        ("# escape=`\nRUN a``\nRUN b", [("RUN", "a``"), ("RUN", "b")]),
    ],
)
def test_an_escape_at_the_end_goes_on_unless_it_is_escaped(text: str, instructions: list[tuple[str, str]]) -> None:
    assert _read(text) == instructions


def test_two_dashes_end_the_flags() -> None:
    (copy,) = parse("COPY --from=deps -- --chown /app/").instructions
    assert (dict(copy.flags), copy.text) == ({"from": "deps"}, "--chown /app/")
    (run,) = parse("RUN --network=none apk add -- curl").instructions
    assert (dict(run.flags), run.text) == ({"network": "none"}, "apk add -- curl")
