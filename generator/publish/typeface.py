"""How wide the letters of a TrueType font are, and which it has: enough to break lines."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typeface:
    """Advance widths by character, in units of the font's size."""

    widths: Mapping[str, float]

    def covers(self, text: str) -> bool:
        """Whether the font has every character of a text."""
        return all(char in self.widths for char in text)

    def width(self, text: str) -> float:
        """How wide a text is, kerning aside."""
        return sum(self.widths.get(char, 1.0) for char in text)

    def lines(self, text: str, most: float) -> list[str]:
        """Break a text between words into lines of at most a width; a longer word has a line of its own."""
        lines: list[str] = []
        for word in text.split():
            if lines and self.width(f"{lines[-1]} {word}") <= most:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines


def read(data: bytes) -> Typeface:
    """Read a font file (OpenType 1.9, "head", "hhea", "hmtx", and "cmap" in format 4: the Basic Multilingual Plane)."""
    tables = {}
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        tables[tag] = offset
    (units,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    (metrics,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)
    advances = [advance for advance, _ in struct.iter_unpack(">Hh", data[tables[b"hmtx"] :][: 4 * metrics])]
    glyphs = _glyphs(data, tables[b"cmap"])
    return Typeface({chr(code): advances[min(glyph, metrics - 1)] / units for code, glyph in glyphs.items()})


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """The glyph of each character."""
    for index in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * index)
        if (platform, encoding) == (3, 1):
            return _segments(data, cmap + offset)
    return {}


def _segments(data: bytes, at: int) -> dict[int, int]:
    (double,) = struct.unpack_from(">H", data, at + 6)
    count = double // 2

    def column(number: int, kind: str) -> tuple[int, ...]:
        return struct.unpack_from(f">{count}{kind}", data, at + 14 + number * double + (2 if number else 0))

    glyphs = {}
    for index, (end, start, delta, shift) in enumerate(
        zip(column(0, "H"), column(1, "H"), column(2, "h"), column(3, "H"), strict=True)
    ):
        for code in range(start, end + 1):
            glyph = code
            if shift:
                place = at + 16 + 3 * double + 2 * index + shift + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", data, place)
            if glyph and (glyph := (glyph + delta) % 65536):
                glyphs[code] = glyph
    return glyphs
