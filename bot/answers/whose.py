"""Whose office, embassy or figure is asked for: what is of the other country is not the answer."""

from __future__ import annotations

from bot.answers.answer import Reason
from bot.answers.direction import Stance
from bot.answers.question import Mention, Reading
from bot.answers.search import Searcher
from bot.answers.text import folded_set, stem, tokens
from bot.knowledge.entries import Entry

#: Before an office with its country: that one is asked for.
_WHICH = folded_set("which what какой какая какого какому каким кто کس کون کونسا کونسے қай қандай kis konsa kaunsa")
#: Who is asked for by an office stands before or after nothing but these.
_WHO_IS = folded_set(
    "who is was are were whos the a current now name of кто сейчас был является нынешний کون ہے تھا ہیں موجودہ "
    "кім қазір kaun kon hai tha"
)
#: Beside a name these say who somebody is.
_IS = folded_set("is was are were ہے تھا تھے ہیں hai tha the hain")
#: Kinds of entries whose name says of which country they tell.
_OF_ONE = frozenset({"topic", "figure", "recurring"})


#: Who does so to a delegation is of the country that it comes from.
_LED = folded_set("led lead leads leading headed heads head heading возглавил возглавлял возглавила басқарды")


def of_other_country(asked: str | None, reading: Reading, entry: Entry) -> Reason | None:
    """The country whose office is asked for ("which Belmark minister"), when the person is of another.

    Unless the question names that person as the other party: "which Belmark minister did Dara Venn receive?".
    """
    lands = {office.country.casefold() for office in entry.offices if office.country}
    if asked is None or entry.kind != "official" or not lands or asked in lands:
        return None
    return None if _is_other_party(entry, reading) else Reason("country", asked)


def _is_other_party(entry: Entry, reading: Reading) -> bool:
    """Whether somebody is named who did something to another, not who is something: "which minister is Dara Venn?"."""
    named = [span for span, ref in reading.refs("entry") if ref.id == entry.id and span.exact]
    if not named:
        return False
    first, end = min(span.start for span in named), max(span.end for span in named)
    beside = (*reading.words[max(0, first - 1) : first], *reading.words[end : end + 1], reading.words[-1])
    return _IS.isdisjoint(token.word for token in beside)


def leads_other(asked: str | None, reading: Reading, entry: Entry) -> Reason | None:
    """Whose office is asked for that led a delegation, when it is one of guests from the other country."""
    if asked is None or entry.kind != "event" or not entry.guest or entry.guest == asked:
        return None
    is_led = not _LED.isdisjoint(token.word for token in reading.words) and "delegation" in reading.ids("type")
    return Reason("direction", f"{entry.guest} is the guest") if is_led else None


def of_other_owner(reading: Reading, entry: Entry, searcher: Searcher) -> Reason | None:
    """Whose embassy is asked for, when the institution is named after the other country, in the one asked about."""
    if entry.kind != "institution" or all(m.how != "owner" for m in reading.mentions):
        return None
    after, called = _named_after(entry, searcher), {token.stem for token in tokens(entry.name)}
    shared = {i for i, token in enumerate(reading.words) if token.stem in called}
    shared |= {s.start for s in reading.spans for r in s.of("word") if stem(r.id) in called}
    shared -= {m.at for m in reading.mentions}
    owner = next((m for m in reading.mentions if m.how == "owner" and {m.at - 2, m.at - 1, m.at + 1} & shared), None)
    return Reason("country", owner.id) if owner and owner.home and after and owner.id not in after else None


def office_asked(reading: Reading) -> Mention | None:
    """The country whose office is asked for: "which Belmark minister", "who is the deputy minister of Belmark?"."""
    offices = [span for span, _ in reading.refs("role")]
    owners = [m for m in reading.mentions if m.home and m.how == "owner"]
    for mention in (m for m in reading.mentions if m.home and m.how != "place"):
        asking = reading.words[mention.at - 1].word if mention.at else ""
        if asking in _WHICH and any(span.start == mention.at + 1 for span in offices):
            return mention
    if not offices or len({m.id for m in reading.mentions}) != 1 or not owners or reading.kind not in {"who", "card"}:
        return None
    words = [token.word for token in reading.words]
    first = next((i for i, word in enumerate(words) if word not in _WHO_IS), len(words))
    last = next((i for i in range(len(words) - 1, -1, -1) if words[i] not in _WHO_IS), -1)
    named = {i for span in offices for i in range(span.start, span.end)} | {owners[0].at}
    begins = first in named and (first > 0 or reading.kind == "card")
    return owners[0] if begins or (last in named and last < len(words) - 1) else None


def is_named_after_other(entry: Entry, asked: Stance, searcher: Searcher) -> bool:
    """Whether an entry has a country of the base in its name, and not the one asked about."""
    named = _named_after(entry, searcher) if entry.kind in _OF_ONE else set()
    return bool(named) and not named & asked.named


def _named_after(entry: Entry, searcher: Searcher) -> set[str]:
    """The countries of the base in the name of an entry; a capital says where it is, not whose."""
    spans = searcher.lexicon.exact_spans(tokens(entry.name))
    return {ref.id for span in spans for ref in span.refs if ref.kind == "country"}
