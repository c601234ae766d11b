"""A stretch of days -> what a chat should read: at most five things, each with a sentence of the base, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.agenda.items import Briefing, Item, Memory, Note, Section, Subject, Window
from bot.agenda.promises import has_firm_date, is_overdue, open_promises
from bot.agenda.telling import (
    facts_by,
    newest,
    ref_of,
    sentence,
    summary_by,
    tells_of_its_day,
    weights,
)
from bot.agenda.upcoming import COMING, Occurrence, occurrences, upcoming
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Knowledge

__all__ = ["MOST", "Briefing", "Item", "Memory", "Note", "Section", "Subject", "Window", "briefing"]

#: In which order sections give their items until there is no more room.
TURNS: tuple[Section, ...] = ("changed", "latest", "coming", "changed", "watch", "changed", "latest", "coming", "watch")
MOST = 5
#: Open questions in a briefing on everything: they do not run away.
MOST_TO_WATCH = 2
#: How long after its date something that nobody reports is worth watching for.
STILL_ASKED = timedelta(days=180)
#: How far what has no firm date is looked for.
FAR_AHEAD = timedelta(days=400)
#: How far back "latest" looks where nothing changed in the time itself.
LOOK_BACK = timedelta(days=3 * 366)
#: What an older thing loses of its weight, in days for one other entry that names it.
FADES = 30.0
#: Statuses of documents that are there.
_THERE = frozenset({"adopted", "signed", "in-force"})
#: Kinds of which a newly dated fact is news.
_REPORTED = frozenset({"initiative", "corridor", "agreement", "figure"})


def briefing(
    knowledge: Knowledge,
    subject: Subject,
    window: Window,
    memory: Memory | None = None,
    notes: Iterable[Note] = (),
    most: int = MOST,
    *,
    only_changes: bool = False,
    asked_for: bool = False,
) -> Briefing:
    """What changed, what is coming and what to watch: at most `most` things, none that was told.

    `asked_for`: somebody wants it now, and is told of days of politics and mourning as by any list of what is coming.
    """
    by_entry = {one.entry_id: one for one in notes}
    maker = _Maker(knowledge, subject, window, memory or Memory(), by_entry, asked_for)
    found: dict[Section, list[Item]] = {"changed": maker.changed()}
    if not only_changes:
        found |= {"coming": maker.coming(), "watch": maker.watch()}
    if not found["changed"] and not subject.is_everything:
        found["latest"] = maker.latest()
    items = _taken(found, min(most, MOST))
    return Briefing(subject, window, items, len(maker.left_out))


def has_news(found: Briefing) -> bool:
    """Whether anything in it is new or upcoming; what has been open all along is no news."""
    return any(item.section != "watch" or _began_lately(item, found.window.since) for item in found.items)


def _began_lately(item: Item, since: date) -> bool:
    """Whether what is watched became open in the time from `since`: its date passed, or a report on it is as new."""
    reported = item.fact.as_of
    return (item.overdue and _day(item.entry.when or item.date) >= since) or (
        reported is not None and _day(reported) >= since
    )


def _taken(found: Mapping[Section, Sequence[Item]], most: int) -> tuple[Item, ...]:
    """The items of each section in turn, each entry and each sentence once; by section and in its order."""
    waiting: dict[Section, Iterator[Item]] = {section: iter(items) for section, items in found.items()}
    taken: list[Item] = []
    while waiting and len(taken) < most:
        for section in TURNS:
            if section in waiting and len(taken) < most:
                fresh = next((one for one in waiting[section] if _is_fresh(one, taken)), None)
                if fresh is None:
                    del waiting[section]
                else:
                    taken.append(fresh)
    order = list(dict.fromkeys(("changed", "latest", *TURNS)))
    return tuple(sorted(taken, key=lambda one: order.index(one.section)))


def _is_fresh(item: Item, taken: Iterable[Item]) -> bool:
    """Whether neither its entry nor its sentence stands there, nor, of reports, another from the same page."""
    return not any(
        one.entry.id == item.entry.id
        or one.text == item.text
        or (item.is_report and one.section == item.section and set(item.fact.sources) <= set(one.fact.sources))
        for one in taken
    )


@dataclass
class _Maker:
    knowledge: Knowledge
    subject: Subject
    window: Window
    memory: Memory
    notes: Mapping[str, Note]
    asked_for: bool
    left_out: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.weights = weights(self.knowledge)
        self.entries = [one for one in self.knowledge.entries.values() if self._may_be_told(one)]

    def changed(self) -> list[Item]:
        """What happened, was signed, or was newly reported in the window; what most hangs on first."""
        found = [one for entry in self.entries if (one := self._noted(entry) or self._change(entry, self.window.since))]
        return self._heaviest(self._untold(found))

    def latest(self) -> list[Item]:
        """The same of the years before; recent things weigh more."""
        since = self.window.today - LOOK_BACK
        found = [one for entry in self.entries if (one := self._change(entry, since, "latest"))]
        return sorted(self._heaviest(self._untold(found))[:MOST], key=lambda one: _day(one.date), reverse=True)

    def coming(self) -> list[Item]:
        """What has a date in the window to come, the nearest first."""
        days = (self.window.until - self.window.today).days
        known = {entry.id for entry in self.entries}
        found = [
            Item("coming", o.entry, fact, o.when, f"{o.entry.id}#when={o.when}", o, summary=self._summary(o.entry))
            for o in upcoming(self.knowledge, self.window.today, days)
            if o.entry.id in known and o.when.precision in {"day", "month", "season"} and not o.when.approximate
            if (fact := self._sentence(o.entry)) is not None
        ]
        return self._untold(found)

    def watch(self) -> list[Item]:
        """What has no firm date, was put off, or should have come and nothing says so."""
        found = [one for entry in self.entries if entry.kind == "event" and (one := self._open_event(entry))]
        promises = open_promises(self.knowledge, self.window.today, self.memory.silent)
        found += [
            Item(
                "watch",
                one.entry,
                one.fact,
                one.confirmed,
                _watch_mark(one.entry, one.overdue),
                None,
                None,
                one.overdue,
                one.summary,
            )
            for one in promises
            if one.entry.kind != "event" and (one.overdue or not self.subject.is_everything)
            if self.subject.holds(one.entry)
        ]
        kept = self._heaviest(self._untold(found))
        return kept[:MOST_TO_WATCH] if self.subject.is_everything else kept

    def _may_be_told(self, entry: Entry) -> bool:
        if entry.id in self.memory.silent or not self.subject.holds(entry) or entry.sensitive is not None:
            return False
        wanted = (self.asked_for and entry.kind == "recurring") or entry.id == self.subject.entry_id
        return wanted or not entry.is_guarded or entry.id in self.memory.followed

    def _noted(self, entry: Entry) -> Item | None:
        """The change of the entry that people may be told of, with the newest sentence on it."""
        note = self.notes.get(entry.id)
        if note is None or note.at.date() < self.window.since:
            return None
        fact = sentence(newest(self._facts(entry)))
        day = entry.when or FuzzyDate.parse(note.at.date().isoformat())
        if fact is None:
            return None
        return Item("changed", entry, fact, day, f"{entry.id}#change={note.number}", notice=note.number)

    def _change(self, entry: Entry, since: date, section: Section = "changed") -> Item | None:
        if _is_there(entry) and entry.when is not None and self._falls(entry.when, since):
            fact = self._sentence(entry)
            mark = f"{entry.id}#is={entry.status or 'held'}"
            return None if fact is None else Item(section, entry, fact, entry.when, mark)
        if entry.kind in _REPORTED or (entry.kind == "event" and entry.status in COMING):
            dated = [f for f in newest(self._facts(entry)) if f.as_of is not None and self._falls(f.as_of, since)]
            reported = [one for one in dated if tells_of_its_day(one)]
            fresh = [one for one in reported if ref_of(entry, one) not in self.memory.told]
            fact = sentence(fresh) or sentence(reported)
            if fact is not None and fact.as_of is not None:
                return Item(section, entry, fact, fact.as_of, ref_of(entry, fact))
        return None

    def _open_event(self, entry: Entry) -> Item | None:
        when, today = entry.when, self.window.today
        if when is None or entry.status not in {*COMING, "unconfirmed"}:
            return None
        last = when.latest or when.earliest or today
        passed = last < today and (entry.status == "unconfirmed" or is_overdue(entry, today))
        ahead = last >= today and (when.earliest or today) <= today + FAR_AHEAD
        loose = entry.status in {"postponed", "unconfirmed"} or not has_firm_date(entry)
        if not (passed and today - last <= STILL_ASKED) and not (ahead and loose):
            return None
        summary, facts = self._summary(entry), self._facts(entry)
        fact = sentence(facts if summary is None else newest(facts))
        if fact is None:
            return None
        return Item("watch", entry, fact, when, _watch_mark(entry, passed), None, None, passed, summary)

    def _untold(self, found: Iterable[Item]) -> list[Item]:
        kept = []
        for one in found:
            if self._is_told(one):
                self.left_out.add(one.entry.id)
            else:
                kept.append(one)
        return kept

    def _is_told(self, item: Item) -> bool:
        told, entry = self.memory.told, item.entry
        if item.mark in told:
            return True
        if item.occurrence is not None:
            return f"{entry.id}#when" in told and self._meant(told[f"{entry.id}#when"].date(), item.occurrence)
        heard = [told[ref] for ref in (f"{entry.id}#when", *(ref_of(entry, f) for f in entry.facts)) if ref in told]
        if item.notice is not None:
            return any(moment >= self.notes[entry.id].at for moment in heard)
        if item.section in {"changed", "latest"}:
            return any(moment.date() >= _day(item.date) for moment in heard)
        return False

    def _meant(self, day: date, one: Occurrence) -> bool:
        """Whether whoever was told on that day was told of this occurrence, and not of one before it."""
        if one.entry.kind == "event":
            return True
        alone = Knowledge({one.entry.id: one.entry}, {}, self.knowledge.about, self.knowledge.words, "")
        before = occurrences(alone, day, one.earliest) if day <= one.earliest else ()
        return bool(before) and before[0].earliest == one.earliest

    def _heaviest(self, found: Iterable[Item]) -> list[Item]:
        return sorted(found, key=lambda one: (-self._weight(one), one.entry.id))

    def _weight(self, item: Item) -> float:
        own = {"event": 3.0, "agreement": 2.0}.get(item.entry.kind, 0.0) + (10.0 if item.notice is not None else 0.0)
        return own + self.weights[item.entry.id] - abs((self.window.today - _day(item.date)).days) / FADES

    def _falls(self, when: FuzzyDate, since: date) -> bool:
        """Whether it was over, or began for good, in the time from `since`; nothing that is known to a year only."""
        day = when.latest or when.earliest
        return day is not None and since <= day <= self.window.today and when.precision in {"day", "month"}

    def _facts(self, entry: Entry) -> tuple[Fact, ...]:
        return facts_by(entry, self.knowledge, self.window.today, self.memory.silent)

    def _summary(self, entry: Entry) -> str | None:
        return summary_by(entry, self.window.today)

    def _sentence(self, entry: Entry) -> Fact | None:
        return sentence(self._facts(entry), self.memory.told, entry)


def _is_there(entry: Entry) -> bool:
    """Whether it took place, or was signed."""
    if entry.kind == "event":
        return entry.status in {"held", None}
    return entry.kind == "agreement" and entry.status in _THERE


def _watch_mark(entry: Entry, overdue: bool) -> str:
    return f"{entry.id}#watch={'overdue' if overdue else entry.status}"


def _day(when: FuzzyDate) -> date:
    return when.latest or when.earliest or date.min
