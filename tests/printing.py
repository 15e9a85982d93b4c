"""A fake of the printing, for tests of what is asked of it."""

from dataclasses import dataclass, field

from layers.export.composition import Composition, Deck


@dataclass
class Press:
    """A fake of the printing: it remembers what it was asked for and returns a few bytes."""

    rendered: list[tuple[Deck, str]] = field(default_factory=list)
    frames: list[tuple[Composition, tuple[int, ...]]] = field(default_factory=list)
    settings: list = field(default_factory=list)

    def render(self, _atlas, deck, kind, settings):
        self.rendered.append((deck, kind))
        self.settings.append(settings)
        settings.progress(1, 1)
        return f"{kind} of {len(deck.compositions)}".encode() * 300

    def film_frames(self, _atlas, composition, days, _imprint):
        self.frames.append((composition, tuple(days)))
        yield from days

    def film_write(self, file, pages, kind, settings):
        self.settings.append(settings)
        file.write(b"".join(f"{kind} {page}\n".encode() for page in pages))
        settings.progress(1, 1)

    @property
    def pictures(self):
        return [each for deck, _ in self.rendered for each in deck.compositions]

    @property
    def picture(self):
        (found,) = self.pictures
        return found
