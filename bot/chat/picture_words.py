"""What stands on the pictures, in words: dates, names, states, numbers and sources of what the base holds."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.names import Edition, called, name_of, ranked, source_name, status_of
from bot.knowledge.currency import last_confirmed
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Source, Term
from bot.languages.when import said, said_day
from bot.pictures.map import MapSheet, Region, RouteWords
from bot.pictures.timeline import Row, Timeline, is_ahead, is_certain
from bot.pictures.trade import Bar, Figure, Panel, Trade, TradeTable, YearRow, sides, years_of


def timeline_words(edition: Edition, title: str, subtitle: str, entries: Sequence[Entry]) -> Timeline:
    """A timeline of these entries, which are in order of time."""
    words, today = edition.words, edition.today
    rows = tuple(_row(edition, entry) for entry in entries)
    ahead = next((n for n, entry in enumerate(entries) if n and is_ahead(entry, today)), None)
    is_between = ahead is not None and not is_ahead(entries[0], today)
    mark = (ahead, words._("Today, {date}").format(date=said_day(today, words))) if ahead and is_between else None
    ring = words._("Still ahead, only drafted, or no source says that it took place")
    legend = "" if all(row.certain for row in rows) else ring
    return Timeline(title, subtitle, rows, mark, legend, state_of_base(edition))


def trade_words(edition: Edition, trade: Trade, panel: Panel, title: str) -> TradeTable:
    """The figures of one panel: a row a year, a column a country."""
    words, rows = edition.words, []
    figures = trade.of(panel)
    for first, last, found in years_of(figures):
        years = f"{first}" if first == last else f"{first}–{last}"
        columns = tuple(tuple(bar_of(edition, one) for one in side) for side in sides(edition.knowledge, found))
        rows.append(YearRow(years, columns if found else (), "" if found else no_figure(edition, panel)))
    heads = tuple(words._("By {country}").format(country=c.named(edition.language)) for c in _countries(edition))
    return TradeTable(
        title=title,
        subtitle=words._("{unit}; each number as its source gives it").format(unit=_first_up(trade.unit)),
        heads=(*heads, ""),
        rows=tuple(rows),
        none=words._("no figure"),
        legend=_trade_legend(edition, figures),
        foot=state_of_base(edition),
    )


def map_words(edition: Edition, region: Region, title: str) -> MapSheet:
    """The map of a region, with its routes by name and state."""
    words = edition.words
    return MapSheet(
        title=title,
        subtitle=words._("Schematic; no borders shown. Lines join the places that the sources name."),
        region=region,
        routes=tuple(RouteWords(name_of(edition, r.entry), route_state(edition, r.entry)) for r in region.routes),
        signs=(
            ("capital", words._("capital")),
            ("city", words._("place")),
            ("port", words._("port")),
            ("pass", words._("pass")),
        ),
        lines=((True, words._("in use at the date given")), (False, words._("planned, being built or on trial"))),
        kilometres=words._("{number} km"),
        foot=state_of_base(edition),
    )


def route_state(edition: Edition, entry: Entry) -> str:
    """How far a route has come, as of when, and by which source."""
    as_of, source = last_word(edition, entry)
    state = status_of(edition, entry, as_of)
    return " · ".join(part for part in (state, source_name(edition, source) if source else None) if part)


def last_word(edition: Edition, entry: Entry) -> tuple[FuzzyDate | None, Source | None]:
    """When the entry was last confirmed, and the best source of that."""
    confirmed = [(last_confirmed(edition.knowledge, fact), fact.sources) for fact in entry.shown_facts]
    as_of = max((when for when, _ in confirmed if when), default=None)
    latest = [source for when, ids in confirmed if when is not None and when == as_of for source in ids]
    return as_of, best_source(edition, latest) or lead_source(edition, entry)


def bar_of(edition: Edition, one: Figure) -> Bar:
    """A figure in words: the number, what it counts and for when, whose it is, and its source."""
    source = edition.knowledge.sources.get(one.value.source)
    by = " · ".join(part for part in (*counted(edition, one), one.value.by) if part)
    return Bar(
        one.value.value, f"{one.value.value:,.6g}", by, source_name(edition, source) if source else "", one.whole
    )


def counted(edition: Edition, one: Figure) -> tuple[str, ...]:
    """What a figure counts and for when, as far as the year alone does not say it."""
    period = one.value.period
    when = None if one.whole and not (period.approximate or period.uncertain) else said(period, edition.words)
    return tuple(part for part in (one.remark, when) if part)


def no_figure(edition: Edition, panel: Panel) -> str:
    """What stands where the base has no figure."""
    words = edition.words
    return (
        words._("no figure for a whole year in the base") if panel == "years" else words._("no such figure in the base")
    )


def best_source(edition: Edition, ids: Sequence[str]) -> Source | None:
    """The best of these sources."""
    return next(iter(ranked(edition.knowledge, ids)), None)


def lead_source(edition: Edition, entry: Entry) -> Source | None:
    """The best source of the fact that an entry opens with."""
    return best_source(edition, entry.shown_facts[0].sources) if entry.shown_facts else None


def state_of_base(edition: Edition) -> str:
    """Up to when the sources of the base reach."""
    until = edition.knowledge.about.reach
    return edition.words._("The sources reach to {date}.").format(date=said(until, edition.words)) if until else ""


def _row(edition: Edition, entry: Entry) -> Row:
    assert entry.when is not None
    certain = is_certain(entry, edition.today)
    state = status_of(edition, entry) if not certain or entry.kind == "agreement" else None
    when, source = said(entry.when, edition.words), lead_source(edition, entry)
    name = name_of(edition, entry)
    where = called(edition, entry.where) if entry.where and entry.where.casefold() not in name.casefold() else None
    day = entry.when.earliest or entry.when.latest
    return Row(
        year=str(day.year) if day is not None else "",
        when=" · ".join(part for part in (when, where, state) if part),
        title=_without_date(name, when, entry.when),
        source=source_name(edition, source) if source is not None else "",
        certain=certain,
    )


def _without_date(name: str, when: str, date: FuzzyDate) -> str:
    """The name without the date at its end, which stands above it anyway."""
    head, comma, tail = name.rpartition(", ")
    is_year = date.earliest is not None and tail == str(date.earliest.year)
    is_date = len(tail) > 4 and when.replace("–", "-").endswith(tail.replace("–", "-"))
    return head if comma and (is_year or is_date) else name


def _trade_legend(edition: Edition, figures: Sequence[Figure]) -> str:
    words = edition.words
    ours = {country.id for country in _countries(edition)}
    parts = []
    if any(one.panel == "undated" for one in figures):
        parts.append(words._("The year is the one in which it was said."))
    elif any(not one.whole for one in figures):
        parts.append(words._("Open bars: part of a year, or a year that does not begin in January."))
    if any(one.side not in ours for one in figures):
        parts.append(words._("Grey: by neither side, or it is not said whose."))
    return " ".join(parts)


def _countries(edition: Edition) -> Sequence[Term]:
    return edition.knowledge.about.countries


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
