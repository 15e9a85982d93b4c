"""The reader's own template: what is taken from it, what must vanish, what is refused."""

import io
import zipfile

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu

from layers.export import pptx
from layers.export.errors import ExportError
from layers.export.pptx import template as templates
from tests.pages import make_page
from tests.slides import leaves, notes_of, opened, pictures, words_of

OLD = "Our confidential slide"
BAR = 900_000  # EMU
FORMER = {"width": 9_144_000, "height": 6_858_000}  # 4:3; pages of ours are 16:9
SECTIONS = """<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">
<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst
 xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section
 name="Our confidential slide" id="{00000000-0000-0000-0000-000000000001}"><p14:sldIdLst>
<p14:sldId id="256"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>"""


def make_template(*, bars=(), slides=1):
    """Return a presentation of 4:3 with bars (left, top, width, height) on its master."""
    made = Presentation()
    made.slide_width, made.slide_height = FORMER["width"], FORMER["height"]
    master = made.slide_master
    for bar in bars:
        master.shapes._spTree.append(_bar(made, bar))
    for _ in range(slides):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = OLD
        slide.notes_slide.notes_text_frame.text = OLD
    return saved(made)


def _bar(made, bar):
    """Return a coloured bar, made on a slide that is taken away again."""
    slide = made.slides.add_slide(made.slide_layouts[6])
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Emu, bar))
    shape.name = "Bar"
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(0xAA, 0x00, 0x33)
    element = shape._element
    element.getparent().remove(element)
    listed = made.slides._sldIdLst
    made.part.drop_rel(listed[-1].rId)
    listed.remove(listed[-1])
    return element


def saved(made):
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def rewritten(data, change):
    """The same file, each part as `change(name, bytes)` says; None leaves it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


TOP = (0, 0, FORMER["width"], BAR)
FOOT = (0, FORMER["height"] - BAR, FORMER["width"], BAR)


def test_size_and_master_are_those_of_the_template():
    made = opened(template=make_template(bars=[TOP]))
    assert (made.slide_width, made.slide_height) == (FORMER["width"], FORMER["height"])
    assert "Bar" in {shape.name for shape in made.slide_master.shapes}
    assert len(made.slides) == 1


def test_the_slides_of_the_template_vanish_with_all_that_tells_of_them():
    template = rewritten(
        make_template(slides=3),
        lambda name, part: (
            part.replace(b"</p:presentation>", f"{SECTIONS}</p:presentation>".encode())
            if name == "ppt/presentation.xml"
            else part.replace(b"<TotalTime>", f"<Manager>{OLD}</Manager><TotalTime>".encode())
        ),
    )
    assert OLD.encode() in b"".join(parts(template).values())
    data = pptx.pptx([make_page(), make_page()], template=template)
    made = Presentation(io.BytesIO(data))
    assert len(made.slides) == 2
    left = parts(data)
    assert not [name for name, part in left.items() if OLD.encode() in part]
    assert not [name for name in left if "thumbnail" in name]
    assert b"sectionLst" not in left["ppt/presentation.xml"]
    numbers = [name for name in left if name.startswith("ppt/slides/slide")]
    assert len(numbers) == len(set(numbers)) == 2


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("bars", "top", "bottom"),
    [
        ([], 0, FORMER["height"]),
        ([TOP], BAR, FORMER["height"]),
        ([FOOT], 0, FORMER["height"] - BAR),
        ([TOP, FOOT], BAR, FORMER["height"] - BAR),
        # What lies behind everything, and what would leave too little, is drawn over.
        ([(0, 0, FORMER["width"], FORMER["height"])], 0, FORMER["height"]),
        ([(0, 1_500_000, FORMER["width"], 3_000_000)], 0, FORMER["height"]),
    ],
    ids=["no bar", "above", "below", "both", "behind", "across the middle"],
)
def test_the_page_lies_beside_the_bars_of_the_template(bars, top, bottom):
    made = opened(template=make_template(bars=bars))
    (picture,) = pictures(made.slides[0])
    assert picture.top >= top - 1
    assert picture.top + picture.height <= bottom + 1
    # As large as can be, centred, in the form of the page.
    assert picture.width / picture.height == pytest.approx(320 / 180, rel=1e-4)
    room = min(FORMER["width"] / 320, (bottom - top) / 180)
    assert picture.width == pytest.approx(room * 320, abs=2)
    assert picture.left == pytest.approx((FORMER["width"] - picture.width) / 2, abs=2)
    assert picture.top - top == pytest.approx((bottom - top - picture.height) / 2, abs=2)


def test_a_bar_that_the_layout_hides_takes_no_room():
    made = Presentation(io.BytesIO(make_template(bars=[TOP])))
    for layout in made.slide_layouts:
        layout._element.set("showMasterSp", "0")
    (picture,) = pictures(opened(template=saved(made)).slides[0])
    assert picture.width == FORMER["width"]


def test_everything_of_the_page_stays_on_the_picture():
    made = opened(template=make_template(bars=[TOP, FOOT]))
    (picture,) = pictures(made.slides[0])
    for shape in leaves(made.slides[0].shapes):
        assert shape.left >= picture.left - 1
        assert shape.top >= picture.top - 1
        assert shape.top + shape.height <= picture.top + picture.height + 1
    assert "Sources" in "\n".join(words_of(made.slides[0]))
    assert notes_of(made.slides[0]) == make_page().notes


def test_no_placeholder_asks_for_a_text_of_its_own():
    made = Presentation()
    for layout in [*made.slide_layouts]:
        if layout.name != "Title and Content":
            made.slide_layouts.remove(layout)
    slide = opened(template=saved(made)).slides[0]
    assert [each.shape_id for each in slide.placeholders] == [slide.shapes.title.shape_id]


def test_the_same_template_is_the_same_bytes():
    template = make_template(bars=[TOP])
    first, second = (pptx.pptx([make_page()], template=template) for _ in range(2))
    assert first == second


# --- what is no template ---


def without_titles():
    made = Presentation()
    for layout in made.slide_layouts:
        for shape in [*layout.placeholders]:
            if shape.placeholder_format.idx == 0:
                shape._element.getparent().remove(shape._element)
    return saved(made)


def broken(name):
    return rewritten(make_template(), lambda each, part: b"<a" if each == name else part)


def renamed(kind):
    """The same content under another type: what PowerPoint makes of macros and templates."""
    usual = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    return rewritten(
        make_template(),
        lambda name, part: part.replace(usual, kind) if name == "[Content_Types].xml" else part,
    )


REFUSED = {
    "nothing": (lambda: b"", "template-kind"),
    "text": (lambda: b"hello", "template-kind"),
    "old form": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "template-locked"),
    "cut off": (lambda: make_template()[:9000], "template-kind"),
    "bytes changed": (
        lambda: make_template()[:3000] + b"zzzzzzzz" + make_template()[3008:],
        "template-kind",
    ),
    "another archive": (lambda: rewritten(make_template(), lambda *_: None), "template-kind"),
    "no presentation": (lambda: broken("ppt/presentation.xml"), "template-kind"),
    "a broken layout": (lambda: broken("ppt/slideLayouts/slideLayout1.xml"), "template-kind"),
    "no types": (lambda: broken("[Content_Types].xml"), "template-kind"),
    "a missing layout": (
        lambda: rewritten(
            make_template(),
            lambda name, part: None if name.endswith("slideLayout3.xml") else part,
        ),
        "template-kind",
    ),
    "with macros": (
        lambda: renamed(b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"),
        "template-kind",
    ),
    "no title": (without_titles, "template-title"),
}


@pytest.mark.parametrize(("make", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_template_is_told_in_both_languages(make, code):
    data = make()
    for ask in (pptx.check, lambda template: pptx.pptx([make_page()], template=template)):
        with pytest.raises(ExportError) as caught:
            ask(data)
        assert caught.value.code == code
    english, french = caught.value.message("en"), caught.value.message("fr")
    assert "template" in english
    assert "modèle" in french
    assert "{" not in english + french


def test_what_unpacks_to_more_than_any_template_is_refused_before_it_is_unpacked(monkeypatch):
    data = make_template()
    pptx.check(data)
    monkeypatch.setattr(templates, "MOST_BYTES", 10_000)
    with pytest.raises(ExportError) as caught:
        pptx.check(data)
    assert caught.value.code == "template-large"
    assert caught.value.message("fr")


def test_a_template_asks_nothing_of_this_machine():
    entity = b'?><!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    template = rewritten(
        make_template(),
        lambda name, part: (
            part.replace(b"?>", entity, 1).replace(b"<a:t>", b"<a:t>&x;")
            if name.endswith("slideMaster1.xml")
            else part
        ),
    )
    left = parts(pptx.pptx([make_page()], template=template))
    assert not [name for name, part in left.items() if b"root:" in part]
