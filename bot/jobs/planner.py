"""The planner: occurrences and followers -> the outbox. Blocking; the heartbeat calls it in a thread.

Each call plans what falls due since the last one, for every chat; and all that is open for chats that changed
something, or for everybody when the base changed. How far it got is remembered only once all of it is in the outbox.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b

from bot.agenda.upcoming import Occurrence, upcoming
from bot.alerts.briefings import BriefingSchedule, briefing_moments
from bot.alerts.quiet import zone
from bot.alerts.reminders import Agenda, Planned, agenda, digest_moments, plan
from bot.alerts.subscriptions import Follower, Preferences
from bot.knowledge.entries import Knowledge
from bot.storage.briefings import Briefings
from bot.storage.news import News
from bot.storage.outbox import Outbox
from bot.storage.subscribers import PAGE, Profile, Subscribers

#: Planned so long before it is due, so that it goes out to the second.
AHEAD = timedelta(minutes=1)
#: The longest lead time with room for zones, quiet hours and approximate dates.
REACH = timedelta(days=33)
#: Notices older than this no longer stand for a reminder.
TOLD_LATELY = timedelta(days=40)
#: How far `next_due` looks, and how far where that finds nothing.
FORESIGHT = (timedelta(days=62), timedelta(days=400))
#: A briefing that could not be sent for so long is left out; the next one has what matters.
BRIEFING_COUNTS_FOR = timedelta(hours=6)
#: Every schedule has its next briefing within this.
BRIEFING_AHEAD = timedelta(days=9)
MARK = "planned"


class Planner:
    """Plans for all followers, and remembers in the outbox's marks how far it got."""

    def __init__(
        self, subscribers: Subscribers, outbox: Outbox, news: News, briefings: Briefings | None = None
    ) -> None:
        self._subscribers = subscribers
        self._briefings = briefings
        self._outbox = outbox
        self._news = news
        self._occurrences: dict[timedelta, tuple[str, date, tuple[Occurrence, ...]]] = {}
        self._made: tuple[tuple[Occurrence, ...], object, Agenda] | None = None

    def plan(self, knowledge: Knowledge, now: datetime) -> int:
        """Plans what is due by now and a minute; gives how many messages were new."""
        until = now + AHEAD
        last, basis = self._outbox.mark(MARK)
        known = self._basis(knowledge)
        ready = self._agenda(knowledge, now, REACH)
        added = 0
        since = until if last is None or last > until else last
        profiles = self._subscribers.profiles()
        due = [one for one in profiles if self._is_due(ready, one, since, until)]
        if last is None or basis != known or last > until + AHEAD:
            due = [one for one in profiles if one in due or ready.is_open(one.zone, one.quiet, now, until)]
        changed = self._subscribers.chat_ids(changed_since=since - 2 * AHEAD)
        chats = sorted({*changed, *(self._subscribers.chat_ids(due) if due else ())})
        for followers in self._pages(chats):
            added += self._outbox.add(one for who in followers for one in _all(ready, who, now, since, until))
        added += self._outbox.add(self._planned_briefings(since, until, now))
        self._outbox.set_mark(MARK, until, known)
        return added

    def preview(self, knowledge: Knowledge, follower: Follower, now: datetime, most: int) -> tuple[Planned, ...]:
        """The next reminders this chat would get if nothing changed."""
        ready = self._agenda(knowledge, now, timedelta(days=400))
        coming = plan(ready, follower, now, now + timedelta(days=400))
        return tuple(one for one in coming if one.due > now)[:most]

    def next_due(self, knowledge: Knowledge, now: datetime) -> datetime | None:
        """When anything is next due for anybody, after the minute already planned; None: not soon."""
        followers = [who for page in self._pages(self._subscribers.chat_ids()) for who in page]
        after = now + AHEAD
        briefings = (one.due for one in self._planned_briefings(after, now + BRIEFING_AHEAD, now))
        found = [min(briefings, default=None), self._next_alert(knowledge, followers, now, after)]
        return min((moment for moment in found if moment is not None), default=None)

    def _next_alert(
        self, knowledge: Knowledge, followers: Sequence[Follower], now: datetime, after: datetime
    ) -> datetime | None:
        for reach in FORESIGHT if followers else ():
            ready = self._agenda(knowledge, now, reach + REACH)
            due = (one.due for who in followers for one in _all(ready, who, now, after, now + reach))
            found = [moment for moment in due if moment > after]
            if found:
                return min(found)
        return None

    def _planned_briefings(self, after: datetime, until: datetime, now: datetime) -> Iterator[Planned]:
        """The regular briefings due in that time, `after` excluded, `until` included."""
        schedules = self._briefings.due_able(now) if self._briefings is not None else ()
        for one in schedules:
            is_new = one.since is not None and one.since > after - 2 * AHEAD  # after this time was planned, perhaps
            first = after - 2 * AHEAD if is_new else after
            yield from (planned_briefing(one, due) for due in briefing_moments(one, first, until))

    def _basis(self, knowledge: Knowledge) -> str:
        """What every plan rests on: when it changes, everybody is planned for anew."""
        silent = "\n".join(sorted(self._news.silent()))
        return f"{knowledge.version} {blake2b(silent.encode(), digest_size=8).hexdigest()}"

    def _agenda(self, knowledge: Knowledge, now: datetime, reach: timedelta) -> Agenda:
        """The agenda of these days, made anew only when anything in it changed."""
        silent, told_at = self._news.silent(), self._news.told_at(now - TOLD_LATELY)
        found = self._coming(knowledge, now, reach)
        made = self._made
        if made is None or made[0] is not found or made[1] != (silent, told_at):
            made = self._made = (found, (silent, told_at), agenda(found, knowledge, silent, told_at))
        return made[2]

    def _coming(self, knowledge: Knowledge, now: datetime, reach: timedelta) -> tuple[Occurrence, ...]:
        """What is coming, laid out once a day and version of the base."""
        today = now.astimezone(UTC).date()
        kept = self._occurrences.get(reach)
        if kept is None or kept[:2] != (knowledge.version, today):
            found = upcoming(knowledge, today - timedelta(days=1), days=reach.days + 2)
            kept = self._occurrences[reach] = (knowledge.version, today, found)
        return kept[2]

    def _is_due(self, ready: Agenda, profile: Profile, after: datetime, until: datetime) -> bool:
        if ready.is_due(profile.zone, profile.quiet, after, until):
            return True
        wish = Preferences(0, profile.zone, "", quiet=profile.quiet, digest=profile.digest)
        return bool(digest_moments(wish, after, until))

    def _pages(self, chats: Sequence[int]) -> Iterator[list[Follower]]:
        for start in range(0, len(chats), PAGE):
            yield self._subscribers.followers(chats[start : start + PAGE])


def planned_briefing(schedule: BriefingSchedule, due: datetime) -> Planned:
    """The regular briefing of that moment; one a chat and local day."""
    subject = f"briefing/{due.astimezone(zone(schedule.zone)).date()}"
    return Planned(schedule.chat_id, schedule.topic, "briefing", subject, due, due + BRIEFING_COUNTS_FOR)


def _all(ready: Agenda, who: Follower, now: datetime, since: datetime, until: datetime) -> Iterable[Planned]:
    yield from plan(ready, who, now, until)
    yield from digest_moments(who.preferences, since, until)
