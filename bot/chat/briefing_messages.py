"""Briefings in words: what changed, what is coming, what to watch, each with its date and source; and an end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.agenda.briefing import Briefing, Item, Section
from bot.agenda.telling import ref_of
from bot.alerts.changes import Change
from bot.chat.alert_buttons import act as alert
from bot.chat.alert_lines import change_line, change_title, countdown
from bot.chat.alert_pages import bell
from bot.chat.briefing_parts import Kind, Wanted, act, more_button
from bot.chat.cards import sources_of_entry
from bot.chat.facts import Shown, opening, shown_fact, strength
from bot.chat.html import Html, bold, clipped, escape, fill, italic, joined
from bot.chat.keyboards import Button, Rows
from bot.chat.lists import reach
from bot.chat.names import Edition, name_of, ranked, source_link, status_of
from bot.chat.pages import Message
from bot.knowledge.currency import DAYS
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry
from bot.languages.catalogue import Words
from bot.languages.when import at, expected, said, said_day

#: A caution longer than this is cut; the card has it whole.
LONGEST_CAUTION = 160


#: What is offered where there is nothing new.
_INSTEAD: tuple[tuple[Kind, Section], ...] = (("open", "promises"), ("day", "on-this-day"))


@dataclass(frozen=True, slots=True)
class Form:
    """Where a briefing is read, which is what its buttons depend on."""

    wanted: Wanted
    now: datetime
    username: str | None = None  #: of the bot, where buttons lead into the private chat; None: in place
    changes: Mapping[int, Change] | None = None
    is_whole: bool = False  #: with what was told before


def briefing_message(edition: Edition, found: Briefing, form: Form) -> Message:
    """The briefing; where there is nothing to tell, a sentence that says so, and what there is instead."""
    if not found.items:
        return _nothing(edition, found, form)
    words = edition.words
    parts: list[Html | None] = [bold(title(edition, form.wanted)), nothing_lately(edition, found)]
    for section in dict.fromkeys(item.section for item in found.items):
        if form.wanted.kind not in {"open", "day"}:
            parts.append(Html(f"<u>{escape(section_name(words, section))}</u>"))
        parts += [
            joined((fill("{number}.", number=number), item_block(edition, item, form)), " ")
            for number, item in enumerate(found.items, 1)
            if item.section == section
        ]
    parts.append(joined((told_before(edition, found, form), reach(edition), escape(words._("That is all.")))))
    return Message(joined(parts, "\n\n"), _rows(edition, found, form), found.refs)


def title(edition: Edition, wanted: Wanted) -> str:
    """What the briefing is and of which day."""
    words, day = edition.words, said_day(wanted.day, edition.words)
    match wanted.kind:
        case "week":
            return words._("Briefing, the week to {date}").format(date=day)
        case "month":
            return words._("Briefing, the month to {date}").format(date=day)
        case "theme" | "entry":
            name = subject_name(edition, wanted)
            return words._("Briefing: {name}, {date}").format(name=name, date=day)
        case "open":
            return words._("Announced and still open, as of {date}").format(date=day)
        case "day":
            return words._("On this day, {date}").format(date=day)
        case "new":
            return words._("New since {date}").format(date=said_day(wanted.window.since, words))
        case _:
            return words._("Briefing, {date}").format(date=day)


def subject_name(edition: Edition, wanted: Wanted) -> str:
    """The name of the theme or entry."""
    entry = edition.knowledge.find(wanted.target)
    themes = (one for one in edition.knowledge.words.themes if one.id == wanted.target)
    theme = next(themes, None)
    if wanted.kind == "theme" and theme is not None:
        return theme.named(edition.language)
    return name_of(edition, entry) if entry is not None else wanted.target


def section_name(words: Words, section: Section) -> str:
    """The heading of a part."""
    names: Mapping[Section, str] = {
        "changed": words._("What changed"),
        "latest": words._("Last known"),
        "coming": words._("Coming up"),
        "watch": words._("Watch"),
        "on-this-day": words._("On this day"),
        "promises": words._("Announced and still open"),
    }
    return names[section]


def item_block(edition: Edition, item: Item, form: Form) -> Html:
    """One thing: its name, its date and state, what changed, its sentence, its source."""
    head = bold(name_of(edition, item.entry))
    source = source_of(edition, shown_item(edition, item), item.entry if item.summary else None)
    return joined((head, when_of(edition, item, form.now), item_text(edition, item, form), source))


def item_text(edition: Edition, item: Item, form: Form) -> Html:
    """What changed of it, its sentence, and what to be careful about."""
    shown = shown_item(edition, item)
    change = (form.changes or {}).get(item.notice) if item.notice is not None else None
    stale = opening(edition, (shown,)) if item.section == "watch" and item.entry.kind == "event" else None
    caution = fill("⚠ {caution}", caution=clipped(shown.caution, LONGEST_CAUTION)) if shown.caution else None
    return joined((changed_of(edition, change), shown.text, caution, stale))


def shown_item(edition: Edition, item: Item) -> Shown:
    """The sentence as it is said, with what has to stand beside it."""
    shown = shown_fact(edition, item.entry, item.fact)[-1]
    if item.summary is None:
        return replace(shown, ref=ref_of(item.entry, item.fact))
    confirmed = item.date if item.section == "promises" else shown.confirmed
    return replace(shown, text=escape(item.summary), caution=None, confirmed=confirmed)


def source_of(edition: Edition, shown: Shown, entry: Entry | None = None) -> Html:
    """The best source and how many more there are, of the entry where it is given; whether it rests on one only."""
    named, number, weak = _source(edition, shown, entry)
    label = edition.words.ngettext("Source: {named}", "Sources: {named}", number)
    return joined((fill(label, named=named), *weak), ". " if weak else " ")


def source_note(edition: Edition, item: Item) -> Html:
    """The same of an item, as it stands where only sources stand."""
    named, _, weak = _source(edition, shown_item(edition, item), item.entry if item.summary else None)
    return joined((named, *weak), ". ")


def _source(edition: Edition, shown: Shown, entry: Entry | None) -> tuple[Html, int, list[str]]:
    """The best source with how many more there are, how many there are in all, what to know of their strength."""
    words, sources = edition.words, ranked(edition.knowledge, shown.sources)
    every = sources if entry is None else sources_of_entry(edition, entry)
    named, rest = source_link(edition, sources[0]), len(every) - 1
    if rest > 0:
        wording = words.ngettext("{named} and {number} more", "{named} and {number} more", rest)
        named = fill(wording, named=named, number=rest)
    return named, max(len(every), 1), strength(edition, shown) if entry is None else []


def when_of(edition: Edition, item: Item, now: datetime) -> Html | None:
    """The date, how far off it is, and the state."""
    words, entry = edition.words, item.entry
    if item.occurrence is not None:
        far = countdown(words, item.occurrence, edition.today, now)
        return joined((expected(item.date, words), far, status_of(edition, entry)), " · ")
    if item.section in {"promises", "watch"} and entry.kind != "event":
        return joined((status_of(edition, entry), last_word(edition, item.date), passed_by(words, item.overdue)), " · ")
    if item.section in {"promises", "watch"}:
        when = (
            said(entry.when or item.date, words)
            if entry.status == "unconfirmed"
            else expected(entry.when or item.date, words)
        )
        unknown = (
            words._("whether it took place is not in the base")
            if entry.status == "unconfirmed" and item.overdue
            else None
        )
        return joined((when, unknown or status_of(edition, entry)), " · ")
    state = status_of(edition, entry) if entry.status != "held" and item.section != "latest" else None
    is_report = entry.kind not in {"event", "agreement"} or item.date != entry.when
    return joined((said(item.date, words), None if is_report else state), " · ")


def last_word(edition: Edition, confirmed: FuzzyDate) -> str:
    """When something open was last confirmed, and that there is nothing newer where it is too old to rest on."""
    words, days = edition.words, edition.knowledge.about.currency.get("projects", DAYS["projects"])
    first = confirmed.earliest or edition.today
    if (edition.today - first).days <= days:
        return words._("last confirmed {date}").format(date=at(confirmed, words))
    return words._("last confirmed {date}, nothing newer here").format(date=at(confirmed, words))


def passed_by(words: Words, overdue: bool) -> str | None:
    """That the date something was announced for has passed."""
    return words._("its date has passed and nothing here says that it came") if overdue else None


def changed_of(edition: Edition, change: Change | None) -> Html | None:
    """What changed, old value -> new value."""
    if change is None:
        return None
    lines = joined((change_line(edition, one) for one in change.differences), "; ")
    return fill("{title}: {lines}", title=change_title(edition.words, change), lines=lines) if lines else None


def nothing_lately(edition: Edition, found: Briefing) -> Html | None:
    """That what is told is older than what was asked for."""
    if not any(item.section == "latest" for item in found.items):
        return None
    since = said_day(found.window.since, edition.words)
    return escape(edition.words._("The base has nothing new on this since {date}.").format(date=since))


def told_before(edition: Edition, found: Briefing, form: Form) -> Html | None:
    """How much is left out because it was told here before."""
    words, number = edition.words, found.told_before
    if not number or form.wanted.kind == "scheduled":
        return None
    text = words.ngettext(
        "{number} thing that was told here before is left out.",
        "{number} things that were told here before are left out.",
        number,
    )
    return italic(text.format(number=number))


def _nothing(edition: Edition, found: Briefing, form: Form) -> Message:
    words, since = edition.words, said_day(found.window.since, edition.words)
    if form.wanted.kind == "day":
        text = words._("The base has nothing that took place on this day of the year.")
    elif form.wanted.kind == "open":
        text = words._("The base knows of nothing that was announced and is still open.")
    elif form.wanted.kind in {"theme", "entry"}:
        text = words._("The base has nothing to report on {name}.").format(name=subject_name(edition, form.wanted))
    else:
        text = words._("Nothing new since {date}.").format(date=since)
    said_so = joined((text, told_before(edition, found, form)))
    heading = None if form.wanted.kind == "new" else bold(title(edition, form.wanted))  # it would say the same
    return Message(joined((heading, said_so, reach(edition)), "\n\n"), _instead(edition, found, form))


def _instead(edition: Edition, found: Briefing, form: Form) -> Rows:
    words = edition.words
    again = (act(words._("With what was told"), "a", form.wanted.code()),) if found.told_before else ()
    day = form.wanted.day
    others = [
        act(section_name(words, section), "g", Wanted(kind, day).code())
        for kind, section in _INSTEAD
        if kind != form.wanted.kind
    ]
    rows = (again, tuple(others))
    return tuple(row for row in rows if row)


def _rows(edition: Edition, found: Briefing, form: Form) -> Rows:
    """A number for each thing that opens it, and what else can be had."""
    words, wanted = edition.words, form.wanted
    numbers = tuple(
        more_button(
            words._("More on {number}").format(number=number) if len(found.items) < 3 else f"{number}",
            wanted,
            item.entry,
            form.username,
        )
        for number, item in enumerate(found.items, 1)
    )
    whole = wanted.leaves_out_told and found.told_before and wanted.kind != "scheduled" and not form.is_whole
    again: tuple[Button, ...] = (act(words._("With what was told"), "a", wanted.code()),) if whole else ()
    return tuple(row for row in (numbers, again, _settings(edition, wanted)) if row)


def _settings(edition: Edition, wanted: Wanted) -> tuple[Button, ...]:
    words = edition.words
    entry = edition.knowledge.find(wanted.target) if wanted.kind == "entry" else None
    follow: tuple[Button, ...] = ()
    if entry is not None and entry.sensitive is None:
        follow = (bell(edition, entry),)
    elif wanted.kind == "theme":
        follow = (alert(words._("🔔 Follow"), "follow", "theme", wanted.target),)
    return (*follow, alert(words._("What I follow"), "mine"), alert(words._("Briefing settings"), "brief"))


def one_in_full(message: Message, edition: Edition, wanted: Wanted) -> Message:
    """A card opened from a briefing, with the way back to it."""
    back = act(edition.words._("Back to the briefing"), "b", wanted.code())
    return replace(message, buttons=(*message.buttons, (back,)))


def choices_message(edition: Edition, text: str, rows: Sequence[Button]) -> Message:
    """A plain sentence, and what can be chosen."""
    return Message(escape(text), tuple((one,) for one in rows))
