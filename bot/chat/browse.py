"""Looking around by buttons: first the groups of a section, then the entries of a group, some a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.chat.below import fitting, turning
from bot.chat.browse_words import narrowed
from bot.chat.cards import numbered
from bot.chat.html import bold, clipped, fill, joined
from bot.chat.keyboards import Button, button, handle
from bot.chat.lists import LINES_A_PAGE, entry_line, rows_of
from bot.chat.names import LONGEST_NAME, Edition, latest_office, name_of
from bot.chat.pages import Message
from bot.knowledge.entries import Entry
from bot.languages.catalogue import Words

Section = Literal["events", "officials", "initiatives"]
SECTIONS: tuple[Section, ...] = ("events", "officials", "initiatives")

GROUPS_A_PAGE = 39
LONGEST_GROUP = 40  #: bytes of a group's id in button data
_KINDS: dict[Section, tuple[str, ...]] = {
    "events": ("event",),
    "officials": ("official",),
    "initiatives": ("initiative", "corridor", "agreement"),
}
#: Group of what has no year or no country.
OTHER = "-"
#: Before the words behind a command, where a group is what they narrow the section to.
WORDS = "~"


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that belong together."""

    id: str
    name: str
    entries: tuple[Entry, ...]


def section_page(edition: Edition, section: Section, text: str) -> Message:
    """What a section has on the words behind its command; its groups where there are none, or none is known."""
    asked = " ".join(text.replace("|", " ").split())
    if not asked:
        return groups_page(edition, section)
    whole = next((one for one in groups_of(edition, section) if one.name.casefold() == asked.casefold()), None)
    name = handle(whole.id, LONGEST_GROUP) if whole is not None else WORDS + asked
    found = group_page(edition, section, name) if len(name.encode()) <= LONGEST_GROUP else None
    if found is not None:
        return found
    page, words = groups_page(edition, section), edition.words
    head = fill(words._("Nothing here goes by “{text}”."), text=clipped(asked, LONGEST_NAME))
    note = words._("A year, a country, a theme or a word of a name can stand behind the command.")
    return replace(page, html=joined((joined((head, note), " "), page.html), "\n\n"))


def groups_page(edition: Edition, section: Section, page: int = 1) -> Message:
    """The groups of a section, each a button with how many entries it has."""
    groups = groups_of(edition, section)
    here, page, pages = fitting(groups, page, GROUPS_A_PAGE)
    buttons = [_group_button(section, group) for group in here]
    wide = 3 if section == "events" else 1
    rows = (tuple(buttons[start : start + wide]) for start in range(0, len(buttons), wide))
    head = bold(_title(edition.words, section))
    body = _which(edition.words, section) if groups else edition.words._("The base holds nothing of this kind.")
    turn = turning(edition, page, pages, "b", section, "")
    return Message(joined((head, body), "\n\n"), rows_of(*rows, turn))


def group_page(edition: Edition, section: Section, group_id: str, page: int = 1) -> Message | None:
    """A page of the entries of a group; None when the base has no such group now."""
    if group_id.startswith(WORDS):
        group = _narrowed(edition, section, group_id)
    else:
        found = groups_of(edition, section)
        group = next((one for one in found if handle(one.id, LONGEST_GROUP) == group_id), None)
    if group is None:
        return None
    here, page, pages = fitting(group.entries, page, LINES_A_PAGE)
    first = (page - 1) * LINES_A_PAGE + 1
    head = joined((bold(f"{_title(edition.words, section)}: {group.name}"), f"{len(group.entries)}"), " · ")
    lines = [numbered(number, entry_line(edition, entry)) for number, entry in enumerate(here, first)]
    openers = tuple(button(str(number), "o", handle(entry.id), 1) for number, entry in enumerate(here, first))
    turn = turning(edition, page, pages, "b", section, group_id)
    up = button(edition.words._("‹ All groups"), "b", section, "", 1)
    shown = tuple(entry.id for entry in here)
    return Message(joined((head, joined(lines)), "\n\n"), rows_of(openers, turn, (up,)), shown)


def _narrowed(edition: Edition, section: Section, group_id: str) -> Group | None:
    """The entries of a section that the words behind its command mean; None where there are none."""
    text = group_id.removeprefix(WORDS)
    every = tuple(entry for group in groups_of(edition, section) for entry in group.entries)
    found = narrowed(edition.knowledge, every, text)
    return Group(group_id, text, found) if found else None


def way_back(edition: Edition, entry: Entry) -> Button | None:
    """The button that leads from a card back to the page of the group the entry stands on."""
    section = next((one for one in SECTIONS if entry.kind in _KINDS[one]), None)
    for group in groups_of(edition, section) if section else ():
        ids = [one.id for one in group.entries]
        if entry.id in ids:
            page = ids.index(entry.id) // LINES_A_PAGE + 1
            return button(f"‹ {group.name}", "b", section, handle(group.id, LONGEST_GROUP), page)
    return None


def groups_of(edition: Edition, section: Section) -> tuple[Group, ...]:
    """The groups of a section: events by year, the latest first; people by country; initiatives by kind."""
    entries = tuple(edition.knowledge.of_kind(*_KINDS[section]))
    match section:
        case "events":
            return _by_year(edition, entries)
        case "officials":
            return _by_country(edition, entries)
        case _:
            return _by_kind(edition, entries)


def _group_button(section: Section, group: Group) -> Button:
    return button(f"{group.name} ({len(group.entries)})", "b", section, handle(group.id, LONGEST_GROUP), 1)


def _by_year(edition: Edition, entries: Iterable[Entry]) -> tuple[Group, ...]:
    years: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=_newest_first):
        years.setdefault(str(_year(entry) or OTHER), []).append(entry)
    named = {OTHER: edition.words._("without a date")}
    return tuple(Group(year, named.get(year, year), tuple(found)) for year, found in years.items())


def _by_country(edition: Edition, entries: Iterable[Entry]) -> tuple[Group, ...]:
    ours = {country.id: country.named(edition.language) for country in edition.knowledge.about.countries}
    ours[OTHER] = edition.words._("Others")
    found: dict[str, list[Entry]] = {country: [] for country in ours}
    for entry in sorted(entries, key=lambda one: name_of(edition, one).casefold()):
        country = entry.country or (latest_office(entry)[1].country if entry.offices else None)
        found[country if country in ours else OTHER].append(entry)
    return tuple(Group(country, ours[country], tuple(people)) for country, people in found.items() if people)


def _by_kind(edition: Edition, entries: Iterable[Entry]) -> tuple[Group, ...]:
    words = edition.words
    names = {
        "initiative": words._("Initiatives"),
        "corridor": words._("Corridors"),
        "agreement": words._("Documents"),
    }
    found: dict[str, list[Entry]] = {kind: [] for kind in names}
    for entry in sorted(entries, key=lambda one: name_of(edition, one).casefold()):
        found[entry.kind].append(entry)
    return tuple(Group(kind, names[kind], tuple(things)) for kind, things in found.items() if things)


def _title(words: Words, section: Section) -> str:
    titles: dict[Section, str] = {
        "events": words._("Events"),
        "officials": words._("People"),
        "initiatives": words._("Initiatives, corridors and documents"),
    }
    return titles[section]


def _which(words: Words, section: Section) -> str:
    which: dict[Section, str] = {
        "events": words._("Choose a year:"),
        "officials": words._("Choose a country:"),
        "initiatives": words._("Choose a kind:"),
    }
    return which[section]


def _year(entry: Entry) -> int | None:
    when = entry.when
    day = (when.earliest or when.latest) if when is not None else None
    return day.year if day is not None else None


def _newest_first(entry: Entry) -> tuple[int, str]:
    when = entry.when
    day = (when.earliest or when.latest) if when is not None else None
    return -(day or date.min).toordinal(), entry.id
