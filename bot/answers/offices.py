"""Who held which office when: answers to office questions from the terms and sightings in the base.

Attested dates are sightings, not a term (EDITORIAL rules): somebody counts as a holder in a stretch of time
when a stated term or the span between first and last sighting touches it. Nothing is guessed beyond that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.answers.text import tokens
from bot.answers.times import Window
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Knowledge, Office


@dataclass(frozen=True, slots=True)
class Holding:
    """One office of one person, with the days between which it is known to have been held (both included)."""

    entry: Entry
    number: int  #: from 1, as in the ref `entry#office-1`
    office: Office
    first: date | None
    last: date | None

    @property
    def ref(self) -> str:
        """The field ref of this office."""
        return f"{self.entry.id}#office-{self.number}"

    def touches(self, window: Window) -> bool:
        """Whether it was held, as far as known, on some day of `window`."""
        if self.first is None and self.last is None:
            return False
        return window.overlaps(self.first, self.last)


def holdings(knowledge: Knowledge) -> tuple[Holding, ...]:
    """All offices in the base."""
    return tuple(
        Holding(entry, number, office, *_known(office))
        for entry in knowledge.entries.values()
        for number, office in enumerate(entry.offices, 1)
    )


def _known(office: Office) -> tuple[date | None, date | None]:
    starts = [d for d in (_early(office.start), _early(office.attested[0]) if office.attested else None) if d]
    ends = [d for d in (_late(office.end), _late(office.attested[1]) if office.attested else None) if d]
    first = min(starts) if starts else None
    last = _late(office.end) or (max(ends) if ends else None)
    if first is None and last is not None and not office.end:
        first = last
    if last is None and first is not None:
        last = _late(office.start) or first
    return first, last


def _early(when: FuzzyDate | None) -> date | None:
    return when.earliest if when else None


def _late(when: FuzzyDate | None) -> date | None:
    return when.latest if when else None


def filtered(
    all_holdings: tuple[Holding, ...], roles: set[str], country: str | None, post: str | None
) -> tuple[Holding, ...]:
    """Holdings of one of `roles`, of `country`, at `post`; None means any."""
    return tuple(
        h
        for h in all_holdings
        if h.office.role in roles
        and (country is None or (h.office.country or "").casefold() == country)
        and (post is None or (h.office.post or "").casefold() == post)
    )


def titled(found: tuple[Holding, ...], stems: frozenset[str]) -> tuple[Holding, ...]:
    """Those whose title and body hold all of `stems` ("speaker", "assembl"), where some do; else all."""
    named = tuple(
        h for h in found if stems <= {t.stem for t in tokens(f"{h.office.title} {h.office.organisation or ''}")}
    )
    return named or found


def is_one_seat(found: tuple[Holding, ...]) -> bool:
    """Whether all are called the same in the same body, so that one followed the other."""
    return len({(h.office.title, h.office.organisation, h.office.country, h.office.post) for h in found}) == 1


def current(found: tuple[Holding, ...], today: date) -> Holding | None:
    """The holder seen last whose term is not known to have ended before `today`, or None."""
    alive = [h for h in found if h.last and not (h.office.end and h.last < today)]
    if not alive:
        return None
    return max(alive, key=lambda h: (h.last or date.min, h.first or date.min))


def in_window(found: tuple[Holding, ...], window: Window) -> tuple[Holding, ...]:
    """Holders known for some day of `window`, earliest first."""
    return tuple(sorted((h for h in found if h.touches(window)), key=lambda h: h.first or date.min))


def neighbour(found: tuple[Holding, ...], person: str, after: bool) -> Holding | None:
    """The nearest known holder before or after a person in the same office, or None."""
    own = [h for h in found if h.entry.id == person]
    if not own:
        return None
    if after:
        border = max(h.last or date.min for h in own)
        later = [h for h in found if h.entry.id != person and h.first and h.first >= border - timedelta(days=62)]
        return min(later, key=lambda h: h.first or date.max, default=None)
    border = min(h.first or date.max for h in own)
    earlier = [h for h in found if h.entry.id != person and h.last and h.last <= border + timedelta(days=62)]
    return max(earlier, key=lambda h: h.last or date.min, default=None)
