"""Occurrences + followers + now -> what is planned for whom: reminders, and the hours of digests.

Planning remembers nothing. What is due is planned again each time under the same subject, and the outbox keeps one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from bot.agenda.upcoming import Occurrence
from bot.alerts.quiet import Quiet, local
from bot.alerts.quiet import zone as place_of
from bot.alerts.subscriptions import Follower, Key, Nearness, Preferences, Subscription, keys, lead_times
from bot.alerts.timing import Moment, moments
from bot.knowledge.entries import Knowledge

#: A digest that could not be sent for so long is left out; the next one has it all.
DIGEST_COUNTS_FOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Planned:
    """One message to be: for which chat and topic, about what, when, and until when."""

    chat_id: int
    topic: int
    kind: str  #: reminder, change, correction, digest, snooze, broadcast ...
    subject: str  #: with chat and topic it says which message this is, once and for all
    due: datetime  #: aware UTC
    expires: datetime  #: aware UTC; always after `due`
    entry_id: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """An occurrence, under which keys it is followed, and since when its followers know of it."""

    occurrence: Occurrence
    keys: Mapping[Key, Nearness]
    told_at: datetime | None = None  #: when a notice announced this date; None: long known


@dataclass
class Agenda:
    """What is coming, ready to be paired with followers."""

    coming: tuple[Coming, ...]
    _moments: dict[tuple[int, str, Quiet | None], tuple[Moment, ...]] = field(default_factory=dict)
    _followed: dict[Key, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        followed: defaultdict[Key, list[int]] = defaultdict(list)
        for index, one in enumerate(self.coming):
            for key in one.keys:
                followed[key].append(index)
        self._followed = dict(followed)

    def followed_under(self, key: Key) -> list[int]:
        """The positions in `coming` of what is followed under this key."""
        return self._followed.get(key, [])

    def moments(self, index: int, zone: str, quiet: Quiet | None) -> tuple[Moment, ...]:
        """The stages of one of `coming` in a zone with these quiet hours."""
        name = (index, zone, quiet)
        if name not in self._moments:
            self._moments[name] = moments(self.coming[index].occurrence, place_of(zone), quiet)
        return self._moments[name]

    def is_due(self, zone: str, quiet: Quiet | None, after: datetime, until: datetime) -> bool:
        """Whether any stage falls due in that time, `after` excluded, `until` included."""
        return any(
            after < moment.due <= until
            for index in range(len(self.coming))
            for moment in self.moments(index, zone, quiet)
        )

    def is_open(self, zone: str, quiet: Quiet | None, now: datetime, until: datetime) -> bool:
        """Whether any stage is due by `until` and not over `now`."""
        return any(
            moment.due <= until and now < moment.expires
            for index in range(len(self.coming))
            for moment in self.moments(index, zone, quiet)
        )


def agenda(
    occurrences: Iterable[Occurrence],
    knowledge: Knowledge,
    silent: frozenset[str] = frozenset(),
    told_at: Mapping[str, datetime] | None = None,
) -> Agenda:
    """The agenda of these occurrences without the entries that are to be kept silent for now.

    `told_at`: entry id -> when a notice announced its present date; stages before that need no reminder.
    """
    told = told_at or {}
    kept = [one for one in occurrences if one.entry.id not in silent]
    return Agenda(tuple(Coming(one, keys(one.entry, knowledge), told.get(one.entry.id)) for one in kept))


def plan(agenda: Agenda, follower: Follower, now: datetime, until: datetime) -> tuple[Planned, ...]:
    """The reminders for this chat that are due by `until` and not over `now`; of several due ones the last only."""
    matching: defaultdict[tuple[int, int], dict[Subscription, Nearness]] = defaultdict(dict)
    for subscription in follower.subscriptions:
        for index in agenda.followed_under(subscription.key):
            nearness = agenda.coming[index].keys[subscription.key]
            matching[subscription.topic, index][subscription] = nearness
    found = [
        one
        for (topic, index), subscriptions in matching.items()
        for one in _planned(agenda, index, topic, follower.preferences, subscriptions, now)
        if one.due <= until
    ]
    return tuple(sorted(found, key=lambda one: (one.due, one.subject, one.topic)))


def _planned(
    agenda: Agenda,
    index: int,
    topic: int,
    preferences: Preferences,
    matching: Mapping[Subscription, Nearness],
    now: datetime,
) -> list[Planned]:
    coming = agenda.coming[index]
    entry = coming.occurrence.entry
    if entry.id in preferences.muted:
        return []
    wanted = {*lead_times(preferences, matching), "window"}
    stages = [m for m in agenda.moments(index, preferences.zone, preferences.quiet) if m.stage in wanted]
    told_at = None if _subscribed_since(coming.told_at, matching) else coming.told_at
    return [
        Planned(preferences.chat_id, topic, "reminder", m.subject, m.due, m.expires, entry.id, m.stage)
        for m in _still_useful(stages, now)
        if told_at is None or m.nominal > told_at
    ]


def _subscribed_since(told_at: datetime | None, matching: Iterable[Subscription]) -> bool:
    """Whether nobody here followed it yet when the notice went out."""
    return told_at is not None and all(one.since is not None and one.since > told_at for one in matching)


def _still_useful(stages: list[Moment], now: datetime) -> list[Moment]:
    """Of those already due the last one, and those to come; of several due at the same moment the last."""
    by_due = {max(moment.due, _begin(now, moment)): moment for moment in stages}  # later stages replace earlier ones
    return [moment for moment in by_due.values() if now < moment.expires]


def _begin(now: datetime, moment: Moment) -> datetime:
    """What is due already counts as due now."""
    return now if moment.due <= now else moment.due


def digest_moments(preferences: Preferences, after: datetime, until: datetime) -> tuple[Planned, ...]:
    """The digests this chat is to get in that time, `after` excluded, `until` included."""
    wish = preferences.digest
    if wish is None:
        return ()
    place = preferences.place
    day, last = after.astimezone(place).date() - timedelta(days=1), until.astimezone(place).date()
    found = []
    while day <= last:
        due = local(datetime.combine(day, time(wish.hour)), place)
        due = due if preferences.quiet is None else preferences.quiet.over(due, place)
        if after < due <= until and (wish.every == "day" or day.weekday() == wish.weekday):
            subject = f"digest@{day}"
            found.append(Planned(preferences.chat_id, 0, "digest", subject, due, due + DIGEST_COUNTS_FOR))
        day += timedelta(days=1)
    return tuple(found)
