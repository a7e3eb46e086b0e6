"""Patterns against texts that are known in part, and the logic of three values."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from generator.iam import Token, text
from generator.iam.folding import NO, YES, every, known, opposite, some, unknown
from generator.iam.match import matches
from generator.iam.pattern import arn, exact, wildcard
from generator.iam.text import read_text
from generator.logic import Answer, Truth
from tests.iam.case_notation import read

BUCKET = "<Bucket|arn:*:s3:::*>"
SECRET = "<Secret|arn:*:secretsmanager:*:*:secret:*-??????>"
KINDS = {
    "equals": exact,
    "like": wildcard,
    "arn": lambda pieces: arn(pieces, crossing=False),
    "resource": lambda pieces: arn(pieces, crossing=True),
}


@pytest.mark.parametrize(
    ("kind", "pattern", "value", "verdict"),
    [
        ("resource", BUCKET, BUCKET, "yes"),
        ("resource", BUCKET, f"{BUCKET}/k", "no"),
        ("resource", f"{BUCKET}/*", BUCKET, "no"),
        ("resource", f"{BUCKET}/*", f"{BUCKET}/k", "yes"),
        ("resource", f"{BUCKET}/?", f"{BUCKET}/k", "yes"),
        ("resource", "arn:aws:s3:::data", BUCKET, "unknown"),
        ("resource", "arn:aws:s3:::data", f"{BUCKET}/k", "no"),
        ("resource", "arn:*:s3:::*", BUCKET, "yes"),
        ("resource", "arn:aws:s3:::*", BUCKET, "unknown"),
        ("resource", SECRET, BUCKET, "no"),
        ("resource", "arn:*:secretsmanager:*:*:secret:*-??????", SECRET, "yes"),
        ("resource", "arn:*:secretsmanager:*:*:secret:*-?????", SECRET, "unknown"),
        ("resource", "arn:*:secretsmanager:*:*:secret:*:*", SECRET, "no"),
        ("resource", "<Param>", "<Param>", "yes"),
        ("resource", "<Param>*", "<Param>", "yes"),
        ("resource", "<Param>", "arn:aws:s3:::data", "unknown"),
        ("resource", "*", "<Param>", "yes"),
        ("resource", "arn:aws:s3:::*", "<Param>", "unknown"),
        ("resource", "arn:aws:sqs:<R|*>:<A|*>:q", "arn:aws:sqs:<R|*>:<A|*>:q", "yes"),
        ("resource", "arn:aws:sqs:*:*:q", "arn:aws:sqs:<R|*>:<A|*>:q", "yes"),
        ("resource", "arn:aws:sqs:*:*:q", "arn:aws:sqs:<R>:<A|*>:q", "unknown"),
        ("resource", "arn:aws:sqs:*:*:q", "arn:aws:sqs:<R|*>:<A|*>:r", "no"),
        ("resource", "arn:aws:sqs:<R|*>:<A|*>:q", "arn:aws:sqs:<A|*>:<R|*>:q", "unknown"),
        ("resource", "arn:aws:sqs:<R>:q*x", "arn:aws:sqs:<R>:q:x", "unknown"),
        ("resource", "arn:aws:sqs:r:1:a?c", "arn:aws:sqs:r:1:a:c", "yes"),
        ("resource", "arn:aws:sqs:r:?:c", "arn:aws:sqs:r:::c", "no"),
        ("resource", "arn:aws:sqs:r:?:c", "arn:aws:sqs:r:<A|?>:c", "yes"),
        ("resource", "arn:aws:sqs:r:?:c", "arn:aws:sqs:r:<A|*>:c", "unknown"),
        ("resource", "arn:aws:sqs:r:1", "arn:aws:sqs:r:1", "unknown"),
        ("arn", "arn:aws:sqs:r:*:q", "arn:aws:sqs:r:1:2:q", "no"),
        ("arn", "arn:aws:sqs:*:*:q", "arn:aws:sqs:<R>:<A|*>:q", "unknown"),
        ("arn", "arn:aws:sqs", "arn:aws:sqs:r:1:q", "unknown"),
        ("arn", "*", "arn:aws:sqs:r:1:q", "unknown"),
        ("arn", "arn:aws:sns", "arn:aws:sqs:r:1:q", "no"),
        ("like", "<P>", "<P>x", "unknown"),
        ("like", "<P|*>", "<P|*>x", "no"),
        ("like", "x<P|*>", "x<P|*>", "yes"),
        ("like", "a<P|*>z", "a<P|*>y", "no"),
        ("like", "*<P>", "x<P>", "yes"),
        ("like", "*<P>", "<P><Q>", "unknown"),
        ("like", "*<P><Q>", "a<P><Q>", "yes"),
        ("like", "a?c", "a<P|?>c", "yes"),
        ("like", "a?c", "a<P|*>c", "unknown"),
        ("like", "a*c", "a<P>c", "yes"),
        ("like", "abc", "a<P|?>c", "unknown"),
        ("like", "a:c", "a<P|?>c", "no"),
        ("like", "a:c", "a<P|*>c", "no"),
        ("like", "a:c", "a<P>c", "unknown"),
        ("like", "ac", "a<P|?>c", "no"),
        ("like", "<P|a*>", "b", "no"),
        ("like", "<P|a*>", "ab", "unknown"),
        ("like", "<P|ab>", "ab", "yes"),
        ("like", "ab", "<P|ab>", "yes"),
        ("equals", "<P>", "<P>", "yes"),
        ("equals", "<P>", "<Q>", "unknown"),
        ("equals", "a*", "ab", "no"),
        ("equals", "", "", "yes"),
        ("equals", "", "<P|?>", "no"),
        ("equals", "", "<P|*>", "unknown"),
    ],
)
def test_a_pattern_against_a_text(kind: str, pattern: str, value: str, verdict: str) -> None:
    of_pattern, of_value = (text(one) if isinstance(one, str) else one for one in map(read, (pattern, value)))
    answer = matches(KINDS[kind](of_pattern.parts), of_value)
    assert answer.verdict == verdict
    assert bool(answer.because) is (verdict == "unknown")


@pytest.mark.parametrize("case", ["MiXed-<T|*>", "mixed-<T|*>"])
def test_case_is_ignored_around_tokens_too(case: str) -> None:
    assert matches(exact(read("mixed-<T|*>").parts), read(case), ignore_case=True).yes
    assert matches(exact(read("<T|A*>").parts), text("b"), ignore_case=True).no
    assert matches(exact(("abc",)), read("<T|AB?>"), ignore_case=True).unknown
    assert matches(wildcard(("ab*",)), read("<T|AB?>"), ignore_case=True).yes


def test_a_text_has_one_form() -> None:
    assert text("", "a", "b", "") == text("ab")
    assert read("a<T|b>c") == text("abc")
    assert str(read("a<T>c")) == "a${T}c"


def test_only_what_has_text_for_parts_is_read_as_text() -> None:
    assert read_text(SimpleNamespace(parts=["a"])) is None
    assert read_text(SimpleNamespace(parts=("a", 1))) is None
    assert read_text(SimpleNamespace(parts=("a", Token("T")))) == text("a", Token("T"))


def test_three_valued_logic() -> None:
    doubt = unknown("because")
    assert every([YES, doubt, NO]).no
    assert every([YES, doubt]).because == ("because",)
    assert every([]).yes
    assert some([NO, doubt, YES]).yes
    assert some([NO, doubt]).unknown
    assert some([]).no
    assert opposite(doubt) == doubt
    assert (opposite(YES), opposite(NO)) == (NO, YES)
    assert (known(True), known(False)) == (YES, NO)
    assert unknown().because
    assert len(some(unknown(str(number)) for number in range(9)).because) == 4
    assert some([Answer(Truth.UNKNOWN, ("same",))] * 2).because == ("same",)
