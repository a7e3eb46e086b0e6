"""Templates that are read as they are written: what stands for a short form is the reader's to say."""

from __future__ import annotations

import pytest
import yaml

from generator.text.short_forms import Tagged, reader

TEXT = """
Scalar: !Ref Vpc
Number: !Ref 8080
List: !Join [",", [!Ref A, b]]
Mapping: !Transform {Name: AWS::Include, Parameters: {Location: !Sub "s3://${Bucket}/x"}}
Plain: {Fn::Sub: "${A}"}
"""


def test_short_forms_are_what_the_reader_makes_of_them_the_inner_ones_first() -> None:
    assert reader(Tagged)(TEXT) == {
        "Scalar": Tagged("!Ref", "Vpc"),
        "Number": Tagged("!Ref", "8080"),
        "List": Tagged("!Join", [",", [Tagged("!Ref", "A"), "b"]]),
        "Mapping": Tagged(
            "!Transform", {"Name": "AWS::Include", "Parameters": {"Location": Tagged("!Sub", "s3://${Bucket}/x")}}
        ),
        "Plain": {"Fn::Sub": "${A}"},
    }


def test_readers_do_not_share_what_they_make() -> None:
    nothing, tags = reader(lambda tag, value: None), reader(lambda tag, value: tag)
    assert nothing("A: !Ref b") == {"A": None}
    assert tags("A: !Ref b") == {"A": "!Ref"}


def test_what_follows_a_short_form_is_whole_when_it_is_given() -> None:
    text = reader(lambda tag, value: str(value))
    assert text('A: !Join [",", [a, {b: [c]}]]') == {"A": "[',', ['a', {'b': ['c']}]]"}
    assert text("A: !Transform {Name: [a, [b]]}") == {"A": "{'Name': ['a', ['b']]}"}


@pytest.mark.parametrize("text", ["A: [", "A: !!python/object/apply:os.getcwd []", "A: !GetAtt {? [b] : c}"])
def test_what_is_no_template_raises_an_error_of_yaml(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        reader(Tagged)(text)
