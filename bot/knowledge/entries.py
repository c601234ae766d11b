"""What the base is made of: entries (things), facts (one sourced sentence each), sources, and the base whole.

Everything is frozen. Dates stay as precise as the source (`FuzzyDate`); times are aware. Unknown is absent:
`None` or an empty tuple, never a placeholder.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from bot.knowledge.dates import FuzzyDate

Kind = Literal[
    "event",
    "official",
    "institution",
    "initiative",
    "corridor",
    "agreement",
    "topic",
    "figure",
    "recurring",
]
KINDS: tuple[Kind, ...] = (
    "event",
    "official",
    "institution",
    "initiative",
    "corridor",
    "agreement",
    "topic",
    "figure",
    "recurring",
)

#: The parts that people and bodies play; a participant may also have the name of an office, or a part of its own.
PLAYED = frozenset(
    {"host", "co-host", "guest", "chief guest", "speaker", "keynote speaker", "moderator", "organiser", "co-organiser"}
    | {"participant", "signatory", "authorised signatory", "witness", "party", "observer", "mediator", "translator"}
    | {"chair", "co-chair", "head of the delegation", "member of the delegation", "sender", "receiver", "recipient"}
    | {"giver", "award-giver", "laureate", "donor", "sponsor", "inviter", "invitee", "initiator", "caller", "partner"}
)

#: The statuses each kind may have; a kind that is not listed may have any of the project statuses.
STATUSES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "event": (
            "announced",
            "planned",
            "scheduled",
            "confirmed",
            "postponed",
            "cancelled",
            "held",
            "unconfirmed",
        ),
        "agreement": ("proposed", "draft", "adopted", "signed", "in-force", "expired"),
        "initiative": (
            "proposed",
            "planned",
            "under-construction",
            "pilot",
            "active",
            "suspended",
            "completed",
        ),
        "corridor": (
            "proposed",
            "planned",
            "under-construction",
            "pilot",
            "active",
            "suspended",
            "completed",
        ),
        "recurring": ("active", "suspended"),
    }
)

#: Best first. `rank` of a source; an outlet that belongs to a party is `party`.
RANKS: tuple[str, ...] = ("official", "agency", "newspaper", "outlet", "copy", "party", "weak")
#: Whose voice a fact is: a document, somebody's statement, press reporting, analysis.
VOICES: tuple[str, ...] = ("document", "statement", "press", "analysis")
SCOPES: tuple[str, ...] = ("both", "one", "multilateral")
TONES: tuple[str, ...] = ("celebration", "observance", "remembrance", "political")
#: Days of politics and mourning: told of only to who follows that very day or asks for it.
GUARDED_TONES = frozenset({"political", "remembrance"})
LANGUAGES: tuple[str, ...] = ("en", "ur", "ru", "kk")

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    """The mapping that fields are without, one for all: Python 3.11 takes no mapping proxy as a default."""
    return _NOTHING


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the files something stands."""

    file: str  #: path relative to the base folder, "/" separated
    line: int  #: counted from 1


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from."""

    id: str
    publisher: str
    title: str
    rank: str  #: one of RANKS
    date: FuzzyDate | None = None
    url: str | None = None
    note: str | None = None
    affiliation: str | None = None  #: whose outlet it is, said with the name
    at: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why and when a fact that was never true was taken back."""

    reason: str
    date: FuzzyDate


@dataclass(frozen=True, slots=True)
class Translation:
    """A fact or name in another language."""

    text: str
    machine: bool  #: True: made by machine and not reviewed


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence about the world, with its sources (ids, best first as given in the file)."""

    key: str  #: the given key, or the 1-based position in the entry as text
    text: str
    sources: tuple[str, ...]
    as_of: FuzzyDate | None = None
    checked: FuzzyDate | None = None  #: when somebody last looked for anything newer
    voice: str | None = None
    speaker: str | None = None  #: entry id, or a plain name
    caution: str | None = None  #: shown to readers beside the fact
    currency: str | None = None  #: overrides the kind's currency: a key of About.currency, or "history"
    superseded_by: str | None = None  #: fact ref "entry#key"
    withdrawn: Withdrawal | None = None
    questions: tuple[str, ...] = ()
    texts: Mapping[str, Translation] = field(default_factory=_nothing, hash=False)
    at: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Office:
    """An office held; `start`/`end` only where a source says so, `attested`: first and last sighting."""

    title: str
    organisation: str | None = None
    country: str | None = None  #: whose office it is: a country id of about.yaml or words.yaml, or plain text
    role: str | None = None  #: id of a role in words.yaml
    post: str | None = None  #: for envoys: the country id they are accredited to
    start: FuzzyDate | None = None  #: YAML key `from`
    end: FuzzyDate | None = None  #: YAML key `to`
    attested: tuple[FuzzyDate, FuzzyDate] | None = None
    sources: tuple[str, ...] = ()
    at: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody or something that took part: an entry id or a plain name, and in which role."""

    id: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier date or status of an entry, with its source."""

    when: FuzzyDate | None
    status: str | None
    sources: tuple[str, ...]
    as_of: FuzzyDate | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, WGS84 degrees."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Value:
    """One number of a series."""

    value: float
    unit: str
    period: FuzzyDate
    by: str | None  #: whose figure it is
    source: str  #: source id


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing the base knows about. `id` is stable for ever; a merged entry's survivor lists `former_ids`."""

    id: str
    kind: Kind
    name: str
    #: language -> name; "en" falls back to `name`
    names: Mapping[str, str] = field(default_factory=_nothing, hash=False)
    aliases: tuple[str, ...] = ()
    summary: str | None = None
    type: str | None = None  #: id of an event type in words.yaml
    when: FuzzyDate | None = None
    starts_at: datetime | None = None  #: aware
    rrule: str | None = None  #: RFC 5545, without DTSTART
    except_dates: tuple[date, ...] = ()  #: occurrences that do not happen
    extra_dates: tuple[date, ...] = ()  #: one-off occurrences beside the rule
    status: str | None = None
    history: tuple[Past, ...] = ()
    where: str | None = None
    coordinates: tuple[Point, ...] = ()
    host: str | None = None  #: entry or country id
    guest: str | None = None  #: entry or country id
    participants: tuple[Participant, ...] = ()
    people: tuple[str, ...] = ()  #: entry ids, or "Name (role)"
    offices: tuple[Office, ...] = ()
    themes: tuple[str, ...] = ()
    scope: str | None = None
    tone: str | None = None
    country: str | None = None  #: country id, where an entry belongs to one country
    sensitive: str | None = None  #: id of the sensitive subject (a topic entry) whose one wording applies
    currency: str | None = None
    series: tuple[Value, ...] = ()
    former_ids: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()  #: questions near it that nothing in it answers, so that they are refused
    facts: tuple[Fact, ...] = ()
    machine: tuple[str, ...] = ()  #: languages in which a machine made names, `questions` and `beyond`, unreviewed
    notes: str | None = None
    at: Place | None = field(default=None, compare=False)

    def named(self, language: str) -> str:
        """The name in `language`, or the plain name."""
        return self.names.get(language, self.name)

    @property
    def neighbours(self) -> tuple[str, ...]:
        """The entries it names: related ones, people, who took part; some may be names as they are."""
        return (*self.related, *self.people, *(one.id for one in self.participants))

    @property
    def asked(self) -> tuple[str, ...]:
        """The ways in which people ask for it: its own `questions`, then those of its facts, withdrawn ones too."""
        return (*self.questions, *(one for fact in self.facts for one in fact.questions))

    @property
    def is_guarded(self) -> bool:
        """Whether the bot may not bring it up of its own accord: sensitive subjects, days of politics or mourning."""
        return self.sensitive is not None or self.tone in GUARDED_TONES

    @property
    def shown_facts(self) -> tuple[Fact, ...]:
        """The facts a reader may see: neither withdrawn nor superseded, in file order."""
        return tuple(f for f in self.facts if f.withdrawn is None and f.superseded_by is None)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field with its other forms: a role, an event type, a theme, a country, an attribute."""

    id: str
    name: str
    names: Mapping[str, str] = field(default_factory=_nothing, hash=False)
    aliases: tuple[str, ...] = ()  #: any language and script
    single: bool = False  #: roles: one holder at a time for each country and post
    covers: tuple[str, ...] = ()  #: roles: ids of those that it may stand for, as "head" for "rector"
    capital: str | None = None  #: countries
    zone: str | None = None  #: countries: IANA time zone of the capital
    adjectives: tuple[str, ...] = ()  #: countries: "French", "Gallic", "французский"
    capitals: tuple[str, ...] = ()  #: countries: other names of the capital, former ones and other languages
    cities: tuple[str, ...] = ()  #: countries: other cities and regions named in questions, any language
    people: tuple[str, ...] = ()  #: countries: leaders and others who are not in the base, any language
    flag: str | None = None  #: countries: emoji

    def named(self, language: str) -> str:
        """The name in `language`, or the plain name."""
        return self.names.get(language, self.name)


@dataclass(frozen=True, slots=True)
class About:
    """about.yaml: what this base is and speaks about."""

    title: str
    summary: str | None = None
    maintainer: str | None = None  #: who runs the bot, as shown to readers
    contact: str | None = None
    reach: FuzzyDate | None = None  #: up to when the sources reach
    base_date: FuzzyDate | None = None  #: state of the base
    language: str = "en"
    timezone: str = "UTC"
    countries: tuple[Term, ...] = ()  #: the countries the base is about
    examples: tuple[str, ...] = ()  #: example questions that can be tapped
    #: subject -> days a fact counts as current
    currency: Mapping[str, int] = field(default_factory=_nothing, hash=False)
    #: subject -> the body that decides, as said to readers
    deciders: Mapping[str, str] = field(default_factory=_nothing, hash=False)
    notes: tuple[str, ...] = ()  #: said on /about


@dataclass(frozen=True, slots=True)
class Words:
    """words.yaml: the words of the field."""

    roles: tuple[Term, ...] = ()
    types: tuple[Term, ...] = ()
    themes: tuple[Term, ...] = ()
    places: tuple[Term, ...] = ()  #: other countries: a question about them is not about ours
    organisations: tuple[Term, ...] = ()  #: well-known bodies without an entry
    attributes: tuple[Term, ...] = ()  #: things that may be asked of an entry and that a fact must hold (price, phone)
    synonyms: tuple[tuple[str, ...], ...] = ()  #: groups of words that mean the same here, any language; first = head
    fillers: tuple[str, ...] = ()  #: words that carry nothing in a question, any language
    unrelated: tuple[str, ...] = ()  #: what people ask and say of quite other subjects, so that it is refused

    def covered(self, role: str) -> tuple[str, ...]:
        """The ids of the roles that the one with this id may stand for besides itself; empty for an unknown one."""
        return next((term.covers for term in self.roles if term.id == role), ())

    def covered_in_bodies(self, role: str) -> tuple[str, ...]:
        """Those of them that a body has by itself, not a state: who heads a bank is not an ambassador it speaks of."""
        single = {term.id for term in self.roles if term.single}
        return tuple(other for other in self.covered(role) if other not in single)


@dataclass(frozen=True)
class Knowledge:
    """The whole base. Maps are in file order; `version` changes with any byte of the files."""

    entries: Mapping[str, Entry]
    sources: Mapping[str, Source]
    about: About
    words: Words
    version: str

    @cached_property
    def _former(self) -> Mapping[str, str]:
        return {old: e.id for e in self.entries.values() for old in e.former_ids}

    @cached_property
    def wording(self) -> str:
        """All names, summaries and sentences of the base and the words it knows, one a line, case folded."""
        texts = [text for group in self.words.synonyms for text in group]
        for entry in self.entries.values():
            texts += (entry.name, *entry.names.values(), *entry.aliases, entry.summary or "")
            texts += (fact.text for fact in entry.shown_facts)
        for term in (*self.words.roles, *self.words.types, *self.words.themes, *self.words.organisations):
            texts += (term.name, *term.names.values(), *term.aliases)
        return "\n".join(texts).casefold()

    def find(self, entry_id: str) -> Entry | None:
        """The entry with this id or former id, or None."""
        return self.entries.get(entry_id) or self.entries.get(self._former.get(entry_id, ""))

    def fact(self, ref: str) -> tuple[Entry, Fact] | None:
        """The entry and fact of `entry#key` (former ids too), or None, as for field refs (`entry#when`)."""
        entry_id, _, key = ref.partition("#")
        entry = self.find(entry_id)
        if entry is None:
            return None
        for fact in entry.facts:
            if fact.key == key:
                return entry, fact
        return None

    @cached_property
    def _events(self) -> Mapping[str, tuple[Entry, ...]]:
        return {named: tuple(e for e in entries if e.kind == "event") for named, entries in self._namers.items()}

    @cached_property
    def _namers(self) -> Mapping[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            for named in dict.fromkeys(entry.neighbours):
                found[named].append(entry)
        return {named: tuple(entries) for named, entries in found.items()}

    def named_by(self, entry_id: str) -> tuple[Entry, ...]:
        """The entries that name the one with this id (`Entry.neighbours`), in file order; empty where none does."""
        return self._namers.get(entry_id, ())

    def events_with(self, entry_id: str) -> tuple[Entry, ...]:
        """The events that name the entry with this id (`Entry.neighbours`), in file order; empty where none does."""
        return self._events.get(entry_id, ())

    def of_kind(self, *kinds: str) -> Iterator[Entry]:
        """The entries of these kinds, in file order."""
        return (e for e in self.entries.values() if e.kind in kinds)
