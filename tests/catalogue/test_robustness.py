"""Any text gives an answer, and the same one, whatever stands around it."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.catalogue import Entry, entries, find, match
from generator.catalogue.paste import plain
from generator.catalogue.pattern import squeeze, unsqueeze

WORDS = sorted({word for entry in entries() for word in [*entry.example.split(), *" ".join(entry.pattern).split()]})
ODD = [
    "\x1b[31m",
    "\x1b]8;;",
    "\\n",
    "\\u2019",
    "\\uD800",
    "\0",
    "\ufeff",
    "&amp;",
    "&#39;",
    "\u0130",
    "\r\n",
    "|",
    "> ",
]
texts = st.one_of(st.text(max_size=400), st.lists(st.sampled_from([*WORDS, *ODD]), max_size=60).map(" ".join))
chosen = st.sampled_from(entries())


@settings(max_examples=300, deadline=None)
@given(texts)
def test_any_text_is_answered(text: str) -> None:
    found = find(text)
    ids = [each.entry.id for each in found]
    assert len(ids) == len(set(ids))
    assert [each.entry.priority for each in found] == sorted(each.entry.priority for each in found)
    assert all(each.quote and each.quote.isprintable() for each in found)
    assert [entry.id for entry in match(text)] == ids


@settings(max_examples=200, deadline=None)
@given(chosen, st.data())
def test_spaces_anywhere_change_nothing(entry: Entry, data: st.DataObject) -> None:
    cuts = data.draw(st.sets(st.integers(1, len(entry.example) - 1), max_size=12))
    text = "".join(" \n" * (at in cuts) + char for at, char in enumerate(entry.example))
    assert match(text)[0].id == entry.id


@settings(max_examples=200, deadline=None)
@given(chosen, st.text(st.characters(codec="utf-8", exclude_characters="\\[^\x1b&"), max_size=200))
@example(next(entry for entry in entries() if entry.id == "port-permission"), "00")
@example(next(entry for entry in entries() if entry.id == "quota-reached"), "THROTTLING:")
def test_noise_around_a_message_does_not_hide_it(entry: Entry, noise: str) -> None:
    """White space does not count, so a letter or digit next to a message would be part of its words and numbers.

    Noise may be a message, too: what yields to others says nothing beside it.
    """
    squeezed = squeeze(noise)
    before = ";" if squeezed[-1:].isalnum() else ""
    after = ";" if squeezed[:1].isalnum() else ""
    found = [each.id for each in match(f"{noise}{before}\n{entry.example}\n{after}{noise}")]
    assert entry.id in found or (entry.yields and found)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_unsqueeze_is_the_way_back(text: str, start: int, length: int) -> None:
    squeezed = squeeze(text)
    if len(squeezed) == len(squeeze(text.upper())) and start < len(squeezed):
        part = unsqueeze(text, start, start + length)
        assert squeeze(part) == squeezed[start : start + length]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) is not None
    if text.isalpha():
        assert plain(text) == text
