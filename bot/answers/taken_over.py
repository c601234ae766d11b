"""What a message takes over from the talk to be whole: the country of an office, or the countries turned round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.answers.answer import Answer, Thread
from bot.answers.fitting import about, day_of, direction_fits, falls_in, listed
from bot.answers.grammar import AFTER, BEFORE, FILLERS
from bot.answers.office_answers import next_holder
from bot.answers.office_asked import NAMING
from bot.answers.office_words import CURRENT, PLAIN
from bot.answers.question import Reading, read
from bot.answers.sibling import EARLIER, LATER, PRONOUNS
from bot.answers.text import folded_set, phrases, said_at
from bot.answers.tools import Tools
from bot.answers.wanted import people_of, wanted_of
from bot.knowledge.entries import Entry, Office, Term

#: What asks the last question with its two countries in each other's place.
_TURNED = phrases(
    "other way round|other way around|the other way|opposite direction|opposite way|vice versa|the reverse|"
    "other direction|in reverse|наоборот|в обратную сторону|в обратном направлении|керісінше|اس کے برعکس|الٹ|الٹا|"
    "is ke baraks|iske baraks|ulta|ulti taraf"
)
#: Words for what was said before, common in questions that stand alone too.
_POINTING = folded_set(
    "it its there that this those these one same там это этот эта тот та туда وہ اس ان وہاں یہ اسی "
    "wahan woh wo yeh онда бұл сол осы сонда"
)
#: Who holds the same office in the other country.
_COUNTERPART = folded_set(
    "counterpart counterparts коллега коллеги коллегу визави منصب mansab hummansab әріптесі әріптес"
)
#: An office, and how it is said to be held.
_POST = folded_set(
    "post office job position seat chair пост посту должность должности عہدہ عہدے عہدے منصب ohda ohde ohday mansab "
    "лауазым лауазымда қызмет қызметте орында"
)
_HOLDING = folded_set(
    "held hold holds holding having had has occupied served serving sat занимал занимала занимает был была رہا تھا تھے "
    "raha tha thay атқарды отырды болды"
)
_NOW = folded_set("today сейчас сегодня теперь ابھی اب آج қазір бүгін abhi ab aaj")
#: What is agreed on what was said before.
_ON, _THAT = folded_set("on about for of"), folded_set("that it this these those")
#: What asks for some of those that were listed.
_OF_THEM = phrases(
    "of them|of these|of those|among them|among these|from these|из них|среди них|ان میں سے|ان میں|олардың ішінде|"
    "олардын арасында|in mein se|un mein se|in me se"
)


def office_of_talk(reading: Reading, subjects: Iterable[Entry], tools: Tools) -> str | None:
    """A question on an office with the country of that office put in, as somebody spoken of before holds or held it.

    "Who was the envoy in 2019?" after an answer on an ambassador. None where a country is named or more is asked.
    """
    roles = set(reading.ids("role"))
    if not roles or any(mention.home for mention in reading.mentions) or reading.kind not in NAMING:
        return None
    if not (reading.window or {token.word for token in reading.words} & (BEFORE | AFTER)):
        return None
    offices = {i for s, _ in reading.refs("role") for i in range(s.start, s.end)}
    small = FILLERS | PLAIN | BEFORE | AFTER
    if any(i not in offices and reading.words[i].word not in small for i in reading.content):
        return None
    for entry in subjects:
        people = people_of(entry) if entry.kind != "institution" else set()
        own = [h for h in tools.holdings if h.entry.id in people and h.office.role in roles and h.office.country]
        if own:
            office = max(own, key=lambda h: h.last or date.min).office
            return f"{' '.join(t.raw for t in reading.words)} {_of(office, tools)}"
    return None


def asked_holder(person: Entry, shown: str | None, tools: Tools) -> str | None:
    """The question who holds the office of a person: that whose ref is `shown`, else the last one; None without one."""
    office = _office_of(person, shown, tools)
    role = next((r for r in tools.knowledge.words.roles if office and r.id == office.role), None)
    return f"who is the {role.name} {_of(office, tools)}" if office and role else None


def _office_of(person: Entry, shown: str | None, tools: Tools) -> Office | None:
    """The office of a country that somebody holds or held: that whose ref is `shown`, else the last one."""
    own = [h for h in tools.holdings if h.entry.id == person.id and h.office.role and h.office.country]
    chosen = max([h for h in own if h.ref == shown] or own, key=lambda h: h.last or date.min, default=None)
    return chosen.office if chosen else None


def _of(office: Office, tools: Tools) -> str:
    """The country of an office and where its holder is posted: "of Norvania to Belmark"."""
    post = f" to {_name(office.post, tools)}" if office.post else ""
    return f"of {_name(office.country or '', tools)}{post}"


def before_or_after(
    question: str, reading: Reading, old: Thread, tools: Tools, today: date
) -> tuple[Answer, str] | None:
    """ "And before him?" after an answer on somebody in an office, with the question who is in that office."""
    words, beside = {t.word for t in reading.words}, BEFORE | AFTER | EARLIER | LATER
    said = (tools.knowledge.find(one) for one in (*old.entries[:1], *(old.earlier if words & PRONOUNS else ())))
    person = _asked_person(old, tools, today)
    main = person or next((entry for entry in said if entry and entry.offices), None)
    if main is None or not words & beside or len(words) > 6 or "what" in reading.asked:
        return None
    if [i for i in reading.content if reading.words[i].word not in beside | PRONOUNS | _POINTING | PLAIN]:
        return None
    shown = office_shown(main, old)
    found = next_holder(question, reading, tools, main.id, later=bool(words & (AFTER | LATER)), shown=shown)
    if found is None or (person and found.status != "answered"):
        return None
    return found, asked_holder(main, shown, tools) or question


def _asked_person(old: Thread, tools: Tools, today: date) -> Entry | None:
    """Who was last known in the office that was asked for last, where the answer was a body that names its people."""
    body = tools.knowledge.find(old.entries[0]) if old.entries else None
    if body is None or body.kind != "institution" or not old.question:
        return None
    roles, people = set(read(old.question, tools.searcher.lexicon, today).ids("role")), people_of(body)
    own = [h for h in tools.holdings if h.office.role in roles and h.entry.id in people]
    return max(own, key=lambda h: h.last or date.min).entry if own else None


def office_shown(person: Entry | None, old: Thread) -> str | None:
    """The ref of the office of a person that was shown last, or None."""
    return next((ref for ref in old.facts if person and ref.startswith(f"{person.id}#office-")), None)


def now_held(reading: Reading, person: Entry | None, shown: str | None, tools: Tools) -> str | None:
    """The question who holds an office now, where just that is asked after an answer on one who held it."""
    if person is None or reading.kind not in {"who", "status"} or reading.refs("role") or reading.mentions:
        return None
    if (CURRENT | _NOW).isdisjoint(token.word for token in reading.words) or "who" not in reading.asked:
        return None
    more = [i for i in reading.content if reading.words[i].word not in FILLERS | PLAIN | PRONOUNS | _NOW]
    return None if more else asked_holder(person, shown, tools)


def then_held(reading: Reading, person: Entry | None, shown: str | None, tools: Tools) -> str | None:
    """The question who held an office at some time, where just that is asked after an answer on one who held it.

    "And who had that post in 2019?"; None where more is asked.
    """
    window = reading.window
    if person is None or window is None or reading.refs("role") or reading.mentions or "who" not in reading.asked:
        return None
    words = [token.word for token in reading.words]
    if _POST.isdisjoint(words):
        return None
    small = FILLERS | PLAIN | PRONOUNS | _POST | _HOLDING | _POINTING
    if any(i not in window.places and words[i] not in small for i in reading.content):
        return None
    holder = asked_holder(person, shown, tools)
    said = " ".join(reading.words[i].raw for i in sorted(window.places))
    return f"{holder.replace(' is ', ' was ')} in {said}" if holder else None


def counterpart_held(reading: Reading, person: Entry | None, shown: str | None, tools: Tools) -> str | None:
    """The question who holds the same office in the other country: "and his counterpart?"; None where more is asked."""
    words = [token.word for token in reading.words]
    if person is None or _COUNTERPART.isdisjoint(words) or reading.refs("role") or reading.window:
        return None
    places = {mention.at for mention in reading.mentions}
    small = FILLERS | PLAIN | PRONOUNS | _COUNTERPART | _POINTING
    if any(i not in places and words[i] not in small for i in reading.content):
        return None
    office = _office_of(person, shown, tools)
    homes = [country.id for country in tools.knowledge.about.countries]
    others = [home for home in homes if office and home != (office.country or "").casefold()]
    if office is None or len(others) != 1 or any(mention.id not in others for mention in reading.mentions):
        return None
    role = next((r for r in tools.knowledge.words.roles if r.id == office.role), None)
    post = f" to {_name(office.country or '', tools)}" if office.post else ""
    return f"who is the {role.name} of {_name(others[0], tools)}{post}" if role else None


def of_those(question: str, reading: Reading, old: Thread, tools: Tools) -> Answer | None:
    """Those of the entries listed last that "which of them are about trade?" means; None where none are, or all."""
    at = said_at(tuple(token.word for token in reading.words), _OF_THEM)
    if at is None or len(old.entries) < 2:
        return None
    entries = [entry for one in old.entries if (entry := tools.knowledge.find(one))]
    wanted = wanted_of(reading, tools)
    rest = tuple(i for i in wanted.rest if i not in at)
    window = reading.window
    if wanted.people or not (rest or window or reading.mentions):
        return None
    found = [
        e
        for e in about(entries, reading, replace(wanted, rest=rest), tools)
        if direction_fits(e, reading, wanted) and not (window and e.when and not falls_in(e.when, window))
    ]
    return listed(question, reading, found, None) if 0 < len(found) < len(entries) else None


def agreed_on(question: str, reading: Reading, main: Entry | None, tools: Tools) -> Answer | None:
    """The agreements that name an entry or are named by it, asked for by "any agreement on that?"; None without any."""
    plain = [token.word for token in reading.words]
    if main is None or "agreement" not in reading.ids("type") or reading.window:
        return None
    if not any(one in _ON and other in _THAT for one, other in pairwise(plain)):
        return None
    said = {i for s, _ in reading.refs("type") for i in range(s.start, s.end)}
    if any(i not in said for i in reading.content):
        return None
    near = (*tools.knowledge.named_by(main.id), *map(tools.knowledge.find, main.neighbours))
    found = {e.id: e for e in near if e is not None and e.kind == "agreement"}
    return listed(question, reading, sorted(found.values(), key=day_of), None) if found else None


def asks_turned(reading: Reading) -> bool:
    """Whether a message asks for the last question with its countries in each other's place: "and vice versa?"."""
    words = tuple(token.word for token in reading.words)
    return said_at(words, _TURNED) is not None


def turned_round(reading: Reading, question: str, tools: Tools, today: date) -> str | None:
    """The last question with each of the two countries in the place of the other; None where it names none."""
    homes = {c.id: c for c in tools.knowledge.about.countries}
    past = read(question, tools.searcher.lexicon, today)
    if len(homes) != len(("one", "other")) or not any(mention.home for mention in past.mentions):
        return None
    said: list[str] = []
    at = 0
    spans = {s.start: s for s in past.spans if any(r.kind == "country" and r.id in homes for r in s.refs)}
    while at < len(past.words):
        span = spans.get(at)
        if span is None:
            said.append(past.words[at].raw)
            at += 1
            continue
        ref = next(r for r in span.refs if r.kind == "country")
        other = next(c for c in homes.values() if c.id != ref.id)
        said.append(_form(other, past.words[span.end - 1].raw, is_name=ref.weight >= 1))
        at = span.end
    return " ".join(said)


def _form(country: Term, said: str, is_name: bool) -> str:
    """A country's name, or the word for its people in the number that was said."""
    if is_name:
        return country.name
    forms = [one for one in country.adjectives if one.endswith("s") == said.lower().endswith("s")]
    return next(iter(forms), country.name)


def _name(country: str, tools: Tools) -> str:
    wanted = country.casefold()
    return next((c.name for c in tools.knowledge.about.countries if c.id == wanted), country)
