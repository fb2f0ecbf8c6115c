"""The file: what goes in comes out, equal funnels give equal bytes, broken files are told with a place."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # it has no stubs among the locked ones
import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnelstudio.errors import BadInput
from funnelstudio.model.funnel import Brand, Funnel, Text
from funnelstudio.model.offers import Moment, Option, Step
from funnelstudio.model.value import replace, with_item
from funnelstudio.storage import schema
from funnelstudio.storage.samples import list_samples
from funnelstudio.storage.schema import decode, encode, json_schema, read
from tests.builders import a_funnel, big_funnel
from tests.repository import ROOT
from tests.storage.strategies import funnels

DATA = ROOT / "tests" / "data"
HEAD = b'{"format": {"app": "funnelstudio", "version": 1, "reader": 1}, '

BROKEN = {
    "empty": ("", "it is empty"),
    "blank": ("", "it is empty"),
    "cut_off": ("", "ends too early, at line 2"),
    "comma_missing": ("", "not valid JSON at line 3, column 2"),
    "binary": ("", "not UTF-8 text"),
    "latin1": ("", "not UTF-8 text: line 2"),
    "list": ("", "not a funnel"),
    "no_format": ("", "not a funnel"),
    "other_program": ("", "another program"),
    "needs_newer": ("", "needs a newer Funnel Studio"),
    "version_as_text": ("format.version", "whole number"),
    "repeated_step": ("steps.abc", "given twice"),
    "repeated_title": ("title", "given twice"),
    "not_a_number": ("steps.abc.options[0].rate", "not a usable number"),
    "infinite": ("steps.abc.pinned[1]", "not a usable number"),
    "half_character": ("texts.de-DE.abc.headline.value", "half of a character"),
    "price_as_number": ("products.roses.price.EUR", "must be text, but is a number"),
    "id_as_number": ("steps.abc.options[1].id", "must be text, but is a whole number"),
    "step_as_list": ('steps["a step"]', "must be an object, but is a list"),
    "no_type": ("steps.abc", "has no “type”"),
    "null_price": ("products.roses.price", "must be an object, but is null"),
    "half_a_place": ("steps.abc.pinned", "must hold 2 values"),
    "part_of_an_order": ("assumptions.orders", "must be a whole number, but is a number"),
}


NASTY = (b"null", b"1e999", b'"', b"{", b"[]", b"NaN", b"\\ud800", b"\xff", b"-")


def refusal(data: bytes, name: str = "my.funnel") -> BadInput:
    with pytest.raises(BadInput) as caught:
        decode(data, name)
    message = caught.value.message
    assert "\n" not in message
    assert len(message) < 300
    assert message.startswith(f"“{name}” ")
    return caught.value


def test_every_broken_file_is_expected() -> None:
    assert {path.stem for path in (DATA / "broken").glob("*.funnel")} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_gets_one_sentence_with_its_place(name: str) -> None:
    place, words = BROKEN[name]
    error = refusal((DATA / "broken" / f"{name}.funnel").read_bytes())
    assert error.place == place
    assert place in error.message
    assert words in error.message


@pytest.mark.parametrize("path", sorted((DATA / "odd").glob("*.funnel")), ids=lambda path: path.stem)
def test_odd_but_sound_file_opens_and_loses_nothing(path: Path) -> None:
    data = path.read_bytes()
    funnel = decode(data)
    before = json.loads(data.decode("utf-8-sig"))
    after = json.loads(encode(funnel))
    assert {**before, "format": None} == {**after, "format": None}
    assert decode(encode(funnel)) == funnel


def test_depth_and_size_and_digits_have_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (b"[" * 200_000, b'{"a":' * 200_000, HEAD + b'"x": ' + b"[" * 90 + b"]" * 90 + b"}"):
        assert "nested too deeply" in refusal(data).message
    digits = HEAD + b'"assumptions": {"orders": ' + b"9" * 10_000 + b"}}"
    assert refusal(digits).place == "assumptions.orders"
    monkeypatch.setattr(schema, "MAX_BYTES", 100)
    assert "too large" in refusal(HEAD + b" " * 100 + b"}").message


def test_a_long_text_and_a_long_key_are_no_trouble() -> None:
    funnel = Funnel(title="ä" * 100_000, steps={"k" * 5000: Step(type="start")})
    assert decode(encode(funnel)) == funnel
    wrong = HEAD + b'"steps": {"' + b"k" * 5000 + b'": 3}}'
    assert len(refusal(wrong).message) < 300


def test_a_newer_file_that_is_readable_says_so() -> None:
    document = read((DATA / "odd" / "newer.funnel").read_bytes())
    assert document.is_newer
    assert not document.is_migrated
    assert len(document.notes) == 1


def test_unknown_fields_and_step_types_survive_edits() -> None:
    funnel = decode((DATA / "odd" / "newer.funnel").read_bytes())
    hologram = funnel.steps["a"]
    edited = replace(
        funnel, title="Edited", steps=with_item(funnel.steps, "a", replace(hologram, name="Shining"))
    )
    saved = json.loads(encode(edited))
    assert saved["weather"] == {"sunny": True}
    assert saved["steps"]["a"] == {
        "type": "hologram",
        "name": "Shining",
        "options": [{"id": "b", "scent": "rose"}],
        "next": {"b": "e"},
        "glow": [1, 2.5, None],
    }


def test_the_file_is_one_field_a_line_in_a_fixed_order() -> None:
    funnel = Funnel(
        title="Rosen für dich",
        steps={"b": Step(type="ending"), "a": Step(type="start", next={"yes": "b"}, name="Start")},
    )
    expected = """{
 "format": {
  "app": "funnelstudio",
  "version": 1,
  "reader": 1
 },
 "title": "Rosen für dich",
 "steps": {
  "a": {
   "type": "start",
   "name": "Start",
   "next": {
    "yes": "b"
   }
  },
  "b": {
   "type": "ending"
  }
 }
}
"""
    assert encode(funnel).decode() == expected
    assert (
        encode(Funnel()).decode()
        == '{\n "format": {\n  "app": "funnelstudio",\n  "version": 1,\n  "reader": 1\n }\n}\n'
    )


def test_a_change_of_one_word_is_a_change_of_one_line() -> None:
    funnel = a_funnel()
    step = funnel.steps["six"]
    edited = replace(funnel, steps=with_item(funnel.steps, "six", replace(step, name="Seven more")))
    before, after = encode(funnel).splitlines(), encode(edited).splitlines()
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def fresh(text: str) -> str:
    """An equal text that is another object, as it comes from a file or an input field."""
    return "".join([text[:1], text[1:]])


def test_equal_funnels_give_equal_bytes_however_they_came_about() -> None:
    plain = Funnel(
        steps={"a": Step(type="product", options=(Option(id="yes", rate=1.0),), pinned=(1.0, 2.0))},
        texts={"de": {"a": {"lead": Text(value="x")}}},
    )
    same = Funnel(
        brand=Brand(accent=fresh("#3B5BDB"), theme=fresh("classic")),
        steps={
            "a": Step(
                type="product",
                options=(Option(id="yes", rate=1, quantity=int("1")),),
                channel=fresh("page"),
                moment=Moment(after_days=0),
                pinned=(1, 2),
            )
        },
        texts={"de": {"a": {"lead": Text(value="x", state=fresh("draft"), source="")}}},
    )
    assert plain == same
    assert encode(plain) == encode(same)


def test_what_json_cannot_hold_is_mended_and_never_stops_a_save() -> None:
    funnel = Funnel(
        title="half \ud83c and whole \ud83c\udf39",
        steps={
            "a": Step(
                type="product", options=(Option(id="yes", rate=float("nan")),), pinned=(1.0, float("inf"))
            )
        },
        texts={"de": {"a": {"lead": Text(value="\udfff")}}},
    )
    back = decode(encode(funnel))
    assert back.title == "half \ufffd and whole 🌹"
    assert back.steps["a"] == Step(type="product", options=(Option(id="yes"),))
    assert back.texts["de"]["a"]["lead"].value == "\ufffd"


@given(funnels)
def test_what_goes_in_comes_out(funnel: Funnel) -> None:
    data = encode(funnel)
    back = decode(data)
    assert back == funnel
    assert encode(back) == data
    assert json.loads(data)["format"]["app"] == "funnelstudio"


@given(st.data())
def test_mangled_files_open_or_are_refused_in_a_sentence(data: st.DataObject) -> None:
    raw = bytearray(encode(a_funnel()))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(raw) - 1))
        length = data.draw(st.integers(0, 6))
        raw[place : place + length] = data.draw(st.one_of(st.binary(max_size=4), st.sampled_from(NASTY)))
    try:
        funnel = decode(bytes(raw), "x.funnel")
    except BadInput as error:
        assert "\n" not in error.message
    else:
        assert decode(encode(funnel)) == funnel


@given(st.binary(max_size=60))
def test_any_bytes_open_or_are_refused(raw: bytes) -> None:
    for data in (raw, HEAD + raw, HEAD[:-2] + raw + b"}"):
        try:
            decode(data)
        except BadInput as error:
            assert "\n" not in error.message


def test_own_files_take_the_quick_way_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    funnel = big_funnel(61, 2)
    data = encode(funnel)
    other = json.dumps(json.loads(data)).encode()
    assert decode(other) == funnel

    def careful(_data: bytes) -> None:
        raise AssertionError("the careful way was taken")

    monkeypatch.setattr(schema, "_read_any", careful)
    assert decode(data) == funnel
    with pytest.raises(AssertionError):
        decode(other)


def test_the_stored_schema_is_the_program_s() -> None:
    stored = json.loads((ROOT / "resources" / "schema" / "funnel.schema.json").read_text(encoding="utf-8"))
    assert stored == json_schema(), "run: funnelstudio schema > resources/schema/funnel.schema.json"


def test_samples_and_odd_files_fit_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    validator.check_schema(json_schema())
    for path in [*(sample.path for sample in list_samples()), *(DATA / "odd").glob("*.funnel")]:
        validator.validate(json.loads(path.read_text(encoding="utf-8-sig")))
    for name in ("price_as_number", "id_as_number", "no_type", "no_format", "other_program"):
        with pytest.raises(jsonschema.ValidationError):
            validator.validate(json.loads((DATA / "broken" / f"{name}.funnel").read_text(encoding="utf-8")))
