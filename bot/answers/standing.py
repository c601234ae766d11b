"""Lists by how things stand: "which agreements are in force?", "planned railways", "what is not yet signed?"."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.answer import Answer
from bot.answers.fitting import about, belongs, day_of, listed, took_place_in
from bot.answers.question import Reading
from bot.answers.text import fold, folded_set
from bot.answers.tools import Tools
from bot.answers.wanted import Wanted
from bot.knowledge.entries import STATUSES, Entry

#: Asked for by what happened, unless it is denied.
SIGNED = "signed adopted in-force"
#: What is said of how things stand, and the statuses that it means; each sort of entry has some of them.
_SAID = (
    ("in-force", "in force|in effect|valid|действуют|действующие|действует|в силе|نافذ|نافذ العمل|күшінде|қолданыста"),
    (
        "draft proposed",
        "draft|drafts|unsigned|to be signed|yet to be signed|still to be signed|pending|awaiting signature|"
        "under negotiation|being negotiated|negotiated|проекты соглашений|проекты договоров|проекты документов|"
        "қол қойылмаған|қол қойылған жоқ",
    ),
    (SIGNED, "signed|подписаны|подписано|دستخط شدہ|қол қойылған"),
    ("expired", "expired|lapsed|истекли|истекшие"),
    ("under-construction", "under construction|being built|строятся|строящиеся|زیر تعمیر|салынып жатқан"),
    ("planned proposed", "planned|proposed|планируются|планируемые|запланированы|مجوزہ|жоспарланған"),
    ("active pilot", "active|running|operating|operational|in operation|работают|действуют|действующие|فعال|белсенді"),
    ("suspended", "suspended|stalled|frozen|приостановлены|معطل|тоқтатылған"),
    ("completed", "completed|finished|завершены|завершенные|مکمل|аяқталған"),
    ("cancelled", "cancelled|canceled|called off|отменены|منسوخ"),
    ("postponed", "postponed|put off|delayed|перенесены|отложены|ملتوی|кейінге қалдырылған"),
)
_PHRASES = sorted(
    ((tuple(fold(phrase).split()), frozenset(of.split())) for of, text in _SAID for phrase in text.split("|")),
    key=lambda item: -len(item[0]),
)
#: What these stand before is not so; what has come to an end is not meant by it either.
_NOT = folded_set("not isn't aren't no longer не нет نہیں емес nahi nahin")
_STILL = folded_set("yet still already currently now пока еще уже сейчас ابھی әлі қазір abhi")
_ENDED = frozenset({"expired", "cancelled", "completed"})
#: Of what was signed or adopted it is not known whether it is in force.
_UNTOLD = frozenset({"signed", "adopted"})
#: Kinds of entries that are listed so; what is planned of events is what is coming.
_KINDS = frozenset({"agreement", "initiative", "corridor"})


def by_status(question: str, reading: Reading, tools: Tools, wanted: Wanted) -> Answer | None:
    """The list of what stands as asked for, the oldest first.

    None where no kind of things is asked for in the plural, nothing is said of how they stand or none stands so.
    """
    kinds = wanted.kinds & _KINDS or frozenset(t for t in wanted.types if t in tools.searcher.event_types)
    if not kinds or not wanted.plural or wanted.people or reading.kind in {"who", "when", "where", "why", "how-much"}:
        return None
    found, places = _statuses(reading)
    if not found:
        return None
    rest = tuple(i for i in wanted.rest if i not in places and reading.words[i].word not in _STILL)
    narrowed = replace(wanted, rest=rest, types=frozenset() if wanted.kinds & _KINDS else wanted.types)
    these = (e for e in tools.knowledge.entries.values() if belongs(e, reading, narrowed) and _stands(e, found))
    fitting = about(took_place_in(these, reading, tools), reading, narrowed, tools)
    return listed(question, reading, sorted(fitting, key=_age), reading.window) if fitting else None


def _age(entry: Entry) -> tuple[object, ...]:
    return (entry.when is None, *day_of(entry)) if entry.when else (True,)


def _statuses(reading: Reading) -> tuple[list[tuple[frozenset[str], bool]], frozenset[int]]:
    """The statuses that a question may mean, each with whether they are denied; and where it speaks of them."""
    words = [token.word for token in reading.words]
    found: list[tuple[frozenset[str], bool]] = []
    places: set[int] = set()
    for phrase, statuses in _PHRASES:
        for at in range(len(words) - len(phrase) + 1):
            if tuple(words[at : at + len(phrase)]) != phrase:
                continue
            before = [i for i in range(max(0, at - 2), at) if words[i] in _NOT | _STILL]
            is_denied = any(words[i] in _NOT for i in before)
            if statuses == frozenset(SIGNED.split()) and not is_denied:
                continue
            found.append((statuses, is_denied))
            places.update(range(at, at + len(phrase)), before)
    return found, frozenset(places)


def _stands(entry: Entry, asked: list[tuple[frozenset[str], bool]]) -> bool:
    """Whether an entry stands as all of these say that its kind of entries has statuses for; of some it is unknown."""
    known = set(STATUSES.get(entry.kind, ()))
    meant = [(statuses & known, is_denied) for statuses, is_denied in asked if statuses & known]
    return (
        entry.status is not None
        and bool(meant)
        and all(
            (entry.status not in statuses | _ENDED | _UNTOLD if is_denied else entry.status in statuses)
            for statuses, is_denied in meant
        )
    )
