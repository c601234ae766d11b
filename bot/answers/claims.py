"""An office that a question says somebody holds or held: "When did Hask become president?"."""

from __future__ import annotations

from bot.answers.answer import Reason
from bot.answers.grammar import OR
from bot.answers.lexicon import Span
from bot.answers.question import Reading
from bot.answers.search import Searcher
from bot.answers.text import folded_set

#: A whole name, or a part of one that nobody else has.
WHOLE = 0.9
#: Between a name and the office that is said of it stand at most so many words; between the office and its country.
MOST_BETWEEN = 5
OWNER_APART = 3
#: What says that somebody holds an office: between the name and the office, before both, after both.
_BETWEEN = folded_set(
    "as is was become became becoming being appointed made serving served serve working worked работал стал"
)
_BEFORE = folded_set("is was did")
_AFTER = folded_set(
    "bane bana bani banay tha thi thay the hai hain rahe raha болды болған болган еді был была стал стала "
    "بنے بنا بنی تھے تھا تھی رہے ہے ہیں"
)
#: What may stand between besides.
_SMALL = folded_set(
    "the a an of to in on for first new former ka ki ke ko mein کا کی کے کو میں қай қашан кашан kab kis saal کب کس سال "
    "год году в каком когда жылдары жылы"
)


def never_held(reading: Reading, searcher: Searcher) -> Reason | None:
    """Why the one person named is not who the question says: the base knows of no such office of theirs, or None.

    Another country's office is another one: who was the ambassador of Norvania was not that of Belmark.
    """
    named = [
        (span, ref)
        for span, ref in reading.refs("entry")
        if ref.id in searcher.people and span.exact and ref.weight >= WHOLE
    ]
    if len({ref.id for _, ref in named}) != 1:
        return None
    person, entry = named[0][0], searcher.entries[searcher.number[named[0][1].id]]
    if not OR.isdisjoint(token.word for token in reading.words):
        return None  # "was he president or prime minister?"
    for at, role in reading.refs("role"):
        if not at.exact or not _is_said_of(reading, person, at):
            continue
        held = [office for office in entry.offices if office.role == role.id]
        owners = {m.id for m in reading.mentions if m.how == "owner" and abs(m.at - at.start) <= OWNER_APART}
        if not held and not searcher.says(searcher.number[entry.id], role.feature):
            return Reason("role", role.id)
        if held and len(owners) == 1 and all(office.country and office.country not in owners for office in held):
            return Reason("country", min(owners))
    return None


def _is_said_of(reading: Reading, person: Span, role: Span) -> bool:
    """Whether words say that a person is something: "was X president"; "ambassador X" only names one."""
    if role.start < person.end:
        return False
    words = [token.word for token in reading.words]
    between, lands = words[person.end : role.start], {words[m.at] for m in reading.mentions}
    if len(between) > MOST_BETWEEN or not _BETWEEN | _SMALL | lands >= set(between):
        return False
    before, after = words[max(0, person.start - 1) : person.start], words[role.end : role.end + 2]
    return bool(_BETWEEN.intersection(between) or _AFTER.intersection(after) or _BEFORE.intersection(before))
