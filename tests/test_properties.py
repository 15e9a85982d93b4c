"""What holds for all dates and for all files, tried on examples that nobody thought of."""

import json
import math
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from layers import dates, vocabulary
from layers.catalogue import LANGUAGES
from layers.dates import DateError, parse, tenancy
from layers.reading import read_layer
from layers.validation.sites import Tenure, check_site
from tests.making import ASSERTS, DENIES, POINT, TODAY, codes, ids, make_feature, make_file, read

# --- dates ---------------------------------------------------------------------------------

full_days = st.dates().map(date.isoformat)
partial_dates = st.dates().flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


@given(st.dates())
def test_a_day_is_itself_in_all_three_precisions(day):
    text = day.isoformat()
    number = dates.day_number(day)
    assert parse(text).first == parse(text).last == number
    assert parse(text[:7]).first <= number <= parse(text[:7]).last
    assert parse(text[:4]).first <= parse(text[:7]).first
    assert parse(text[:7]).last <= parse(text[:4]).last
    assert dates.iso(number) == text


@given(partial_dates)
def test_the_days_of_a_date_are_just_those_that_its_text_begins(text):
    found = parse(text)
    assert dates.iso(found.first).startswith(text)
    assert dates.iso(found.last).startswith(text)
    if found.first > dates.OPEN_BEGIN:
        assert not dates.iso(found.first - 1).startswith(text)
    if found.last < dates.OPEN_END:
        assert not dates.iso(found.last + 1).startswith(text)


@given(st.text())
def test_any_text_is_a_date_or_a_date_error(text):
    try:
        found = parse(text)
    except DateError as error:
        assert error.args[0] in ("form", "calendar")
    else:
        assert found.text == text
        assert found.first <= found.last


@given(partial_dates, st.none() | partial_dates, st.integers(-800_000, 3_000_000))
def test_what_surely_holds_may_hold_and_nothing_holds_outside(start, end, day):
    first, last = parse(start), parse(end) if end else None
    if last and last.last < first.first:
        return
    held = tenancy(first, last)
    assert held.begin < held.end
    if held.surely_holds(day):
        assert held.may_hold(day)
    assert held.may_hold(day) == (held.begin <= day < held.end)
    assert held.may_hold(held.begin)
    assert held.may_hold(held.end - 1)


@given(full_days, full_days)
def test_full_dates_leave_no_doubt(one, other):
    start, end = sorted((one, other))
    held = tenancy(parse(start), parse(end))
    assert held.surely_holds(held.begin)
    assert held.surely_holds(held.end - 1)


@given(st.lists(st.integers(1, 2000), min_size=2, max_size=6), st.data())
def test_tenures_end_to_end_have_neither_gap_nor_overlap(lengths, data):
    day = date(2012, 1, 1)
    chain = []
    for number, length in enumerate(lengths):
        last = day + timedelta(days=length)
        held = tenancy(parse(day.isoformat()), parse(last.isoformat()))
        chain.append(Tenure(f"t-{number}", f"OP{number}", (), held, False, False))
        day = last + timedelta(days=data.draw(st.integers(0, 1)))  # a shared day, or the next
    assert list(check_site(chain)) == []
    assert list(check_site(data.draw(st.permutations(chain)))) == []


# --- reading -------------------------------------------------------------------------------

layer_names = st.sampled_from([*vocabulary.LAYERS, "places", "wells", "military_base"])
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None), max_size=20)
    | st.sampled_from(
        ["Feature", "FeatureCollection", "Point", "2022-03", "disputed", "FRA", "gao"]
    )
)
keys = st.sampled_from(
    [
        *("type", "features", "geometry", "geometries", "coordinates", "properties", "crs"),
        *("id", "name", "start", "end", "end_note", "kind", "status", "claims", "sources"),
        *("title", "partners"),
    ]
) | st.text(max_size=5)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=20,
)


def check_reading(name, data):
    """Read whatever it is; say everything that is wrong, in both languages."""
    layer = read_layer(name, data, today=TODAY)
    for problem in layer.problems:
        for language in LANGUAGES:
            problem.message(language).encode()
            assert len(problem.found(language)) <= 200
    assert layer.frame is not None or any(p.severity == "error" for p in layer.problems)
    return layer


@given(layer_names, st.binary(max_size=400))
def test_reading_never_raises_on_bytes(name, data):
    check_reading(name, data)


@given(layer_names, st.text(st.sampled_from('{}[]",:\\u0d8/tefn1-.e \n\x1e'), max_size=60))
def test_reading_never_raises_on_scraps_of_json(name, text):
    check_reading(name, text.encode())


@given(layer_names, anything)
def test_reading_never_raises_on_json(name, value):
    check_reading(name, json.dumps(value).encode())


@given(layer_names, st.lists(anything, max_size=3), st.dictionaries(keys, anything, max_size=2))
def test_reading_never_raises_on_a_collection_of_anything(name, features, members):
    members = {key: value for key, value in members.items() if key not in ("type", "features")}
    collection = {"type": "FeatureCollection", **members, "features": features}
    check_reading(name, json.dumps(collection).encode())


@given(layer_names, anything, anything)
def test_reading_never_raises_on_features_of_anything(name, properties, geometry):
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    check_reading(name, json.dumps({"type": "FeatureCollection", "features": [feature]}).encode())


@st.composite
def mutated_features(draw, layer):
    """A valid feature with one value, anywhere in it, replaced by anything."""
    claims = [ASSERTS, DENIES]
    feature = json.loads(json.dumps(make_feature(layer, id="bad", claims=claims, extra={"a": [1]})))
    holder = feature
    while True:
        entries = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        step = draw(st.sampled_from(entries))
        if not isinstance(holder[step], dict | list) or not holder[step] or draw(st.booleans()):
            holder[step] = draw(anything)
            return feature
        holder = holder[step]


@given(st.sampled_from([*vocabulary.LAYERS]), st.data())
@settings(max_examples=200)
def test_a_good_feature_beside_a_bad_one_is_never_lost(layer, data):
    bad = data.draw(mutated_features(layer))
    good = make_feature(layer, id="good-one")
    if layer == "military_bases":
        good["properties"]["site"] = "a-site-of-its-own"
    features = data.draw(st.permutations([bad, good]))
    text = json.dumps({"type": "FeatureCollection", "features": features})
    found = check_reading(layer, text.encode())
    frame_ids = ids(found)
    assert "good-one" in frame_ids
    errors = [problem for problem in found.problems if problem.severity == "error"]
    assert (len(frame_ids) == 1) == bool(errors)


@given(st.data(), st.integers(0, 2))
@settings(max_examples=200)
def test_a_file_with_one_byte_changed_is_read_or_refused(data, kind):
    text = bytearray(make_file(make_feature(), make_feature(id="two", site="b")))
    at = data.draw(st.integers(0, len(text) - 1))
    if kind == 0:
        del text[at]
    elif kind == 1:
        text.insert(at, data.draw(st.integers(0, 255)))
    else:
        text[at] = data.draw(st.integers(0, 255))
    check_reading("military_bases", bytes(text))


@given(st.integers(0, 400))
def test_a_file_that_is_cut_short_is_refused(length):
    data = make_file(make_feature())
    layer = check_reading("military_bases", data[: min(length, len(data) - 2)])
    assert layer.frame is None


@given(st.lists(partial_dates, min_size=1, max_size=20))
def test_what_is_read_is_what_was_written(starts):
    features = [
        make_feature("massacre_sites", id=f"f-{number}", start=start, end=None)
        for number, start in enumerate(starts)
    ]
    frame = read("massacre_sites", *features).frame
    assert frame["start"].tolist() == starts
    assert [
        dates.iso(day)[: len(s)] for day, s in zip(frame["begin_day"], starts, strict=True)
    ] == starts


def is_finite(value):
    return not isinstance(value, float) or math.isfinite(value)


@given(st.dictionaries(st.text(max_size=8), scalars.filter(is_finite), max_size=4))
def test_unknown_properties_are_never_dropped(extra):
    known = {field.name for field in vocabulary.CONTEXT_FIELDS}
    extra = {f"x {key}": value for key, value in extra.items() if key not in known}
    data = json.dumps({"type": "Feature", "geometry": POINT, "properties": extra}).encode()
    layer = read_layer("wells", data, today=TODAY)
    if "bad-character" not in codes(layer):
        assert layer.frame["more"].iloc[0] == extra
