"""Lists: what is coming, what happened in a stretch of time, all entries of a type, a country, a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.agenda.upcoming import Occurrence, occurrences
from bot.answers.answer import Answer, Listed, Reason, Scored
from bot.answers.decide import decide
from bot.answers.grammar import FILLERS
from bot.answers.question import Reading, read
from bot.answers.shape import more_facts
from bot.answers.text import folded_set, tokens
from bot.answers.times import Window, limited
from bot.answers.tools import Tools
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import KINDS, Entry

#: How far "what is next" looks.
AHEAD = timedelta(days=420)
#: A longer window is asked for its plans, not for the national days of one country.
LONG = timedelta(days=180)
#: Words that say nothing about which entries belong in a list.
_LOOSE = folded_set(
    "list happened happen happens happening went going anything something things thing between both two "
    "countries sides side stan next upcoming coming expect expected ahead planned plan plans soon "
    "celebrate celebrated mark marked hold held took place far date dates day days time times year years "
    "month months joint bilateral mutual together discussed discuss exist exists relationship relations "
    "relation deal work works public national official officials all every important main major key big "
    "various different each done do served record history calendar agenda schedule overview season period "
    "kazakh kinds types kind opened visited been served known names latest recent whole два обе обеих "
    "стран страны странами между будет происходит произошло случилось запланировано планируется ожидается "
    "даты дата день دونوں ممالک ملکوں کے درمیان ہونے والے والی والا متوقع منصوبہ تاریخ تاریخیں دن екі ел "
    "елдің арасындағы болатын күтіледі жоспарланған өтеді күндері күн шаралар болады mulkon dono darmiyan "
    "hone wale wali wala agla program жылғы жылы жылдың года году mulk ملک"
)
#: Words for what the base itself holds.
_BASE = folded_set("base database listed recorded registered know список базе база знаешь знаете بیس базада білесің")
#: Words before and after an event during which something was done.
_DURING = folded_set("during ходе время")
_DURING_IT = folded_set("دوران dauran кезінде барысында сапарында")
#: Words of signing, which say nothing about what was signed.
_SIGNED = folded_set(
    "signed sign signing inked concluded agreed подписаны подписали подписано подписанные заключены دستخط طے dastakhat "
    "tay қол қойылды"
)
_NEXT_ONE = folded_set(
    "next upcoming следующий следующая следующее следующего ближайший ближайшая ближайшее предстоящий предстоящая "
    "предстоящее اگلا اگلی اگلے آئندہ келесі agla agli agle"
)
#: "Next" belongs to what is named at most so many words from it.
BESIDE = 3
_MEMBERS = folded_set(
    "member members membership belong belongs joined founding члены член членами состоят входят участники участниками "
    "رکن ارکان رکنیت شامل мүше мүшелері мүшесі rukn arkan"
)
_BOTH = folded_set("both two обе оба обеих دونوں екі екеуі dono donon")
_BODIES = folded_set(
    "organisation organisations organization organizations bodies blocs international institutions организации "
    "организаций организациях организация организациям تنظیموں تنظیمیں تنظیم اداروں ұйым ұйымдар ұйымдарға ұйымдардың "
    "ұйымдарда tanzeem tanzeemon tanzeemen"
)
#: Words for what is new, and for what took place.
_NEWS = folded_set(
    "new news newest latest recent recently update updates updated change changes changed нового новое новости "
    "новостей новость последние изменилось изменения نیا نئی نئے خبر خبریں خبروں تازہ ترین жаңа жаңалық жаңалықтар "
    "жаңалығы өзгерді соңғы naya nayi khabar khabren khabrein khabrain taza tazi"
)
_NOT_NEWS = folded_set("next upcoming planned expected")
_HAPPENED = folded_set("happened happen произошло случилось было ہوا ہوئی ہوئے болды hua hui hue")
_NEWS_KINDS = frozenset({"what", "card", "last", "list", "which", "whether", "status", "outcome", "how"})
YESTERDAY = timedelta(days=1)
#: So many of the newest events are named.
MOST_RECENT = 20
#: What goes on for no longer belongs to each of its days.
LONGEST_STAY = timedelta(days=7)
#: Kinds of entries that are signed.
SIGNED = frozenset({"agreement"})
#: Types of events at which two people who both take part meet.
MET = frozenset({"meeting", "visit"})
_PLURAL_ASK = frozenset({"list", "which", "how-many", "next", "last", "what", "card"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What belongs in a list."""

    kinds: frozenset[str]
    types: frozenset[str]
    country: str | None
    place: bool  #: the country is where it happens
    people: tuple[str, ...]
    rest: tuple[int, ...]  #: positions of words not yet accounted for
    plural: bool


def resolve(question: str, reading: Reading, tools: Tools, today: date) -> Answer | None:
    """The list a question asks for, or None when it asks for something else."""
    if reading.window:
        reading = replace(reading, window=limited(reading.words, reading.window, today))
    wanted = _wanted(reading, tools)
    if reading.kind == "how-many":
        return _counted(question, reading, tools, wanted, today)
    if _asks_newest(reading, wanted, today) and tools.searcher.is_dated:
        return _newest(question, reading, tools, today)
    shared = _shared(question, reading, tools, wanted)
    if shared:
        return shared
    parts = _during(reading, tools, today)
    bound = _bound(question, reading, parts, tools, today) if parts else None
    if bound:
        return bound
    if reading.kind in {"how-much", "how-long", "why", "where", "source"} or _has_conflict(reading):
        return None
    ahead = _ahead(reading, today) if tools.searcher.is_dated else None
    next_one = ahead and _asks_next_one(reading, wanted)
    if ahead and not wanted.rest and (next_one or not wanted.people) and reading.kind not in {"how-many", "who"}:
        return _coming(question, reading, tools, wanted, ahead)
    if next_one:
        refused = _no_next(question, reading, tools, wanted, today)
        if refused:
            return refused
    if {"first", "last"} & set(reading.asked) and "list" not in reading.asked:
        one = _outermost(question, reading, tools, wanted, today)
        if one:
            return one
    window = reading.window if tools.searcher.is_dated else None
    if window and not wanted.rest and _asks_what_happened(reading, wanted, window):
        return _past(question, reading, tools, wanted, window, today)
    if (wanted.kinds or wanted.types) and wanted.plural and reading.kind in _PLURAL_ASK and not parts:
        return _typed(question, reading, tools, wanted, today)
    return None


def _asks_newest(reading: Reading, wanted: Wanted, today: date) -> bool:
    """Whether the newest of all is asked for ("what is new?"), or what happened up to today ("this week")."""
    said, window = {token.word for token in reading.words}, reading.window
    if reading.kind not in _NEWS_KINDS or wanted.people or wanted.types - {"announcement"} or wanted.kinds - {"event"}:
        return False
    if any(reading.words[i].word not in _NEWS for i in wanted.rest) or (window and not window.relative):
        return False
    if window is None:
        return bool(said & _NEWS) and not said & _NOT_NEWS
    is_near = window.first <= today <= window.last or timedelta() <= today - window.last <= YESTERDAY
    return is_near and bool(said & (_NEWS | _HAPPENED))


def _newest(question: str, reading: Reading, tools: Tools, today: date) -> Answer | None:
    """The events that took place last, the newest first, within the time asked for; else that there are none."""
    held = [
        e for e in tools.knowledge.entries.values() if e.kind == "event" and e.status == "held" and _ended(e, today)
    ]
    recent = sorted(_weightiest_first(held, tools), key=lambda e: -(_last_day(e).toordinal()))
    window = reading.window
    found = [e for e in recent if e.when and window and _falls_in(e.when, window)] if window else recent[:MOST_RECENT]
    if found:
        return _listed(question, reading, found, Window(min(_last_day(e) for e in found), today, "range"))
    if window is None:
        return None
    reason = Reason("year", f"{window.first} to {min(window.last, today)}")
    near = tuple(e.id for e in recent[:3])
    return Answer(question, "unknown", near=near, reason=reason, asked="last", language=reading.language)


def _last_day(entry: Entry) -> date:
    return entry.when.latest if entry.when and entry.when.latest else date.max


def _ended(entry: Entry, today: date) -> bool:
    return _last_day(entry) <= today


def _shared(question: str, reading: Reading, tools: Tools, wanted: Wanted) -> Answer | None:
    """The bodies that both countries belong to: of neither of them, and a fact tells of members; else None."""
    said = {token.word for token in reading.words}
    if not said & _MEMBERS or not (said & _BOTH or wanted.country == "both") or wanted.people:
        return None
    if "institution" not in wanted.kinds and not said & _BODIES:
        return None
    rest = tuple(i for i in wanted.rest if reading.words[i].word not in _MEMBERS | _BOTH | _BODIES)
    told = {e.id: _membership(e, tools) for e in tools.knowledge.of_kind("institution") if e.country is None}
    found = [e for e in tools.knowledge.of_kind("institution") if told.get(e.id)]
    found = sorted(
        _about(found, reading, replace(wanted, rest=rest), tools), key=lambda e: (e.when is None, _day_of(e))
    )
    if len(found) < 2:
        return None
    lines = tuple(Listed(e.id, ref=told[e.id]) for e in found)
    listed = _listed(question, reading, found, None)
    return replace(listed, listed=lines, shown=tuple(line.ref for line in lines if line.ref))


def _membership(entry: Entry, tools: Tools) -> str | None:
    """The ref of the fact that tells best who is a member of a body of which both countries are told, or None."""
    homes = {c.id for c in tools.knowledge.about.countries}

    def told(text: str) -> set[str]:
        spans = tools.searcher.lexicon.exact_spans(tokens(text))
        return homes & {r.id for span in spans for r in span.refs if r.kind in {"country", "city"}}

    facts = [f for f in entry.shown_facts if _MEMBERS & {t.word for t in tokens(f.text)}]
    if not facts or set().union(*(told(f.text) for f in entry.shown_facts)) != homes:
        return None
    return f"{entry.id}#{max(facts, key=lambda f: len(told(f.text))).key}"


def _counted(question: str, reading: Reading, tools: Tools, wanted: Wanted, today: date) -> Answer | None:
    """What the base holds of a kind, asked in numbers; None where a fact gives the number or more is asked.

    What the base holds of something is seldom all there is of it, so that counting it is the last resort.
    """
    if wanted.rest or wanted.people or _has_conflict(reading) or _during(reading, tools, today):
        return None
    asks_base = any(token.word in _BASE for token in reading.words)
    if not asks_base and decide(reading, tools.searcher, today).status == "answered":
        return None
    found = resolve(question, replace(reading, asked=("list",)), tools, today)
    return replace(found, asked="how-many") if found and found.shape == "list" else None


def _bound(question: str, reading: Reading, parts: tuple[Reading, Reading], tools: Tools, today: date) -> Answer | None:
    """What was signed, agreed or held during an event, where `parts` ask for what and name which; else None."""
    if parts[0].kind in {"how-much", "how-long", "why", "where", "who", "when", "whether"}:
        return None
    head, tail = parts
    wanted = _wanted(head, tools)
    kinds = wanted.kinds - {"event"} or (SIGNED if wanted.types == {"signing"} else frozenset())
    rest = [i for i in wanted.rest if head.words[i].word not in _SIGNED]
    if (
        not (kinds or wanted.types)
        or rest
        or wanted.people
        or not (wanted.plural or {"what", "which"} & set(head.asked))
    ):
        return None
    event = _event_of(tail, tools, today)
    if event is None or event.when is None or event.when.earliest is None or event.when.latest is None:
        return None
    found = [
        e
        for e in tools.knowledge.entries.values()
        if (e.kind in kinds if kinds else e.type in wanted.types) and e.id != event.id and _is_of(e, event)
    ]
    window = Window(event.when.earliest, event.when.latest, "range")
    return _listed(question, reading, sorted(found, key=_day_of), window) if found else None


def _event_of(reading: Reading, tools: Tools, today: date) -> Entry | None:
    """The one past event of a kind that a few words name ("the state visit"), or None when it is not sure which."""
    decision = decide(reading, tools.searcher, today)
    chosen = [c.entry for c, _ in decision.chosen[: 1 if decision.status == "answered" else 3]]
    alike = [e for e in chosen if e.type in reading.ids("type")]
    return alike[0] if len(alike) == 1 and alike[0] is chosen[0] and _is_over(alike[0], today) else None


def _during(reading: Reading, tools: Tools, today: date) -> tuple[Reading, Reading] | None:
    """ "The memoranda" and "the state visit" in "the memoranda signed during the state visit", or None."""
    for place, token in enumerate(reading.words):
        before, after = reading.words[:place], reading.words[place + 1 :]
        if not before or not after or token.word not in _DURING | _DURING_IT:
            continue
        head, tail = (before, after) if token.word in _DURING else (after, before)
        lexicon = tools.searcher.lexicon
        return (
            read(" ".join(t.raw for t in head), lexicon, today),
            read(" ".join(t.raw for t in tail), lexicon, today),
        )
    return None


def _is_of(entry: Entry, event: Entry) -> bool:
    """Whether an entry is of an event's days; one that names it or is named by it need only share one of them."""
    own, when = event.when, entry.when
    if own is None or own.earliest is None or own.latest is None:
        return False
    if when is None or when.earliest is None or when.latest is None:
        return False
    if entry.id in event.related or event.id in entry.related:
        return when.earliest <= own.latest and own.earliest <= when.latest
    return own.earliest <= when.earliest and when.latest <= own.latest


def _has_conflict(reading: Reading) -> bool:
    return any(
        s.exact and r.kind in {"place", "foreigner", "organisation", "attribute"} for s in reading.spans for r in s.refs
    )


def _asks_what_happened(reading: Reading, wanted: Wanted, window: Window) -> bool:
    if window.precision == "day" and not (window.relative or wanted.people or wanted.kinds or wanted.types):
        return reading.kind in {"what", "card", "which", "outcome", "whether"}
    if reading.kind in {"whether", "when", "who", "status", "last"}:
        return False
    if wanted.people or window.precision == "day":
        return "list" in reading.asked or (not wanted.people and bool(wanted.kinds or wanted.types))
    return True


def _wanted(reading: Reading, tools: Tools) -> Wanted:
    kinds: set[str] = set()
    types: set[str] = set()
    explained: set[int] = set()
    plural = "list" in reading.asked
    for span in reading.spans:
        for ref in span.of("type"):
            (kinds if ref.id in KINDS else types).add(ref.id)
            explained.update(range(span.start, span.end))
            raw = reading.words[span.end - 1].word
            plural = plural or (
                raw.endswith(("s", "memoranda", "ы", "и", "лар", "лер", "дар", "дер", "ات", "یں", "وں", "bodies"))
                and len(raw) > 3
            )
    country = None
    for mention in reading.mentions:
        if mention.home:
            country = mention.id if country in (None, mention.id) else "both"
    people = []
    for span in reading.spans:
        for ref in span.refs:
            if ref.kind in {"country", "city"} or (ref.kind == "role" and types):
                plural = plural or (ref.kind == "role" and reading.words[span.end - 1].word.endswith("s"))
                explained.update(range(span.start, span.end))
            if ref.kind == "entry":
                entry = tools.knowledge.find(ref.id)
                if entry and entry.kind == "official" and ref.weight >= 0.4 and span.exact:
                    people.append(entry.id)
                    explained.update(range(span.start, span.end))
    rest = tuple(i for i in reading.content if i not in explained and reading.words[i].word not in _LOOSE | FILLERS)
    place = any(m.how == "place" or m.city for m in reading.mentions)
    return Wanted(frozenset(kinds), frozenset(types), country, place, tuple(dict.fromkeys(people)), rest, plural)


def _ahead(reading: Reading, today: date) -> Window | None:
    """The coming days that are asked about, or None."""
    window = reading.window
    if window:
        if window.last < today:
            return None
        later = window.first > today or (window.relative and (window.last > today or window.first == today))
        if later or "next" in reading.asked:
            return Window(max(window.first, today), window.last, window.precision, window.relative, window.places)
        return None
    return Window(today, today + AHEAD, "range") if "next" in reading.asked else None


def _coming(question: str, reading: Reading, tools: Tools, wanted: Wanted, window: Window) -> Answer | None:
    found = [
        o
        for o in occurrences(tools.knowledge, window.first, window.last)
        if _fits_coming(o.entry, wanted) and _takes_part(o.entry, wanted)
        if o.is_dated or window.precision != "day"
    ]
    if "recurring" in wanted.kinds:
        bags = tools.searcher.bags
        found = [o for o in found if "@type:recurring" in bags[tools.searcher.number[o.entry.id]]] or found
    if window.last - window.first > LONG and reading.window and not wanted.kinds and not wanted.types:
        found = sorted((o for o in found if o.entry.kind == "event" or o.entry.scope == "both"), key=_plans_first)
    if not found and not reading.window:
        return _no_next(question, reading, tools, wanted, window.first)
    if not found:
        return Answer(
            question,
            "unknown",
            near=tuple(o.entry.id for o in occurrences(tools.knowledge, window.first, window.first + AHEAD)[:3]),
            reason=Reason("year", f"{window.first} to {window.last}"),
            asked="next",
            language=reading.language,
        )
    lines = tuple(_coming_line(o) for o in found)
    return Answer(
        question,
        "answered",
        "upcoming",
        tuple(Scored(i, 0.95) for i in dict.fromkeys(line.id for line in lines)),
        tuple(f"{line.id}#when" for line in lines),
        lines,
        (window.first.isoformat(), window.last.isoformat()),
        "next",
        reason=Reason("upcoming"),
        language=reading.language,
    )


def _asks_next_one(reading: Reading, wanted: Wanted) -> bool:
    """Whether the next one of a kind of events is asked for, in words of which some are not known."""
    kinds = {"when", "next", "card", "status"}
    if reading.window or not wanted.types or reading.kind not in kinds or reading.asked[:1] == ("whether",):
        return False
    spans = [s for s in reading.spans if any(r.id in wanted.types for r in s.of("type"))]
    places = [i for i, token in enumerate(reading.words) if token.word in _NEXT_ONE]
    return any(s.start - BESIDE <= i < s.end + BESIDE for s in spans for i in places)


def _no_next(question: str, reading: Reading, tools: Tools, wanted: Wanted, today: date) -> Answer | None:
    """That no next one of its kind is known, with the last one; None where the ranking has more than a past event.

    A fact may say what is known of it: that no date was found, or what is meant to come.
    """
    decision = decide(reading, tools.searcher, today)
    if decision.status == "answered" and not _is_over(decision.chosen[0][0].entry, today):
        return None
    past = sorted((e for e in _held(tools, reading, wanted) if _is_over(e, today)), key=_day_of)
    near = (*(e.id for e in past[-1:]), *(c.entry.id for c, _ in decision.chosen), *decision.near)
    reason = Reason("next")
    return Answer(
        question, "unknown", near=tuple(dict.fromkeys(near))[:3], reason=reason, asked="next", language=reading.language
    )


def _held(tools: Tools, reading: Reading, wanted: Wanted) -> list[Entry]:
    """The events of the kind and the country asked for that took place."""
    return [
        e
        for e in tools.knowledge.entries.values()
        if e.kind == "event" and e.status == "held" and _belongs(e, reading, wanted)
    ]


def _is_over(entry: Entry, today: date) -> bool:
    return entry.kind == "event" and bool(entry.when and entry.when.latest and entry.when.latest < today)


def _plans_first(one: Occurrence) -> bool:
    return one.entry.kind != "event"


def _coming_line(one: Occurrence) -> Listed:
    return Listed(one.entry.id, one.earliest.isoformat() if one.is_dated else None, f"{one.entry.id}#when")


def _takes_part(entry: Entry, wanted: Wanted) -> bool:
    """Whether the people asked for take part; somebody's next visit is one on which they are the guest."""
    if "visit" not in wanted.types or not wanted.people:
        return set(wanted.people) <= _people(entry)
    return bool({p.id for p in entry.participants if p.role == "guest"} & set(wanted.people))


def _fits_coming(entry: Entry, wanted: Wanted) -> bool:
    if (
        wanted.types
        and entry.type not in wanted.types
        and not ("anniversary" in wanted.types and entry.kind == "recurring")
    ):
        return False
    kinds = wanted.kinds - {"event"}
    if kinds and entry.kind not in kinds:
        return False
    if wanted.country in (None, "both"):
        return True
    if entry.kind == "event" and wanted.place:
        return entry.host == wanted.country
    return (
        entry.country in (None, wanted.country) or entry.scope == "both" or wanted.country in {entry.host, entry.guest}
    )


def _past(question: str, reading: Reading, tools: Tools, wanted: Wanted, window: Window, today: date) -> Answer | None:
    kinds = wanted.kinds - {"event"} or ({"event"} if wanted.people or wanted.types else {"event", "agreement"})
    found = [
        e
        for e in tools.knowledge.entries.values()
        if e.kind in kinds
        and (not wanted.types or e.type in wanted.types)
        and set(wanted.people) <= _people(e)
        and e.when
        and e.when.earliest
        and e.when.latest
        and _falls_in(e.when, window)
        and (e.when.precision in {"day", "month"} or window.precision in {"year", "range"})
        and _fits_country(e, wanted)
        and (e.type not in wanted.types or _direction_fits(e, reading, wanted))
    ]
    if not found or not (reading.asked or wanted.kinds or wanted.types):
        return None
    if window.precision == "day":
        return _listed(question, reading, _weightiest_first(found, tools), window)
    return _listed(question, reading, sorted(found, key=_day_of), window)


def _falls_in(when: FuzzyDate, window: Window) -> bool:
    """Whether something took place in a window: it began in it, or it was going on on the one day that is asked for."""
    if when.earliest is None or when.latest is None:
        return False
    if window.precision == "day" and when.precision == "day" and when.latest - when.earliest <= LONGEST_STAY:
        return window.overlaps(when.earliest, when.latest)
    return window.first <= when.earliest <= window.last


def _weightiest_first(found: list[Entry], tools: Tools) -> list[Entry]:
    """The events of a day before its papers, and first those that most other entries name."""
    named = Counter(one for e in tools.knowledge.entries.values() for one in set(e.neighbours))
    return sorted(found, key=lambda e: (e.kind != "event", -named[e.id], e.id))


def _fits_country(entry: Entry, wanted: Wanted) -> bool:
    if wanted.country in (None, "both"):
        return True
    if entry.kind in {"event", "agreement"}:
        return True
    return entry.country in (None, wanted.country)


def _typed(question: str, reading: Reading, tools: Tools, wanted: Wanted, today: date) -> Answer | None:
    found = [e for e in tools.knowledge.entries.values() if _belongs(e, reading, wanted)]
    found = _finer(found, reading, tools)
    if wanted.types & {"visit", "delegation"}:
        found = _led_by(found, reading, tools)
    if wanted.rest:
        found = _about(found, reading, wanted, tools)
    if len(found) < 2:
        return None
    if all(e.when for e in found):
        ordered = sorted(found, key=_day_of)
    else:
        near = tools.searcher.index.best(tools.searcher.index.similarities(reading.bag, reading.chars))
        ordered = sorted(found, key=lambda e: -float(near[tools.searcher.number[e.id]]))
    return _listed(question, reading, ordered, reading.window)


def _finer(found: list[Entry], reading: Reading, tools: Tools) -> list[Entry]:
    """Those that are called just what the question calls them ("think tanks" among institutions), where some are."""
    for span in reading.spans:
        if not any(r.id in KINDS for r in span.of("type")):
            continue
        stems = [t.stem for t in reading.words[span.start : span.end]]
        named = [e for e in found if all(s in tools.searcher.bags[tools.searcher.number[e.id]] for s in stems)]
        if len(named) >= 2:
            return named
    return found


def _outermost(question: str, reading: Reading, tools: Tools, wanted: Wanted, today: date) -> Answer | None:
    """The first or the last one of its kind that took place, or None."""
    types = wanted.types or (frozenset({"visit"}) if wanted.people and wanted.place else frozenset())
    if types == {"meeting"} and len(wanted.people) > 1:
        types = MET
    if not types or wanted.kinds - {"event"}:
        return None
    narrowed = replace(wanted, types=types, kinds=frozenset())
    found = [e for e in _held(tools, reading, narrowed) if e.when and e.when.earliest and e.when.earliest <= today]
    found = _led_by(found, reading, tools)
    if wanted.rest:
        found = _about(found, reading, wanted, tools)
    if not found:
        return None
    is_last = "last" in reading.asked  # "before 2026" is "2026 se pehle", and "pehle" also means the first
    chosen = sorted(found, key=_day_of)[-1 if is_last else 0]
    return Answer(
        question,
        "answered",
        "fact",
        (Scored(chosen.id, 0.85),),
        more_facts(chosen, ())[:2],
        asked=reading.kind,
        reason=Reason("last" if is_last else "first", "as far as the base knows"),
        language=reading.language,
    )


def _led_by(found: list[Entry], reading: Reading, tools: Tools) -> list[Entry]:
    """Those whose guest held the office that the question names, where it names one."""
    roles = set(reading.ids("role"))
    if not roles:
        return found
    holders = {h.entry.id for h in tools.holdings if h.office.role in roles}
    return [e for e in found if any(p.id in holders for p in e.participants if p.role == "guest")]


def _belongs(entry: Entry, reading: Reading, wanted: Wanted) -> bool:
    if wanted.types:
        if entry.type not in wanted.types:
            return False
    elif entry.kind not in wanted.kinds:
        return False
    if wanted.people and not set(wanted.people) <= _people(entry):
        return False
    window = reading.window
    if window and not (entry.when and window.overlaps(entry.when.earliest, entry.when.latest)):
        return False
    return _direction_fits(entry, reading, wanted)


def _direction_fits(entry: Entry, reading: Reading, wanted: Wanted) -> bool:
    if entry.kind in {"recurring", "institution"} and wanted.country not in (None, "both"):
        return entry.country == wanted.country
    if entry.kind != "event" or entry.type not in {"visit", "delegation"}:
        return True
    owners = {m.id for m in reading.mentions if m.how == "owner" and m.home}
    places = {m.id for m in reading.mentions if m.how == "place" and m.home}
    if places and entry.host not in places:
        return False
    if owners and not places and entry.guest not in owners:
        return False
    return not (owners and entry.guest and entry.guest not in owners)


def _people(entry: Entry) -> set[str]:
    return {*entry.people, *(p.id for p in entry.participants), entry.id}


def _about(found: list[Entry], reading: Reading, wanted: Wanted, tools: Tools) -> list[Entry]:
    """Those whose texts hold all the remaining words, or a known other word for them."""
    kept = []
    for entry in found:
        bag = tools.searcher.bags[tools.searcher.number[entry.id]]
        if all(_holds(bag, reading, position) for position in wanted.rest):
            kept.append(entry)
    return kept


def _holds(bag: Collection[str], reading: Reading, position: int) -> bool:
    if reading.words[position].stem in bag:
        return True
    return any(
        ref.feature in bag
        for span in reading.spans
        if span.start <= position < span.end
        for ref in span.refs
        if ref.kind in {"word", "role", "theme", "entry"}
    )


def _day_of(entry: Entry) -> tuple[date, str]:
    return (entry.when.earliest if entry.when and entry.when.earliest else date.min, entry.id)


def _listed(question: str, reading: Reading, found: Iterable[Entry], window: Window | None) -> Answer:
    lines = tuple(Listed(e.id, ref=f"{e.id}#when" if e.when else None) for e in found)
    return Answer(
        question,
        "answered",
        "list",
        tuple(Scored(line.id, 0.9) for line in lines),
        tuple(line.ref for line in lines if line.ref),
        lines,
        (window.first.isoformat(), window.last.isoformat()) if window and window.first > date.min else None,
        "list",
        reason=Reason("list"),
        language=reading.language,
    )
