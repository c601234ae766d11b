"""How entries, dates, statuses, people and sources are called in a chat."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.agenda.upcoming import COMING, Occurrence, occurrences
from bot.chat.html import Html, clipped, fill, joined, link, moment, units
from bot.chat.pages import COMFORTABLE
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import RANKS, Entry, Knowledge, Office, Source
from bot.languages.catalogue import Words
from bot.languages.when import at, said, said_time

#: Units of a name in a message, on a button, and of anything else that is one line of a card.
LONGEST_NAME = 200
LONGEST_LABEL = 56
LONGEST_LINE = 150
#: Lines of a list at a time, and in a group, where others read too; there also units of text at a time.
LINES = 8
GROUP_LINES = 5
GROUP_ROOM = 450
LONGEST_OFFICE = 110
_MEMORANDUM = re.compile(r"\bmemorand|\bMoUs?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Edition:
    """What every wording depends on: the base, the reader's day, the words of the reader's language."""

    knowledge: Knowledge
    today: date
    words: Words
    room: int = COMFORTABLE  #: UTF-16 units that are comfortable to read at a time
    lines: int = LINES  #: of a list at a time

    @property
    def language(self) -> str:
        """The language that is written."""
        return self.words.language


def name_of(edition: Edition, entry: Entry) -> str:
    """The entry's name."""
    return clipped(entry.named(edition.language), LONGEST_NAME)


def label_of(edition: Edition, entry: Entry, longest: int = LONGEST_LABEL) -> str:
    """The name with what tells it from others of that name: the year, or for a person the office."""
    name = name_of(edition, entry)
    if entry.kind == "official" and entry.offices:
        return _with_office(name, latest_office(entry)[1], longest)
    year = entry.when.earliest.year if entry.when is not None and entry.when.earliest is not None else None
    if entry.kind in {"event", "agreement", "figure"} and year is not None and str(year) not in name:
        return f"{clipped(name, longest - 7)} ({year})"
    return clipped(name, longest)


def called(edition: Edition, id_or_name: str) -> str:
    """The name behind an entry or country id, or the plain name that it is."""
    entry = edition.knowledge.find(id_or_name)
    if entry is not None:
        return name_of(edition, entry)
    for country in edition.knowledge.about.countries:
        if country.id == id_or_name:
            return country.named(edition.language)
    return clipped(id_or_name, LONGEST_NAME)


def date_line(edition: Edition, entry: Entry, as_of: FuzzyDate | None = None) -> Html:
    """When, where and in what state, in one line: "3–4 February 2026 · Islamabad · held"."""
    where = clipped(entry.where, LONGEST_LINE) if entry.where else None
    return joined((_when(edition, entry), where, status_of(edition, entry, as_of)), " · ")


def status_of(edition: Edition, entry: Entry, as_of: FuzzyDate | None = None) -> str | None:
    """The state of the entry in words, as honest as the date allows; None where it has none to say."""
    words, status = edition.words, entry.status
    if status is None or entry.kind == "recurring":
        return None
    if entry.kind == "event":
        return _event_status(edition, entry, status)
    said_status = status_word(words, status)
    if entry.kind == "agreement":
        documents = {
            "adopted": words._("adopted, political"),
            "signed": words._("signed, not binding by itself")
            if _MEMORANDUM.search(entry.name)
            else words._("signed; whether it is in force is not in the base"),
        }
        return documents.get(status, said_status)
    if as_of is not None:
        said_status = words._("{status} as of {date}").format(status=said_status, date=said(as_of, words))
    if status == "pilot":
        return words._("{status}, not a regular service").format(status=said_status)
    return said_status


def status_word(words: Words, status: str) -> str:
    """One status in words."""
    known = {
        "announced": words._("announced"),
        "planned": words._("planned"),
        "scheduled": words._("scheduled"),
        "confirmed": words._("confirmed"),
        "postponed": words._("postponed"),
        "cancelled": words._("cancelled"),
        "held": words._("held"),
        "unconfirmed": words._("unconfirmed"),
        "proposed": words._("proposed"),
        "draft": words._("draft"),
        "adopted": words._("adopted"),
        "signed": words._("signed"),
        "in-force": words._("in force"),
        "expired": words._("expired"),
        "under-construction": words._("under construction"),
        "pilot": words._("pilot run"),
        "active": words._("active"),
        "suspended": words._("suspended"),
        "completed": words._("completed"),
    }
    return known.get(status, status)


def office_in_short(edition: Edition, office: Office) -> str:
    """An office in a line of a list: its title, and when it was last seen to be held or ended."""
    words, title, seen = edition.words, clipped(office.title, LONGEST_OFFICE), last_seen(office)
    if office.end is not None:
        return words._("{title}, until {date}").format(title=title, date=said(office.end, words))
    if seen is None:
        return title
    return words._("{title}, last seen in office {date}").format(title=title, date=at(seen, words))


def office_line(edition: Edition, office: Office) -> Html:
    """An office with what is known of its time; a sighting is never said as a term."""
    words = edition.words
    organisation = clipped(office.organisation, LONGEST_OFFICE) if office.organisation else None
    title = joined((_title(edition, office), organisation), " · ")
    return joined((fill("{title}:", title=title), fill("{time}.", time=_time_of(office, words))), " ")


def last_seen(office: Office) -> FuzzyDate | None:
    """The last date on which the office is known to have been held."""
    known = [when for when in (office.start, office.attested[1] if office.attested else None) if when]
    return office.end or max(known, default=None, key=lambda when: when.latest or date.max)


def latest_office(person: Entry) -> tuple[int, Office]:
    """The office last held as far as known, with its number counted from 1; the person has at least one."""
    return max(enumerate(person.offices, 1), key=lambda pair: seen_until(pair[1]))


def seen_until(office: Office) -> date:
    """The last day on which the office may have been held as far as known; the first of all days when nothing is."""
    seen = last_seen(office)
    return date.min if seen is None else seen.latest or seen.earliest or date.min


def title_at(person: Entry, when: FuzzyDate | None) -> str | None:
    """The office that a person is known to have held at that time, never one before or after it."""
    if when is None or when.earliest is None:
        return None
    for office in person.offices:
        first = office.start or (office.attested[0] if office.attested else None)
        last = last_seen(office)
        if first is None or last is None or first.earliest is None or last.latest is None:
            continue
        if first.earliest <= when.earliest <= last.latest:
            return office.title
    return None


def source_name(edition: Edition, source: Source) -> str:
    """Publisher and date of a source, and whose outlet it is where it belongs to a party."""
    publisher = clipped(source.publisher, 90)
    if source.affiliation:
        publisher = f"{publisher} ({clipped(source.affiliation, 60)})"
    return f"{publisher}, {said(source.date, edition.words)}" if source.date else publisher


def source_link(edition: Edition, source: Source) -> Html:
    """The same, leading to the source where it has an address."""
    return link(source_name(edition, source), source.url)


def ranked(knowledge: Knowledge, source_ids: Iterable[str]) -> tuple[Source, ...]:
    """The sources behind these ids, each once, best rank first, otherwise as given."""
    found = (knowledge.sources.get(source_id) for source_id in dict.fromkeys(source_ids))
    return tuple(sorted((s for s in found if s is not None), key=rank_of))


def rank_of(source: Source) -> int:
    """The place of a source among the ranks, 0 the best."""
    return RANKS.index(source.rank) if source.rank in RANKS else len(RANKS)


def citation(edition: Edition, source: Source, longest: int) -> str:
    """'Title. Publisher, date. URL' in at most so many units; a long title is cut, a very long address left out."""
    end = f" {source_name(edition, source)}."
    with_url = f"{end} {source.url}" if source.url else end
    tail = with_url if units(with_url) <= longest - 40 else end
    title = clipped(source.title, longest - units(tail) - 1)
    return f"{title}{tail}" if title.endswith((".", "…", "?", "!")) else f"{title}.{tail}"


def rank_name(words: Words, rank: str) -> str:
    """A rank of sources in words."""
    known = {
        "official": words._("Official texts and sites"),
        "agency": words._("News agencies"),
        "newspaper": words._("Newspapers and broadcasters"),
        "outlet": words._("Other outlets"),
        "copy": words._("Copies of other texts"),
        "party": words._("Outlets of a party"),
        "weak": words._("Weak sources"),
    }
    return known.get(rank, rank)


def clock(edition: Edition, start: datetime) -> Html:
    """A time of day by the clocks of the capitals, by the reader's own at a tap."""
    about = edition.knowledge.about
    return moment(said_time(start, about.countries, edition.words, about.timezone), start)


def _when(edition: Edition, entry: Entry) -> str | None:
    if entry.kind == "recurring":
        coming = next_time(edition, entry)
        return edition.words._("next on {date}").format(date=said(coming.when, edition.words)) if coming else None
    if entry.when is None:
        return None
    text = said(entry.when, edition.words)
    if entry.starts_at is None:
        return text
    return joined((text, clock(edition, entry.starts_at)), ", ")


def next_time(edition: Edition, entry: Entry) -> Occurrence | None:
    """When a recurring day comes next, within four years."""
    alone = Knowledge({entry.id: entry}, {}, edition.knowledge.about, edition.knowledge.words, "")
    last = date(min(edition.today.year + 4, date.max.year), 12, 31)
    return next(iter(occurrences(alone, edition.today, last)), None)


def _with_office(name: str, office: Office, longest: int) -> str:
    """A person's name with an office and the year it was last known to be held."""
    day = seen_until(office)
    year = f" ({day.year})" if day != date.min else ""
    return clipped(f"{name}, {office.title}", longest - len(year)) + year


def _event_status(edition: Edition, entry: Entry, status: str) -> str:
    words, word = edition.words, status_word(edition.words, status)
    if status not in COMING:
        return word
    if entry.when is not None and entry.when.is_over(edition.today):
        return words._("was {status}; whether it took place is not in the base").format(status=word)
    if entry.when is None or entry.when.precision != "day" or entry.when.approximate:
        return words._("{status}, date not fixed").format(status=word)
    return word


def _title(edition: Edition, office: Office) -> str:
    country = called(edition, office.country) if office.country else None
    named = f"{office.title} {office.organisation or ''}".casefold()
    if country is None or country.casefold() in named:
        return clipped(office.title, LONGEST_OFFICE)
    return f"{clipped(office.title, LONGEST_OFFICE)} ({clipped(country, 40)})"


def _time_of(office: Office, words: Words) -> str:
    first, last = office.attested or (None, None)
    if office.start and office.end:
        return words._("from {start} to {end}").format(start=said(office.start, words), end=said(office.end, words))
    if office.start and last and last.text != office.start.text:
        wording = words._("from {start}; last seen in office {seen}; an end is not in the base")
        return wording.format(start=said(office.start, words), seen=at(last, words))
    if office.start:
        return words._("from {start}; an end is not in the base").format(start=said(office.start, words))
    if office.end and first:
        wording = words._("seen in office {seen}, until {end}; the start is not in the base")
        return wording.format(seen=at(first, words), end=said(office.end, words))
    if office.end:
        return words._("until {end}; the start is not in the base").format(end=said(office.end, words))
    if first and last and first.text != last.text:
        wording = words._("seen in office {first} and {last}; start and end are not in the base")
        return wording.format(first=at(first, words), last=at(last, words))
    if first:
        return words._("seen in office {seen}; start and end are not in the base").format(seen=at(first, words))
    return words._("when is not in the base")
