"""Once a week, a note to the owners: the age of the base, what to look at, what they silenced and it still says."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.alerts.quiet import local
from bot.chat.reloading import size_of
from bot.knowledge.entries import Knowledge
from bot.knowledge.review import TITLES, review

#: The note comes on Mondays from this local hour on.
WEEKDAY, HOUR = 0, 9
#: The note of a Monday is not made up for later than this.
COUNTS_FOR = timedelta(days=1)


def is_due(last: datetime | None, now: datetime, zone: str) -> bool:
    """Whether the note of this week is still to be sent; `last`: when one was sent."""
    local = now.astimezone(ZoneInfo(zone))
    if local.weekday() != WEEKDAY or local.hour < HOUR:
        return False
    return last is None or not timedelta(0) <= now - last <= COUNTS_FOR


def next_note(now: datetime, zone: str) -> datetime:
    """When the next note comes, after `now`; aware UTC."""
    place = ZoneInfo(zone)
    day = now.astimezone(place).date()
    day += timedelta(days=(WEEKDAY - day.weekday()) % 7)
    due = local(datetime.combine(day, time(HOUR)), place)
    return due if due > now else local(datetime.combine(day + timedelta(days=7), time(HOUR)), place)


def weekly_note(knowledge: Knowledge, today: date, withdrawn: frozenset[str]) -> str:
    """The note, in plain text."""
    about = knowledge.about
    lines = [f"The week's look at the base {knowledge.version}, {size_of(knowledge)}."]
    if about.base_date is not None and about.base_date.latest is not None:
        days = (today - about.base_date.latest).days
        ago = f", {days} {'day' if days == 1 else 'days'} ago" if days > 0 else ""
        lines.append(f"It is of {about.base_date}{ago}.")
    found = Counter(one.group for one in review(knowledge, today))
    lines += [f"{TITLES[group]}: {found[group]}" for group in TITLES if found[group]]
    if found:
        lines.append("`python -m bot check --review` names them.")
    lines += [
        f"Silenced here and not withdrawn in the base: {ref}"
        for ref in sorted(withdrawn)
        if is_still_said(ref, knowledge)
    ]
    return "\n".join(lines)


def is_still_said(ref: str, knowledge: Knowledge) -> bool:
    """Whether the base still says what was silenced."""
    fact = knowledge.fact(ref)
    if fact is not None:
        return fact[1].withdrawn is None
    return "#" not in ref and knowledge.find(ref) is not None
