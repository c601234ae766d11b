"""What a chat sees of its alerts: what can be followed, what it follows, when it is told, and the next alerts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from rapidfuzz import fuzz

from bot.alerts.reminders import Planned
from bot.alerts.subscriptions import STAGES, Preferences, Scope, Stage, Subscription
from bot.alerts.wishes import Wish
from bot.alerts.zones import city_of, offset_in
from bot.chat.alert_buttons import ID_BEFORE_STAGES, Act, act, written
from bot.chat.alert_lines import occurrence_of, stage_name, stage_names, when_line
from bot.chat.html import Html, bold, clipped, escape, fill, italic, joined, moment
from bot.chat.keyboards import LONGEST_ID, Button, Rows, button, handle
from bot.chat.names import LONGEST_NAME, Edition, label_of, name_of
from bot.chat.pages import Message
from bot.knowledge.entries import Entry, Term
from bot.languages.catalogue import Words
from bot.languages.when import said_day, said_weekday

MOST_SUBSCRIPTIONS = 30
#: Subscriptions with a button to end them; the others are listed.
MOST_BUTTONS = 12
_QUIET = ("22-08", "23-07", "21-09", "off")
_HOURS = (7, 8, 9, 18, 20)
#: So like a word a text is, of 100, that it may be meant.
ALIKE = 80.0
#: Zones offered where one was not understood.
MOST_ZONES = 6
#: Kinds that are followed as a whole.
KINDS = ("recurring", "agreement")


def menu_page(edition: Edition, followed: Iterable[Subscription], part: str = "") -> Message:
    """What can be followed, by buttons; what is followed already has a tick."""
    words, have = edition.words, {one.key: one for one in followed}
    if part in {"types", "themes", "countries"}:
        options = _options(edition, part)
        rows = _pairs([_toggle(edition, scope, target, name, have) for scope, target, name in options])
        back = act(words._("Back"), "menu")
        return Message(escape(words._("Tap what you want to hear of; tap again to end it.")), (*rows, (back,)))
    everything = _toggle(edition, "all", "", words._("Everything"), have)
    text = (
        words._("What do you want to hear of?"),
        words._("You can also write it: “remind me before the next visit”, “follow” and a name."),
        words._("Days of mourning and of politics come only to those who follow that very day."),
    )
    parts = (act(words._("By kind of event"), "menu", "types"), act(words._("By theme"), "menu", "themes"))
    return Message(
        joined(text),
        (
            (everything,),
            parts,
            (act(words._("By country"), "menu", "countries"),),
            (act(words._("What I follow"), "mine"), act(words._("Settings"), "set")),
        ),
    )


def mine_page(edition: Edition, followed: Sequence[Subscription], preferences: Preferences) -> Message:
    """What is followed here, with a button to end each."""
    words = edition.words
    if not followed:
        text = words._("Nothing is followed here. /subscribe shows what can be.")
        return Message(escape(text), ((act(words._("Follow something"), "menu"),),))
    lines = _followed_lines(edition, followed, preferences)
    html = joined((bold(words._("Followed here")), lines, _paused(edition, preferences)), "\n\n")
    return Message(
        html,
        (
            *_ends(followed),
            (act(words._("Next three alerts"), "next"), act(words._("Calendar file"), "file")),
            (act(words._("Follow more"), "menu"), act(words._("Settings"), "set")),
        ),
    )


def ending_page(
    edition: Edition, followed: Sequence[Subscription], preferences: Preferences, *, is_briefed: bool
) -> Message:
    """What is followed here, for somebody who wants to hear less: buttons to end one thing or all, or to pause.

    `is_briefed`: a regular briefing comes too, which has a page of its own.
    """
    words = edition.words
    briefing = ((act(words._("Regular briefing"), "brief"),),) if is_briefed else ()
    also = words._("The regular briefing comes apart from it.") if is_briefed else None
    if not followed and preferences.digest is None:
        return Message(joined((words._("Nothing is followed here, so no alerts come."), also), " "), briefing)
    how = words._("Tap a number to end that, or end or pause everything.")
    lines = _followed_lines(edition, followed, preferences)
    html = joined(
        (bold(words._("What shall end?")), lines, _paused(edition, preferences), joined((how, also), " ")), "\n\n"
    )
    rows = (*_ends(followed), (act(words._("End all alerts"), "stop"), _pause_button(words, preferences)), *briefing)
    return Message(html, rows)


def next_page(edition: Edition, coming: Sequence[Planned], preferences: Preferences) -> Message:
    """The next alerts this chat would get."""
    words = edition.words
    lines = []
    for planned in coming:
        one = occurrence_of(planned, edition.knowledge)
        if one is not None:
            due = planned.due.astimezone(preferences.place)
            at = moment(f"{said_day(due.date(), words)}, {due:%H:%M}", due)
            name, when = name_of(edition, one.entry), when_line(edition, one)
            lines.append(fill("• {at}: {name} · {when}", at=at, name=name, when=when))
    nothing = escape(words._("No alert is planned as things stand. Changes are told as they come."))
    head = bold(words._("The next alerts here ({zone})").format(zone=preferences.zone))
    return Message(joined((head, joined(lines) or nothing), "\n\n"), ((act(words._("What I follow"), "mine"),),))


def lead_page(edition: Edition, chosen: Sequence[Stage], entry: Entry | None) -> Message:
    """The lead times, of one entry or of the chat, each to be switched."""
    words = edition.words
    about = (handle(entry.id),) if entry is not None else ()
    switches = [
        act(f"{'✅' if stage in chosen else '▫️'} {stage_name(words, stage)}", "stage", stage, *about)
        for stage in STAGES
    ]
    head = name_of(edition, entry) if entry is not None else words._("For everything followed here")
    note = words._("What is known to the day has reminders by days only, at nine; a month has one when it begins.")
    back = act(words._("Done"), "mine" if entry is not None else "set")
    html = joined((bold(words._("How long before?")), head, italic(note)))
    return Message(html, (*_pairs(switches), (back,)))


def settings_page(edition: Edition, preferences: Preferences) -> Message:
    """All settings of the chat's alerts in one message, changed in place."""
    words, quiet, digest = edition.words, preferences.quiet, preferences.digest
    hours = f"{quiet.start:%H:%M}–{quiet.end:%H:%M}" if quiet is not None else words._("none")
    lines = (
        fill(words._("Lead times: {stages}"), stages=stage_names(words, preferences.stages)),
        fill(words._("Quiet hours: {hours}"), hours=hours),
        fill(words._("Time zone: {zone}"), zone=preferences.zone),
        fill(words._("Digest: {digest}"), digest=_digest_name(edition, preferences))
        if preferences.chat_id > 0
        else None,
        _paused(edition, preferences),
    )
    note = words._("Another zone: /zone and a city or a name such as Europe/London.")
    if preferences.chat_id < 0:
        note = words._("Another zone: write /zone and a city in the group itself.")
    rows: list[tuple[Button, ...]] = [(act(words._("Lead times"), "lead"),)]
    rows.append(tuple(act(words._("no quiet") if one == "off" else one, "quiet", one) for one in _QUIET))
    zones = {place.zone: place.capital for place in edition.knowledge.about.countries if place.zone and place.capital}
    rows.append(tuple(act(f"🕘 {capital}", "zone", zone) for zone, capital in zones.items()))
    if preferences.chat_id > 0:
        every = ((words._("Daily digest"), "day"), (words._("Weekly digest"), "week"), (words._("No digest"), "off"))
        rows.append(tuple(act(name, "digest", value) for name, value in every))
        if digest is not None:
            if digest.every == "week":
                rows.append(tuple(act(said_weekday(day, words, short=True), "weekday", day) for day in range(7)))
            rows.append(tuple(act(f"{hour}:00", "hour", hour) for hour in _HOURS))
            name = words._("Only with news") if digest.always else words._("Also without news")
            rows.append((act(name, "always", 0 if digest.always else 1),))
    rows.append((_pause_button(words, preferences), act(words._("What I follow"), "mine")))
    other = (
        act(words._("Set up a group"), "groups") if preferences.chat_id > 0 else act(words._("All settings"), "group")
    )
    rows.append((act(words._("Regular briefing"), "brief"), other))
    return Message(
        joined((bold(words._("Alerts")), joined(lines), italic(note)), "\n\n"), tuple(row for row in rows if row)
    )


def confirm_page(edition: Edition, text: str, yes: str, what: Act, *about: object) -> Message:
    """A question before something that cannot be taken back."""
    return Message(escape(text), ((act(yes, what, *about), act(edition.words._("No, leave it"), "keep")),))


def followed_message(edition: Edition, one: Subscription, preferences: Preferences) -> Message:
    """What is said when something is followed from now on."""
    words = edition.words
    stages = stage_names(words, one.stages if one.stages is not None else preferences.stages)
    name = words._("everything") if one.scope == "all" else name_of_subscription(edition, one)
    text = fill(words._("Following {name}: {stages} before."), name=name, stages=stages)
    more = words._("Changes are told as they are known.")
    entry = edition.knowledge.find(one.target) if one.scope == "entry" else None
    lead = act(words._("When?"), "lead", *((handle(entry.id),) if entry is not None else ()))
    rows = ((lead, act(words._("Next three alerts"), "next")), (act(words._("What I follow"), "mine"),))
    return Message(joined((text, more)), rows)


def which_page(edition: Edition, choices: Sequence[Entry], wish: Wish) -> Message:
    """A question for which of several that share a name the wish is; each button does what was wanted of it."""
    if wish.verb == "mute":
        rows = [act(label_of(edition, entry), "mute", handle(entry.id)) for entry in choices[:MOST_BUTTONS]]
    else:
        lead = written(wish.stages)
        rows = [
            act(label_of(edition, entry), "follow", "entry", handle(entry.id, ID_BEFORE_STAGES), *lead)
            for entry in choices[:MOST_BUTTONS]
        ]
    words = edition.words
    text = words._("Which one do you mean?") if len(rows) > 1 else words._("Do you mean this one?")
    return Message(escape(text), tuple((one,) for one in rows))


def not_followable_page(edition: Edition, text: str) -> Message:
    """That the base knows nothing by that name; what is nearly "everything" may be meant so."""
    words = edition.words
    said = words._("The base knows nothing by that name. /subscribe alone shows what can be followed.")
    everything = words._("Everything")
    is_near = fuzz.ratio(text.casefold(), everything.casefold()) >= ALIKE
    return Message(escape(said), ((act(everything, "follow", "all", ""),),) if is_near else ())


def zone_message(edition: Edition, preferences: Preferences, now: datetime, *, how: bool = False) -> Message:
    """The time zone of the chat and what the clock there says; and `how` it is changed."""
    words, time = edition.words, f"{now.astimezone(preferences.place):%H:%M}"
    text = words._("The time zone here is {zone}; it is {time} now.").format(zone=preferences.zone, time=time)
    change = words._("To change it, write /zone and a city or a name such as Europe/London.") if how else None
    return Message(joined((text, change), " "))


def which_zone_page(edition: Edition, text: str, near: Sequence[str]) -> Message:
    """That a zone was not understood, with buttons for what may be meant."""
    words = edition.words
    asked = clipped(text, LONGEST_NAME)
    capitals = {one.zone: one.capital for one in edition.knowledge.about.countries if one.capital}
    cities = {zone: capitals.get(zone) or city_of(zone) for zone in dict.fromkeys(near)}
    buttons = [act(f"🕘 {city}", "zone", zone) for zone, city in [*cities.items()][:MOST_ZONES]]
    if buttons and offset_in(text) is not None:
        return Message(fill(words._("Which of these cities keeps {text} as you do?"), text=asked), _pairs(buttons))
    head = fill(words._("No time zone goes by “{text}”."), text=asked)
    if buttons:
        return Message(joined((head, words._("Is one of these meant?")), " "), _pairs(buttons))
    how = words._("Write a large city near you, or a name such as Europe/London: /zone Astana")
    return Message(joined((head, how), " "))


def pause_page(edition: Edition, preferences: Preferences, *, is_asked: bool) -> Message:
    """For how long the alerts shall be held, by buttons. `is_asked`: a length was written that is none."""
    words = edition.words
    how = words._("Write how long: /pause 12h, /pause 3d or /pause 2w; /pause 0 ends it.") if is_asked else None
    text = how or words._("For how long shall the alerts be held? They can also be written: /pause 12h, /pause 3 days.")
    lengths = (words._("1 day"), 1), (words._("3 days"), 3), (words._("1 week"), 7), (words._("30 days"), 30)
    ends = ((act(words._("End the pause"), "pause", 0),),) if preferences.paused_until else ()
    rows = (*_pairs([act(name, "pause", days) for name, days in lengths]), *ends)
    return Message(joined((_paused(edition, preferences), text)), rows)


def paused_message(edition: Edition, preferences: Preferences) -> Message:
    """That the alerts are held, until when, and how to undo it."""
    words = edition.words
    then = words._("What still matters then comes in one message. /pause 0 ends it.")
    ends = ((act(words._("End the pause"), "pause", 0),),)
    return Message(joined((_paused(edition, preferences), then), " "), ends)


def own_time_note(edition: Edition) -> str:
    """That reminders come before an event and not at a time of one's own."""
    words = edition.words
    note = words._("Reminders come before an event, not at a time of your own. How long before can be: {stages}.")
    return note.format(stages=stage_names(words, STAGES))


def with_note(message: Message, note: str) -> Message:
    """The message with a sentence more below it."""
    return replace(message, html=joined((message.html, italic(note)), "\n\n"))


def remind_message(edition: Edition, entry: Entry | None, *, own_time: bool) -> Message:
    """What is said to "remind me" that names nothing: what can be set and how; a bell for what was spoken of."""
    words = edition.words
    note = own_time_note(edition) if own_time else words._("Of what?")
    how = words._("Write for example “remind me 3 days before” and a name, or choose with /subscribe.")
    if entry is None:
        return Message(joined((note, how), " "), ((act(words._("Follow something"), "menu"),),))
    label = words._("🔔 Follow {name}").format(name=label_of(edition, entry))
    return Message(joined((note, how), " "), ((act(label, "follow", "entry", handle(entry.id)),),))


def name_of_subscription(edition: Edition, one: Subscription) -> str:
    """What a subscription is about, in words that may begin a line."""
    words = edition.words
    if one.scope == "all":
        return words._("Everything")
    if one.scope == "entry":
        entry = edition.knowledge.find(one.target)
        return name_of(edition, entry) if entry is not None else one.target
    names = {
        (scope, target): name
        for part in ("types", "themes", "countries")
        for scope, target, name in _options(edition, part)
    }
    return names.get((one.scope, one.target), one.target)


def bell(edition: Edition, entry: Entry) -> Button:
    """The bell that stands with an entry."""
    return act(edition.words._("🔔 Follow"), "follow", "entry", handle(entry.id))


def coming_button(edition: Edition) -> Button:
    """Leads to what is coming."""
    return button(edition.words._("All that is coming"), "u", 1)


def _options(edition: Edition, part: str) -> list[tuple[Scope, str, str]]:
    words, knowledge = edition.words, edition.knowledge
    if part == "types":
        kinds = {"recurring": words._("national days"), "agreement": words._("agreements")}
        there = {entry.kind for entry in knowledge.entries.values()}
        used = {entry.type for entry in knowledge.entries.values()}
        whole: list[tuple[Scope, str, str]] = [("kind", kind, kinds[kind]) for kind in KINDS if kind in there]
        return [*whole, *_terms(edition, "type", (one for one in knowledge.words.types if one.id in used))]
    if part == "themes":
        return _terms(edition, "theme", knowledge.words.themes)
    return _terms(edition, "country", knowledge.about.countries)


def _terms(edition: Edition, scope: Scope, terms: Iterable[Term]) -> list[tuple[Scope, str, str]]:
    return [(scope, one.id, one.named(edition.language)) for one in terms if len(one.id.encode()) <= LONGEST_ID]


def _toggle(
    edition: Edition, scope: Scope, target: str, name: str, have: dict[tuple[str, str], Subscription]
) -> Button:
    one = have.get((scope, target))
    if one is not None:
        return act(f"✅ {name}", "drop", one.id, scope)
    return act(name, "follow", scope, target)


def _pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def _followed_lines(edition: Edition, followed: Sequence[Subscription], preferences: Preferences) -> Html:
    return joined(
        fill(
            "{number}. {name} · {stages}",
            number=number,
            name=name_of_subscription(edition, one),
            stages=stage_names(edition.words, one.stages if one.stages is not None else preferences.stages),
        )
        for number, one in enumerate(followed[:MOST_SUBSCRIPTIONS], 1)
    )


def _ends(followed: Sequence[Subscription]) -> Rows:
    """Buttons that end one subscription each."""
    ends = [act(f"✕ {number}", "drop", one.id) for number, one in enumerate(followed[:MOST_BUTTONS], 1)]
    return tuple(tuple(ends[start : start + 6]) for start in range(0, len(ends), 6))


def _pause_button(words: Words, preferences: Preferences) -> Button:
    if preferences.paused_until:
        return act(words._("End the pause"), "pause", 0)
    return act(words._("Pause 3 days"), "pause", 3)


def _paused(edition: Edition, preferences: Preferences) -> Html | None:
    until: datetime | None = preferences.paused_until
    if until is None:
        return None
    end = until.astimezone(preferences.place)
    text = edition.words._("Paused until {date}, {time}.")
    return fill(text, date=said_day(end.date(), edition.words), time=moment(f"{end:%H:%M}", end))


def _digest_name(edition: Edition, preferences: Preferences) -> str:
    words, wish = edition.words, preferences.digest
    if wish is None:
        return words._("none")
    if wish.every == "day":
        return words._("daily at {hour}:00").format(hour=wish.hour)
    return words._("weekly at {hour}:00, {day}").format(hour=wish.hour, day=said_weekday(wish.weekday, words))
