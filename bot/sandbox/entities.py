"""Message entities: what they are, in which order they stand, and how overlapping ones are put right."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

#: Kinds that may be cut in pieces and joined again; all others stay whole.
SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = ("blockquote", "expandable_blockquote")
PLAIN_INSIDE = ("pre", "code", "date_time")
#: Outer first among entities of equal offset and length.
_PRIORITY = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "date_time": 30, "text_link": 49,
    "text_mention": 49, "bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94,
    "custom_emoji": 99,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text with a meaning; offset and length in UTF-16 code units."""

    kind: str
    offset: int
    length: int
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """First code unit after the entity."""
        return self.offset + self.length

    def json(self) -> dict[str, Any]:
        """The MessageEntity object."""
        return {"offset": self.offset, "length": self.length, "type": self.kind, **self.extra}


def utf16_length(text: str) -> int:
    """Length as Telegram counts it: characters beyond the basic plane count twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of `text` that an entity names."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def in_order(entities: Iterable[Entity]) -> list[Entity]:
    """By offset, longer first, outer kinds first."""
    return sorted(entities, key=_rank)


def _rank(entity: Entity) -> tuple[int, int, int]:
    priority = 10 if "language" in entity.extra else _PRIORITY.get(entity.kind, 50)
    return entity.offset, -entity.length, priority


def put_right(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """The entities that remain when those that may not overlap have lost, and styles are cut and joined to nest."""
    ordered = in_order(entity for entity in entities if entity.length > 0)
    if _nests_well(ordered):
        return tuple(ordered)
    styles = [entity for entity in ordered if entity.kind in SPLITTABLE]
    quotes = _first_of_overlapping(entity for entity in ordered if entity.kind in QUOTES)
    whole = _first_of_overlapping(e for e in ordered if e.kind not in SPLITTABLE and e.kind not in QUOTES)
    whole = [entity for entity in whole if not any(_crosses(entity, quote) for quote in quotes)]
    frame = in_order([*whole, *quotes])
    return tuple(in_order([*frame, *_cut(styles, frame)]))


def _first_of_overlapping(entities: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _crosses(entity: Entity, quote: Entity) -> bool:
    """Whether `entity` overlaps `quote` without lying inside it."""
    inside = quote.offset <= entity.offset and entity.end <= quote.end
    return entity.offset < quote.end and quote.offset < entity.end and not inside


def _nests_well(entities: Sequence[Entity]) -> bool:
    """Whether nothing has to be changed; `entities` are in order."""
    open_ones: list[Entity] = []
    style_ends: dict[str, int] = {}
    for entity in entities:
        while open_ones and entity.offset >= open_ones[-1].end:
            open_ones.pop()
        if open_ones and not _may_stand_in(entity, open_ones):
            return False
        if entity.kind in SPLITTABLE:
            if style_ends.get(entity.kind, -1) >= entity.offset:
                return False
            style_ends[entity.kind] = entity.end
        open_ones.append(entity)
    return True


def _may_stand_in(entity: Entity, around: Sequence[Entity]) -> bool:
    """Only quotes may hold others here; styles inside styles are left to be cut."""
    if entity.end > around[-1].end or entity.kind in QUOTES:
        return False
    return all(outer.kind in QUOTES for outer in around) or (
        entity.kind in SPLITTABLE and not any(o.kind in SPLITTABLE or o.kind in PLAIN_INSIDE for o in around)
    )


def _cut(styles: Sequence[Entity], frame: Sequence[Entity]) -> list[Entity]:
    """Styles joined where they touch, cut at the borders of `frame`, and dropped inside code and times."""
    if not styles:
        return []
    borders = sorted({edge for entity in frame for edge in (entity.offset, entity.end)})
    plain = [entity for entity in frame if entity.kind in PLAIN_INSIDE]
    pieces: list[Entity] = []
    for kind in SPLITTABLE:
        for style in _joined(entity for entity in styles if entity.kind == kind):
            pieces += _pieces(style, borders)
    pieces = [p for p in pieces if not any(o.offset <= p.offset and p.end <= o.end for o in plain)]
    return _nested(pieces)


def _joined(styles: Iterable[Entity]) -> list[Entity]:
    joined: list[Entity] = []
    for style in styles:
        if joined and style.offset <= joined[-1].end:
            end = max(joined[-1].end, style.end)
            joined[-1] = replace(joined[-1], length=end - joined[-1].offset)
        else:
            joined.append(style)
    return joined


def _pieces(style: Entity, borders: Sequence[int]) -> list[Entity]:
    cuts = [style.offset, *(edge for edge in borders if style.offset < edge < style.end), style.end]
    return [Entity(style.kind, start, end - start) for start, end in itertools.pairwise(cuts)]


def _nested(pieces: Sequence[Entity]) -> list[Entity]:
    """Each style is cut where another style begins inside it, so that of two the later one lies within."""
    starts = sorted({piece.offset for piece in pieces})
    return in_order(part for piece in pieces for part in _pieces(piece, starts))
