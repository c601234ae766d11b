"""The thread of talk: what the next question of the same person in the same chat may lean on, for an hour.

Three ways to lean: "source?" and "more" ask about the last answer itself; "and in 2003?" puts another time,
country, number or name into the last question; "who met him?" asks further about the last entry and those
related to it. A question that names its own subject and finds it stands alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.answers.answer import Answer, Reason, Scored, Thread
from bot.answers.decide import ALONE, Judged, probability, signals
from bot.answers.demands import demands
from bot.answers.gate import account, asked_stance
from bot.answers.grammar import AFTER, BEFORE
from bot.answers.lexicon import numbered
from bot.answers.office_answers import next_holder
from bot.answers.question import Reading, read
from bot.answers.shape import facts_for, more_facts
from bot.answers.sibling import MOST_ASKED, sibling
from bot.answers.text import folded_set
from bot.answers.tools import Tools
from bot.answers.weights import RANK
from bot.knowledge.entries import Entry

#: Answers a question that stands alone.
Plain = Callable[[str, Reading, date], Answer]

MORE = Reason("thread", "more")
FORGOTTEN_AFTER = timedelta(hours=1)
#: In a thread up to this share of a question's words may be missing from the entry that answers it.
LOOSE = 0.55
#: How much of its weight the last subject's name has in the next question, and what the subject itself is
#: preferred by.
SUBJECT = 0.1
#: A question without names of its own still stands alone when its answer is so sure.
SURE_ALONE = 0.9
#: A question of so few words with "it" or "there" in it leans on the last one.
FEW = 3
MAIN = 1.5
#: What a question without names of its own is answered from the thread with, unless it is likelier by more than this
#: that it stands alone; the second where it has "it" or "there" in it.
STAY = 0.5
STAY_IT = 0.8
#: Less likely than this nothing in the thread answers a question of more than a word.
LEAST = 0.1
#: Kinds of questions that no entry answers without having their words.
_OWN_WORDS = frozenset({"whether", "status", "card", "how-many", "how-much"})
_LEADING = folded_set("and also а и ал اور aur then но but тогда сонда پھر phir")
#: Words that stand for somebody or something said before.
_PRONOUNS = folded_set(
    "he him his she her hers they them their who's he's он его ему ним нем она ее ей ней они их им ними "
    "اسے انہیں انہوں usne unhone unka uska isse usko ол оны оның оған одан олар оларды олардың us un unke uske"
)
#: Those of them to whom something was done: who did it is somebody else.
_OBJECTS = folded_set("him her them его ему ей их им оны оған оларды انہیں اسے usko unko unhein")
#: Words that do the same, but are common in questions that stand alone too.
_MAYBE = folded_set(
    "it its there that this those these one same там это этот эта тот та туда وہ اس ان وہاں یہ اسی "
    "wahan woh wo yeh онда бұл сол осы сонда"
)
#: Words that stand for where or when something said before took place.
_THERE = folded_set("there then там тогда وہاں wahan онда сонда")
#: With nothing but these and a country a question asks who took part in what was said before.
_SIDES = folded_set(
    "delegation side team party members head headed heads lead led leader leading leads came come went attended attend "
    "represented represent represents spoke present participated делегация делегацию делегации сторону сторона "
    "возглавил возглавлял возглавила приехал прибыл участвовал وفد قیادت wafd qayadat делегациясын басқарды келді"
)
#: What has sides.
_SIDED = frozenset({"event", "agreement", "initiative"})
_MORE = folded_set(
    "more details detail further elaborate continue подробнее дальше еще толығырақ مزید تفصیل mazeed tafseel aur"
)
_OTHER = folded_set("other another wrong different второй другой другая другое басқа دوسرا دوسری doosra dusra")


def alive(thread: Thread | None, now: datetime) -> Thread | None:
    """The thread, if it has something and is younger than an hour."""
    if thread is None or thread.at is None or not (thread.entries or thread.offered or thread.question):
        return None
    return thread if now - thread.at < FORGOTTEN_AFTER else None


def after(answer: Answer, old: Thread | None, question: str, now: datetime) -> Thread:
    """What to remember after `answer` to `question` (with its subject filled in)."""
    if answer.status == "answered":
        if answer.shape == "sources" and old:
            return replace(old, at=now)
        if answer.reason == MORE and old:
            return replace(old, facts=(*old.facts, *answer.shown), at=now)
        entries = tuple(item.id for item in answer.listed) or tuple(s.id for s in answer.entries)
        return Thread(entries[:8], answer.shown[:8], question, answer.asked, answer.near[:3], now)
    if answer.status == "choose":
        return Thread(old.entries if old else (), (), question, answer.asked, tuple(s.id for s in answer.entries), now)
    if answer.status == "unknown":
        return Thread(old.entries if old else (), old.facts if old else (), question, answer.asked, (), now)
    return old or Thread()


def continued(
    question: str, reading: Reading, old: Thread, tools: Tools, plain: Plain, today: date
) -> tuple[Answer, str] | None:
    """The answer to a question that leans on the one before, with that question made whole.

    None when it stands alone.
    """
    words = [t.word for t in reading.words]
    if _asks_source(reading) and old.entries:
        return _sources(question, old, reading), old.question
    if old.entries and _is_only(words, _MORE) and not reading.content_without(_MORE):
        return _more(question, old, tools, reading), old.question
    if (old.offered or len(old.entries) > 1) and set(words) & _OTHER and len(words) <= 5:
        other = (old.offered or old.entries[1:])[0]
        entry = tools.knowledge.find(other)
        return (_card(question, entry, tools, reading), entry.name) if entry else None
    holder = _before_or_after(question, reading, old, tools)
    if holder:
        return holder, question
    beside = sibling(reading, tools.knowledge.find(old.entries[0]), tools) if old.entries else None
    if beside:
        return _card(question, beside, tools, reading), beside.name
    whole = _put_into(reading, old.question, tools, today)
    if whole:
        joined = plain(whole, read(whole, tools.searcher.lexicon, today), today)
        another = _of_another(question, reading, old, joined, tools, plain, today)
        if another:
            return another
        itself = plain(question, reading, today) if joined.status == "unknown" else joined
        return (itself, question) if itself.status != joined.status else (joined, whole)
    apart = _own_subject(reading) and not set(words) & _THERE
    if not old.entries or apart or not (reading.content or reading.asked):
        return None
    leans = _leans(words) or _asks_of_sides(reading, tools.knowledge.find(old.entries[0]))
    maybe = bool(set(words) & _MAYBE) and len(reading.content) <= FEW
    if not (leans or maybe) and (_anchored(reading) or (reading.window and reading.refs("type"))):
        return None
    alone = None if leans else plain(question, reading, today)
    if alone and alone.status == "answered" and (alone.listed or alone.entries[0].score >= SURE_ALONE):
        return alone, question
    further = _further(question, reading, old, tools, today)
    if further is None or alone is None:
        return further
    stays = further[0].status == "unknown" or further[0].entries[0].score + (STAY_IT if maybe else STAY) >= _chance(
        alone
    )
    return further if stays else (alone, question)


def _chance(answer: Answer) -> float:
    """How likely an answer or the best choice is right."""
    return answer.entries[0].score if answer.entries else 0.0


def _asks_of_sides(reading: Reading, main: Entry | None) -> bool:
    """Whether a question asks who took part and names nothing else: "who led the Pakistani delegation?"."""
    if main is None or main.kind not in _SIDED or reading.window or not reading.asked or not reading.content:
        return False
    lands = {i for s in reading.spans if any(s.of("country")) for i in range(s.start, s.end)}
    return all(i in lands or reading.words[i].word in _SIDES for i in reading.content)


def _own_subject(reading: Reading) -> bool:
    """Whether the question names an entry of its own and says something more about it."""
    named = {
        i for s in reading.spans if s.exact for r in s.of("entry") if r.weight >= 0.8 for i in range(s.start, s.end)
    }
    return bool(named) and (reading.window is not None or len(set(reading.content) - named) >= 1)


def _before_or_after(question: str, reading: Reading, old: Thread, tools: Tools) -> Answer | None:
    """ "And before him?" after an answer on somebody in an office."""
    words = {t.word for t in reading.words}
    main = tools.knowledge.find(old.entries[0]) if old.entries else None
    if main is None or not main.offices or not words & (BEFORE | AFTER) or len(words) > 6 or "what" in reading.asked:
        return None
    if [i for i in reading.content if reading.words[i].word not in BEFORE | AFTER | _PRONOUNS | _MAYBE]:
        return None
    return next_holder(question, reading, tools, main.id, later=bool(words & AFTER))


def _asks_source(reading: Reading) -> bool:
    return "source" in reading.asked and len(reading.content) <= 1


def _is_only(words: list[str], allowed: frozenset[str]) -> bool:
    return bool(set(words) & allowed) and len(words) <= 5


def _sources(question: str, old: Thread, reading: Reading) -> Answer:
    return Answer(
        question,
        "answered",
        "sources",
        tuple(Scored(i, 1.0) for i in old.entries[:1]),
        old.facts,
        asked="source",
        reason=Reason("thread", "source"),
        language=reading.language,
    )


def _more(question: str, old: Thread, tools: Tools, reading: Reading) -> Answer:
    entry = tools.knowledge.find(old.entries[0])
    shown = more_facts(entry, old.facts) if entry else ()
    return Answer(
        question,
        "answered" if shown else "unknown",
        "card",
        (Scored(old.entries[0], 1.0),) if shown else (),
        shown,
        asked="card",
        near=() if shown else old.entries[:1],
        reason=MORE if shown else Reason("no-more", entry.name if entry else ""),
        language=reading.language,
    )


def _card(question: str, entry: Entry, tools: Tools, reading: Reading) -> Answer:
    return Answer(
        question,
        "answered",
        "card",
        (Scored(entry.id, 0.9),),
        more_facts(entry, ()),
        asked="card",
        reason=Reason("thread", "other"),
        language=reading.language,
    )


def _leans(words: list[str]) -> bool:
    return bool(set(words) & _PRONOUNS) or words[0] in _LEADING


def _anchored(reading: Reading) -> bool:
    """Whether the question names something of its own."""
    return any(
        s.exact
        and r.kind in {"entry", "country", "city", "role", "place", "foreigner", "organisation"}
        and r.weight >= 0.5
        for s in reading.spans
        for r in s.refs
    )


def _of_another(
    question: str, reading: Reading, old: Thread, joined: Answer, tools: Tools, plain: Plain, today: date
) -> tuple[Answer, str] | None:
    """What is called as the last subject is, but for the country or the time named now; None where nothing is.

    For where the last question made whole still finds the last subject: "and in Pakistan?" after "why not in August?".
    """
    main = tools.knowledge.find(old.entries[0]) if old.entries else None
    if main is None or (joined.status == "answered" and joined.entries[0].id != main.id):
        return None
    whole = _put_into(reading, main.name, tools, today)
    found = plain(whole, read(whole, tools.searcher.lexicon, today), today) if whole else None
    if whole is None or found is None or found.status != "answered" or found.entries[0].id == main.id:
        return None
    entry = tools.knowledge.find(found.entries[0].id)
    return (replace(found, question=question), whole) if entry and entry.kind == main.kind else None


def _put_into(reading: Reading, question: str, tools: Tools, today: date) -> str | None:
    """A question, or a name, with the time, number, country or name of this one put in, or None."""
    words = [t.word for t in reading.words]
    if not question or not words or len(words) > MOST_ASKED:
        return None
    fresh = [i for i in reading.content if words[i] not in _LEADING]
    named = {
        i
        for s in reading.spans
        if any(r.kind in {"country", "city", "place", "entry"} for r in s.refs)
        for i in range(s.start, s.end)
    }
    numbers = {i for i in fresh if _is_number(words[i])}
    rest = [i for i in fresh if i not in named and i not in numbers]
    leads = words[0] in _LEADING or len(words) <= 3
    if rest or not leads or not (reading.window or reading.ordinals or named):
        return None
    if set(words) & _PRONOUNS:
        return None
    past = read(question, tools.searcher.lexicon, today)
    gone = set(past.window.places) if past.window and reading.window else set()
    if reading.ordinals:
        gone |= {i for i, t in enumerate(past.words) if _is_number(t.word)}
    gone |= _replaced_countries(reading, past)
    whole_name = any(r.weight >= 1 and s.end - s.start > 1 for s, r in reading.refs("entry"))
    if whole_name or (any(True for _ in reading.refs("entry")) and not reading.mentions):
        gone |= {i for s in past.spans for r in s.of("entry") for i in range(s.start, s.end)}
    kept = [t.raw for i, t in enumerate(past.words) if i not in gone]
    new = [t.raw for i, t in enumerate(reading.words) if not (i == 0 and t.word in _LEADING)]
    return " ".join((*kept, *new))


def _is_number(word: str) -> bool:
    return numbered(word) is not None


def _replaced_countries(reading: Reading, past: Reading) -> set[int]:
    """Where the last question's countries stand that this one replaces: the same standing, or all of them."""
    if not reading.mentions:
        return set()
    hows = {m.how for m in reading.mentions}
    same = {m.at for m in past.mentions if m.how in hows}
    chosen = same or {m.at for m in past.mentions}
    spans = [s for s in past.spans if any(r.kind in {"country", "city", "place"} for r in s.refs)]
    found: set[int] = set()
    for span in spans:
        if span.start in chosen:
            found |= set(range(span.start, span.end))
    before = {i - 1 for i in found if i and past.words[i - 1].word in {"of", "to", "in", "at", "from", "в", "во", "на"}}
    return found | before


def _further(question: str, reading: Reading, old: Thread, tools: Tools, today: date) -> tuple[Answer, str] | None:
    """An answer from the last entry and its neighbours, or None when they do not account for the question."""
    main = tools.knowledge.find(old.entries[0])
    if main is None:
        return None
    whole = f"{question} {main.name}"
    wider = _with_subject(reading, main, tools, today)
    wanted, stance = demands(reading, tools.searcher), asked_stance(reading, tools.searcher)
    similar = tools.searcher.index.similarities(wider.bag, wider.chars)
    found: list[Judged] = []
    for candidate in tools.searcher.these(wider, similar, _family(main, old, tools)):
        if _is_object(candidate.entry, main, reading):
            continue
        held = account(reading, candidate, tools.searcher, wanted, stance)
        is_main = candidate.entry.id == main.id
        refused = next((c for c in held.conflicts if c.kind in {"attribute", "ordinal"}), None)
        if is_main and refused:
            return _refused(question, reading, main, refused), whole
        if held.conflicts or (held.share > LOOSE and not (is_main and _asks_of_it(reading))):
            continue
        named = signals(wider, candidate, held)
        rank = sum(RANK[name] * value for name, value in named.items()) + (MAIN if is_main else 0.0)
        found.append(Judged(candidate, held, named, rank))
    if not found:
        return None
    best = max(found, key=lambda one: one.rank)
    chance, chosen = probability(best, ALONE), best.candidate
    if chance < LEAST and len(reading.content) > 1:
        return None
    shown = facts_for(reading, chosen.entry, chosen.number, similar, tools.searcher)
    reason = Reason("thread", main.id)
    scored = (Scored(chosen.entry.id, round(chance, 3)),)
    answer = Answer(question, "answered", "fact", scored, shown, asked=reading.kind, reason=reason)
    return replace(answer, language=reading.language), whole


def _is_object(entry: Entry, main: Entry, reading: Reading) -> bool:
    """Whether an entry is the person meant by "him" in "who received him?"."""
    if reading.kind != "who" or not _OBJECTS & {token.word for token in reading.words}:
        return False
    guests = {one.id for one in main.participants if one.role == "guest"}
    return entry.id in guests or (entry.id == main.id and entry.kind == "official")


def _asks_of_it(reading: Reading) -> bool:
    """Whether a word is asked about that every entry has a say on, whatever the word: "when was it launched?"."""
    return not reading.content or (len(reading.content) == 1 and reading.kind not in _OWN_WORDS)


def _with_subject(reading: Reading, main: Entry, tools: Tools, today: date) -> Reading:
    """The reading with the last subject's name in it, at part of its weight."""
    subject = read(main.name, tools.searcher.lexicon, today)
    bag, chars = Counter(reading.bag), Counter(reading.chars)
    for own, other in ((bag, subject.bag), (chars, subject.chars)):
        for name, value in other.items():
            own[name] = max(own[name], SUBJECT * value)  # type: ignore[assignment]
    return replace(reading, bag=bag, chars=chars)


def _refused(question: str, reading: Reading, main: Entry, reason: Reason) -> Answer:
    answer = Answer(question, "unknown", near=(main.id,), reason=reason, asked=reading.kind)
    return replace(answer, language=reading.language)


def _family(main: Entry, old: Thread, tools: Tools) -> tuple[int, ...]:
    ids = (main.id, *old.entries[1:4], *main.neighbours)
    backward = (e.id for e in tools.searcher.entries if main.id in e.related)
    known = (tools.knowledge.find(i) for i in (*ids, *backward))
    return tuple(dict.fromkeys(tools.searcher.number[e.id] for e in known if e))
