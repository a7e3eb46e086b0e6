"""Variables of a Dockerfile: what BuildKit puts in their place, and what nobody can know."""

from __future__ import annotations

import pytest

from generator.images.dockerfile import facts
from generator.images.variables import substitute

_SET = {"TAG": "22.5-alpine", "DIR": "/opt/app", "EMPTY": ""}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("node:$TAG", "node:22.5-alpine"),
        ("node:${TAG}", "node:22.5-alpine"),
        ("'node:$TAG'", "node:$TAG"),
        ('"node:$TAG"', "node:22.5-alpine"),
        ("a'b c'\"d\"", "ab cd"),
        (r"\$TAG", "$TAG"),
        (r"a\ b", "a b"),
        (r'"\$TAG \x"', r"$TAG \x"),
        ("$UNSET", None),
        ("${UNSET}x", None),
        ("${UNSET:+${DIR}}/x", "/x"),
        ("${UNSET+${DIR}}/x", "/x"),
        ("${DIR:+${DIR}:}/x", "/opt/app:/x"),
        ("${UNSET:-${DIR:-/y}}/x", "/opt/app/x"),
        ("${UNSET:-'{a}'}", "{a}"),
        ("${UNSET:-$ALSO}", None),
        ("${EMPTY-x}", ""),
        ("${EMPTY:-x}", "x"),
        ("${EMPTY+x}", "x"),
        ("${EMPTY:+x}", ""),
        ("${DIR:?must be given}", "/opt/app"),
        ("${EMPTY?}", ""),
        ("${EMPTY:?must be given}", None),
        ("${UNSET:?must be given}", None),
        ("${TAG%-*}", "22.5"),
        ("${TAG%%.*}", "22"),
        ("${TAG#*.}", "5-alpine"),
        ("${DIR##*/}", "app"),
        ("${DIR%/*}", "/opt"),
        ("${TAG#x}", "22.5-alpine"),
        ("${TAG#2}", "2.5-alpine"),
        ("${TAG/-/+}", "22.5+alpine"),
        ("${TAG//2/3}", "33.5-alpine"),
        ("${TAG/[0-9]/x}", "22.5-alpine"),
        ("${TAG/*.*/x}", None),
        ("${UNSET%.*}", None),
        ("$1${@}x", "x"),
        ("$ $. 5$", "$ $. 5$"),
        ("${}", None),
        ("${TAG", None),
        ("${TAG:=x}", None),
        ("'open", None),
        ('"open', None),
        ("${UNSET:-" * 40 + "x" + "}" * 40, None),
    ],
)
def test_text_is_expanded(text: str, value: str | None) -> None:
    assert substitute(text, _SET) == value


def test_the_escape_directive_is_minded() -> None:
    assert substitute(r"C:\app\`$TAG", _SET, "`") == r"C:\app\$TAG"


@pytest.mark.parametrize(
    "lines",
    [
        "ENV TOOL='curl' \\\n  OTHER=\"a b\"\nRUN apk add $TOOL",
        "ENV TOOL curl\nRUN apk add $TOOL",
        "ENV\tTOOL\tcurl\nRUN apk add $TOOL",
        "ENV TOOL \t curl jq\nRUN apk add $TOOL",
        'ARG TOOL="curl"\nRUN apk add $TOOL',
        "ARG UNSET TOOL=${UNSET:-curl}\nRUN apk add $TOOL",
        "ARG V=curl=8\nENV TOOL=${V%=*}\nRUN apk add $TOOL",
    ],
)
def test_what_is_installed_by_a_variable(lines: str) -> None:
    assert facts(f"FROM alpine:3.22\n{lines}").program("curl").verdict == "yes"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("/opt/bin:${EXTRA:+${EXTRA}:}$PATH", ["/opt/bin", "/usr/local/sbin"]),
        ('"/opt/bin:$UNSET:$PATH"', ["/opt/bin", "/usr/local/sbin"]),
        ("'/opt/bin:$PATH'", ["/opt/bin"]),
        ('"/opt/bin:$PATH":/x', ["/opt/bin", "/usr/local/sbin"]),
    ],
)
def test_path_keeps_what_is_known_of_it(value: str, kept: list[str]) -> None:
    assert list(facts(f"FROM alpine:3.22\nENV PATH={value}").path)[:2] == kept


def test_a_variable_in_single_quotes_is_none() -> None:
    assert facts("FROM alpine:3.22\nARG WHERE=/data\nVOLUME '$WHERE'").config.volumes == ("/$WHERE",)
    assert facts("FROM alpine:3.22\nARG WHERE=/data\nVOLUME $WHERE").config.volumes == ("/data",)
