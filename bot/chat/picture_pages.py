"""Pictures ready to be drawn, each with its caption, its buttons, and the same as text for those who read that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.chat.html import Html, bold, escape, fill, italic, joined
from bot.chat.keyboards import Button, Rows
from bot.chat.lists import entry_line
from bot.chat.names import Edition, name_of, ranked, source_link
from bot.chat.pages import Block, Message, laid_out
from bot.chat.picture_buttons import Act, Wanted, wanted_button
from bot.chat.picture_scope import scope_name, scope_of_code
from bot.chat.picture_words import (
    best_source,
    counted,
    last_word,
    map_words,
    no_figure,
    route_state,
    state_of_base,
    timeline_words,
    trade_words,
)
from bot.knowledge.entries import Entry
from bot.pictures.map import MapSheet, Spot, region_in
from bot.pictures.timeline import ITEMS, Timeline, entries_in, pages_of
from bot.pictures.trade import PANELS, Figure, Panel, Trade, TradeTable, trade_in, years_of

#: Sources named in a caption; the others are only counted.
MOST_SOURCES = 3
#: What a caption holds, in UTF-16 units.
LONGEST_CAPTION = 1024
#: Units of a text version; the head, the foot and buttons come beside it.
TEXT_PAGE = 3500

Sheet = Timeline | TradeTable | MapSheet


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: what is on it, what stands below it."""

    sheet: Sheet
    caption: Html
    buttons: Rows


def picture_page(edition: Edition, wanted: Wanted) -> Picture | None:
    """The picture that is wanted, the last where there are fewer; None where the base has nothing for it."""
    match wanted.kind:
        case "t":
            return _timeline(edition, wanted)
        case "r":
            return _trade(edition, wanted)
        case _:
            return _map(edition, wanted)


def text_page(edition: Edition, wanted: Wanted) -> Message | None:
    """What stands on the picture as text, page for page; None where the base has nothing for it."""
    leaf = _LEAVES[wanted.kind](edition, wanted)
    if leaf is None:
        return None
    words, page = edition.words, Wanted(wanted.kind, wanted.code, leaf.page)
    fitting, *rest = laid_out(leaf.blocks, TEXT_PAGE, TEXT_PAGE)
    more = italic(words._("The rest stands in the picture.")) if rest else None
    body = joined((block.html for block in fitting), "\n" if wanted.kind == "t" else "\n\n")
    turn = _turning(edition, "leaf", page, leaf.pages, newest_last=wanted.kind == "t")
    see = wanted_button(words._("See the picture"), "show", page)
    return Message(
        joined((bold(leaf.title), body, more, state_of_base(edition)), "\n\n"),
        tuple(row for row in (turn, (see,)) if row),
        tuple(block.ref for block in fitting if block.ref),
    )


def nothing_message(edition: Edition, kind: str, what: str = "") -> Message:
    """What is said where there is nothing to draw."""
    words = edition.words
    if kind == "t" and what:
        return Message(fill(words._("The base holds nothing with a date on {what}."), what=what))
    return Message(escape(words._("The base holds nothing that could be drawn here.")))


def how_message(edition: Edition) -> Message:
    """How a timeline is asked for, with examples from the base."""
    words, knowledge = edition.words, edition.knowledge
    year = edition.today.year
    themes = [theme.named(edition.language) for theme in knowledge.words.themes[:1]]
    busy = max(knowledge.of_kind("official"), key=lambda one: len(one.related) + len(one.facts), default=None)
    people = [name_of(edition, busy).split()[-1]] if busy is not None else []
    examples = [f"/timeline {what}" for what in (str(year), f"{year - 10}-{year}", *people, *themes)]
    wording = words._("That is no period, person or theme known here. Write for example {examples}.")
    return Message(fill(wording, examples=", ".join(examples)))


def choices_message(edition: Edition, choices: Sequence[tuple[Entry, Wanted]]) -> Message:
    """Several people or things of one name, each a button that leads to its timeline."""
    rows = tuple((wanted_button(name_of(edition, entry), "show", wanted),) for entry, wanted in choices)
    return Message(escape(edition.words._("Which one do you mean?")), rows)


def _timeline(edition: Edition, wanted: Wanted) -> Picture | None:
    found = _entries(edition, wanted.code)
    if not found:
        return None
    pages = pages_of(found)
    page = min(wanted.page, len(pages))
    here, words = pages[page - 1], edition.words
    title = _timeline_title(edition, wanted.code)
    last = len(found) - (page - 1) * ITEMS
    count = words.ngettext("{number} entry", "{number} entries", len(found)).format(number=len(found))
    if len(pages) > 1:
        part = words._("Entries {first} to {last} of {number}")
        count = part.format(first=last - len(here) + 1, last=last, number=len(found))
    sources = (fact.sources[0] for entry in here for fact in entry.shown_facts[:1] if fact.sources)
    note = words._("The newest is at the bottom; dates are as precise as the sources.") if len(here) > 1 else ""
    return Picture(
        timeline_words(edition, title, count, here),
        _caption(edition, title, count, note, sources),
        _buttons(edition, Wanted("t", wanted.code, page), len(pages), newest_last=True),
    )


def _trade(edition: Edition, wanted: Wanted) -> Picture | None:
    trade, words = trade_in(edition.knowledge), edition.words
    found = _panel(trade, wanted.page)
    if found is None:
        return None
    panel, page, pages = found
    title = _panel_title(edition, panel)
    note = words._("The sources differ, and each number is shown as given; what is missing is left empty.")
    sources = [one.value.source for one in trade.of(panel)]
    return Picture(
        trade_words(edition, trade, panel, title),
        _caption(edition, title, trade.unit, note, sources),
        _buttons(edition, Wanted("r", "", page), pages, newest_last=False),
    )


def _panel(trade: Trade, page: int) -> tuple[Panel, int, int] | None:
    """The page's panel, or the last, with its page and the number of pages; None without figures."""
    panels = [panel for panel in PANELS if trade.of(panel)]
    page = min(page, len(panels))
    return (panels[page - 1], page, len(panels)) if panels else None


def _map(edition: Edition, wanted: Wanted) -> Picture | None:
    region, words = region_in(edition.knowledge), edition.words
    if not region.spots:
        return None
    title = words._("Corridors, ports and passes")
    note = words._(
        "Schematic; no borders shown. Solid lines were in use at the date given with each, which does not say that a"
        " border is open today; dashed ones are planned, being built or on trial."
    )
    last = (last_word(edition, route.entry)[1] for route in region.routes)
    sources = [source.id for source in last if source is not None]
    return Picture(
        map_words(edition, region, title),
        _caption(edition, title, None, note, sources),
        _buttons(edition, Wanted("m"), 1, newest_last=False),
    )


@dataclass(frozen=True, slots=True)
class _Leaf:
    title: str
    blocks: tuple[Block, ...]
    page: int = 1
    pages: int = 1


def _timeline_leaf(edition: Edition, wanted: Wanted) -> _Leaf | None:
    pages = pages_of(_entries(edition, wanted.code))
    if not pages:
        return None
    page = min(wanted.page, len(pages))
    blocks = tuple(Block(fill("• {line}", line=entry_line(edition, one)), one.id) for one in pages[page - 1])
    return _Leaf(_timeline_title(edition, wanted.code), blocks, page, len(pages))


def _trade_leaf(edition: Edition, wanted: Wanted) -> _Leaf | None:
    trade = trade_in(edition.knowledge)
    found = _panel(trade, wanted.page)
    if found is None:
        return None
    panel, page, pages = found
    title = f"{_panel_title(edition, panel)}, {trade.unit}"
    return _Leaf(title, tuple(_year_blocks(edition, trade, panel)), page, pages)


def _year_blocks(edition: Edition, trade: Trade, panel: Panel) -> Iterable[Block]:
    for first, last, figures in years_of(trade.of(panel)):
        years = f"{first}" if first == last else f"{first}–{last}"
        if not figures:
            yield Block(fill("{years}: {none}", years=years, none=no_figure(edition, panel)))
        yield from (_figure_block(edition, one, first) for one in figures)


def _figure_block(edition: Edition, one: Figure, year: int) -> Block:
    parts = (one.remark, *(counted(edition, one)[1 if one.remark else 0 :]), one.value.by)
    what = joined(dict.fromkeys(part for part in parts if part), " · ")
    source = best_source(edition, (one.value.source,))
    line = fill("{year}: {value} – {what}", year=year, value=bold(f"{one.value.value:,.6g}"), what=what)
    return Block(joined((line, source_link(edition, source) if source else None), " · "), one.entry.id)


def _map_leaf(edition: Edition, wanted: Wanted) -> _Leaf | None:
    words, region = edition.words, region_in(edition.knowledge)
    if not region.spots:
        return None
    blocks = []
    for number, route in enumerate(region.routes, 1):
        way = " – ".join(point.name for point in route.points)
        name = bold(f"{number}. {name_of(edition, route.entry)}")
        blocks.append(Block(joined((name, way, route_state(edition, route.entry))), route.entry.id))
    alone = [spot for spot in region.spots if not spot.routed]
    if alone:
        places = ", ".join(_spot_words(edition, spot) for spot in alone)
        blocks.append(Block(fill(words._("Also shown: {places}."), places=places)))
    return _Leaf(words._("Corridors, ports and passes"), tuple(blocks))


def _spot_words(edition: Edition, spot: Spot) -> str:
    words = edition.words
    roles = {"capital": words._("capital"), "port": words._("port"), "pass": words._("pass")}
    return f"{spot.name} ({roles[spot.role]})" if spot.role in roles else spot.name


_LEAVES: dict[str, Callable[[Edition, Wanted], _Leaf | None]] = {
    "t": _timeline_leaf,
    "r": _trade_leaf,
    "m": _map_leaf,
}


def _entries(edition: Edition, code: str) -> tuple[Entry, ...]:
    scope = scope_of_code(code, edition.knowledge)
    return entries_in(edition.knowledge, scope) if scope is not None else ()


def _timeline_title(edition: Edition, code: str) -> str:
    scope = scope_of_code(code, edition.knowledge)
    name = scope_name(edition, scope) if scope is not None else ""
    words = edition.words
    return words._("Timeline: {what}").format(what=name) if name else words._("Timeline")


def _panel_title(edition: Edition, panel: Panel) -> str:
    words = edition.words
    titles: dict[Panel, str] = {
        "years": words._("Trade by calendar year"),
        "periods": words._("Trade in other periods"),
        "one-way": words._("Exports and imports"),
        "undated": words._("Trade figures without a period"),
    }
    return titles[panel]


def _caption(edition: Edition, title: str, count: str | None, note: str, source_ids: Iterable[str]) -> Html:
    words, sources = edition.words, ranked(edition.knowledge, source_ids)
    named = joined((source_link(edition, source) for source in sources[:MOST_SOURCES]), "; ")
    rest = len(sources) - MOST_SOURCES
    if rest > 0:
        wording = words.ngettext("{named} and {number} more", "{named} and {number} more", rest)
        named = fill(wording, named=named, number=rest)
    wording = words.ngettext("Source: {named}", "Sources: {named}", len(sources))
    source_line = fill(wording, named=named) if sources else None
    return joined((joined((bold(title), count), " · "), note, source_line))


def _buttons(edition: Edition, wanted: Wanted, pages: int, *, newest_last: bool) -> Rows:
    text = wanted_button(edition.words._("As text"), "text", wanted)
    turn = _turning(edition, "turn", wanted, pages, newest_last=newest_last)
    return tuple(row for row in (turn, (text,)) if row)


def _turning(edition: Edition, act: Act, wanted: Wanted, pages: int, *, newest_last: bool) -> tuple[Button, ...]:
    """Buttons to the pages beside; of timelines the first page is the newest and the next one earlier."""
    words, page = edition.words, wanted.page

    def to(wording: str, other: int) -> Button:
        return wanted_button(wording.format(page=other, pages=pages), act, Wanted(wanted.kind, wanted.code, other))

    after = words._("‹ Earlier ({page} of {pages})") if newest_last else words._("More ({page} of {pages})")
    before = words._("Later ({page} of {pages}) ›") if newest_last else words._("Back ({page} of {pages})")
    onward = (to(after, page + 1),) if page < pages else ()
    backward = (to(before, page - 1),) if page > 1 else ()
    return (*onward, *backward) if newest_last else (*backward, *onward)
