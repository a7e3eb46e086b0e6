"""The characters of a value that are certain to be written."""

from generator.ecs.containers.written_size import least_characters
from generator.stack import Choice, Listing, Literal, Mapping, Reference, Text

LONG, SHORT = Literal("x" * 9), Literal("yy")


def test_keys_and_texts_count_and_what_aws_knows_does_not() -> None:
    assert least_characters(Mapping((("key", Listing((SHORT, Reference("Vpc")))),))) == len("key") + 2
    assert least_characters(Text((SHORT, Reference("Vpc"), LONG))) == 11


def test_of_a_choice_the_shorter_side_counts() -> None:
    assert least_characters(Choice("Big", LONG, SHORT)) == 2
