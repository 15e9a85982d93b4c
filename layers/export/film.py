"""Time as a film: one picture a day, streamed to a file, a frame in memory at a time.

Animated WebP and GIF, or a ZIP of numbered PNGs for whoever cuts a film of their own. The
last picture stands longer, so that it can be read before the film begins anew.
"""

from __future__ import annotations

import io
import zipfile
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from contextvars import copy_context
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, Final, Literal

from PIL import GifImagePlugin, Image, ImageChops

from layers import symbology
from layers.export import archive, png, raster
from layers.export.plates import plates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from layers.atlas import Atlas
    from layers.export.composition import Composition, Imprint
    from layers.export.drawing import Page

Kind = Literal["webp", "gif", "zip"]
KINDS: Final[tuple[Kind, ...]] = ("webp", "gif", "zip")
# The last picture stands for so many of the others.
_LAST: Final = 6
# So many pictures are drawn while the next is laid out: no more are in memory.
_AHEAD: Final = 2
_MANY: Final = 12  # frames from which on starting processes is worth its time
_COLOURS: Final = 256  # of a GIF
# A colour of the symbology is mixed with the paper in these shares: faint, halved, whole.
_SHARES: Final = (0.3, 0.55, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Frames:
    """The pictures of a film; each is laid out only when its turn comes.

    Attributes:
        atlas: whose features.
        composition: the picture, whose day is that of none of the frames.
        days: of the frames, in days since 1970-01-01.
        imprint: where the permalinks lead.
    """

    atlas: Atlas
    composition: Composition
    days: Sequence[int]
    imprint: Imprint

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.days)

    def __iter__(self) -> Iterator[Page]:
        """Yield the page with the map of each day."""
        for day in self.days:
            view = replace(self.composition.view, day=day)
            composition = replace(self.composition, view=view)
            yield plates(self.atlas, composition, self.imprint, alone=True)[0]


def frames(atlas: Atlas, composition: Composition, days: Sequence[int], imprint: Imprint) -> Frames:
    """Return a film of these days (days since 1970-01-01), all else as the composition says."""
    return Frames(atlas, composition, tuple(days), imprint)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a film is made.

    Attributes:
        milliseconds: for which each picture stands.
        scale: as for `png.png`.
        progress: called with (done, all) after each picture.
    """

    milliseconds: int
    scale: float = 1.0
    progress: Callable[[int, int], None] | None = None


def write(file: BinaryIO, pages: Frames | Sequence[Page], kind: Kind, settings: Settings) -> None:
    """Write a film. The same pages give the same bytes.

    Args:
        file: open for writing bytes.
        pages: at least one, all of one size; taken one by one.
        kind: "webp", "gif" or "zip".
        settings: how.
    """
    with _drawing(len(pages)), ThreadPoolExecutor(_AHEAD) as pool:
        pictures = _told(_pictures(pages, settings.scale, pool), len(pages), settings)
        if kind == "zip":
            _zip(file, pictures)
        elif kind == "gif":
            _gif(file, _images(pictures), settings.milliseconds)
        else:
            _webp(file, _Reel(_images(pictures), len(pages)), settings.milliseconds)


@contextmanager
def _drawing(count: int) -> Iterator[None]:
    """Draw in processes of our own if it is worth starting them, and nobody else did."""
    if raster.is_elsewhere() or count < _MANY:
        yield
        return
    with closing(raster.Drawers(_AHEAD)) as drawers, raster.elsewhere(drawers):
        yield


def _pictures(pages: Iterable[Page], scale: float, pool: ThreadPoolExecutor) -> Iterator[bytes]:
    """Yield the PNG of each page; while one is drawn, the next are laid out."""
    drawn: deque[Future[bytes]] = deque()
    for page in pages:
        drawn.append(pool.submit(copy_context().run, png.png, page, scale))
        if len(drawn) > _AHEAD:
            yield drawn.popleft().result()
    for future in drawn:
        yield future.result()


def _told(pictures: Iterable[bytes], count: int, settings: Settings) -> Iterator[bytes]:
    for done, picture in enumerate(pictures, start=1):
        yield picture
        if settings.progress:
            settings.progress(done, count)


def _images(pictures: Iterable[bytes]) -> Iterator[Image.Image]:
    for picture in pictures:
        with Image.open(io.BytesIO(picture)) as image:
            yield image.convert("RGB")


def _zip(file: BinaryIO, pictures: Iterable[bytes]) -> None:
    with zipfile.ZipFile(file, "w") as made:
        for number, picture in enumerate(pictures, start=1):
            made.writestr(archive.entry(f"{number:05d}.png"), picture)


class _Reel(Image.Image):
    """Many pictures as one that Pillow can save: each is made when it is looked for."""

    def __init__(self, images: Iterator[Image.Image], count: int) -> None:
        super().__init__()
        self._images = images
        self._at = -1
        self.n_frames = count
        self.seek(0)

    def seek(self, frame: int) -> None:
        if frame != self._at and (image := next(self._images, None)) is not None:
            self.im, self._size, self._mode = image.im, image.size, image.mode
            self._at = frame

    def tell(self) -> int:
        return self._at


def _webp(file: BinaryIO, reel: _Reel, milliseconds: int) -> None:
    durations = [milliseconds] * (reel.n_frames - 1) + [milliseconds * _LAST]
    reel.save(file, "WEBP", save_all=True, duration=durations, loop=0, lossless=True, method=0)


def _gif(file: BinaryIO, images: Iterable[Image.Image], milliseconds: int) -> None:
    before: Image.Image | None = None
    palette: Image.Image | None = None
    pending: tuple[Image.Image, tuple[int, int]] | None = None
    for image in images:
        palette = palette or _palette(image)
        drawn = image.quantize(palette=palette, dither=Image.Dither.NONE)
        if before is None:
            header, _ = GifImagePlugin.getheader(drawn, info={"loop": 0})
            file.writelines([*header, _LOOP])
        box = (0, 0, *drawn.size) if before is None else _changed(before, drawn)
        if pending:
            _gif_frame(file, *pending, milliseconds)
        # Only what has changed is written: the ground stays as it is.
        pending, before = (drawn.crop(box), box[:2]), drawn
    if pending:
        _gif_frame(file, *pending, milliseconds * _LAST)
    file.write(b";")


# GIF89a knows no repetition; this block of Netscape's is what all viewers follow.
_LOOP: Final = b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"


def _gif_frame(
    file: BinaryIO, image: Image.Image, offset: tuple[int, int], milliseconds: int
) -> None:
    file.writelines(GifImagePlugin.getdata(image, offset, duration=milliseconds, disposal=1))


def _changed(before: Image.Image, after: Image.Image) -> tuple[int, int, int, int]:
    # Compared as colours: the indices of a palette are no brightness that could differ.
    difference = ImageChops.difference(before.convert("RGB"), after.convert("RGB"))
    return difference.getbbox() or (0, 0, 1, 1)


def _palette(first: Image.Image) -> Image.Image:
    """Return the 256 colours of a film: those of the symbology, the rest of its first picture.

    A later picture may show an actor that the first does not.
    """
    inks = [style.light for style in symbology.FAMILIES.values()]
    inks += [style.dark for style in symbology.FAMILIES.values()]
    inks += [symbology.KILLED_LIGHT, symbology.KILLED_DARK]
    ground = first.convert("RGB").resize((1, 1)).tobytes()
    own = [_mixed(ink, ground, share) for ink in inks for share in _SHARES]
    rest = first.quantize(_COLOURS - len(own), dither=Image.Dither.NONE).getpalette() or []
    colours = [*rest, *(part for colour in own for part in colour)]
    made = Image.new("P", (1, 1))
    made.putpalette(colours[: 3 * _COLOURS])
    return made


def _mixed(ink: str, ground: Iterable[int], share: float) -> tuple[int, ...]:
    parts = (int(ink[i : i + 2], 16) for i in (1, 3, 5))
    return tuple(
        round(share * part + (1 - share) * under) for part, under in zip(parts, ground, strict=True)
    )
