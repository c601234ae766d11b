"""Who gave an award to whom: a question for what somebody got is not answered with what they gave."""

from __future__ import annotations

from bot.answers.answer import Reason
from bot.answers.direction import SHARED
from bot.answers.lexicon import Span
from bot.answers.question import Reading
from bot.answers.search import Searcher
from bot.answers.text import folded_set
from bot.knowledge.entries import Entry

#: The roles of those who take part in an award, by what they do.
_GIVERS = frozenset({"award-giver", "giver"})
_RECEIVERS = frozenset({"receiver", "recipient", "laureate"})
_GETS = folded_set(
    "get gets got getting receive receives received win won получил получила получает алды ملا ملی mila mili"
)
_GIVES = folded_set(
    "give gives gave confer confers conferred present presented bestow bestowed awarded вручил вручила наградил "
    "наградила присвоил берді марапаттады دیا diya"
)
#: Between two people "award" is what one does.
_VERB = folded_set("award awards")
#: What the name of the one to whom something is given ends in, in Russian and Kazakh.
_OBJECT = ("а", "у", "ю", "га", "ге", "ка", "ке", "ды", "ди", "ты", "ти")
MOST_NAMED = 2
#: "Was awarded" is "got".
_PASSIVE = folded_set("was were been is are being")
_WHO = folded_set("who кто кім kim")
_FROM = folded_set("from by от из")
_NE, _KO = folded_set("ne نے"), folded_set("ko کو")


def turned_award(reading: Reading, entry: Entry, searcher: Searcher) -> Reason | None:
    """An award that the person named (of two the first) got, where it is asked what they gave, or the other way round.

    Those who took part in it are barred too.
    """
    spans = {s for s, r in reading.refs("entry") if r.weight >= SHARED and r.id in searcher.people}
    named = [s for s in spans if not any(o != s and o.start <= s.start and s.end <= o.end for o in spans)]
    if not named or len(named) > MOST_NAMED:
        return None
    first = min(named, key=lambda span: span.start)
    people = {ref.id for ref in first.of("entry") if ref.weight >= SHARED}
    if entry.type == "award":
        awards = [entry]
    elif entry.kind == "official" and "award" in reading.ids("type"):
        events = searcher.knowledge.events_with(entry.id)
        awards = [event for event in events if event.type == "award" and people & set(event.neighbours)]
    else:
        return None
    gets = _gets(reading, first, max(span.start for span in named))
    if gets is None:
        return None
    asked, other = (_RECEIVERS, _GIVERS) if gets else (_GIVERS, _RECEIVERS)
    own = {one.role for award in awards for one in award.participants if one.id in people}
    return Reason("direction", "the award went the other way") if own & other and not own & asked else None


def _gets(reading: Reading, named: Span, last: int) -> bool | None:
    """Whether the one named there is said to get something, False where to give it, None where neither is plain.

    `last` is where the last one named begins.
    """
    words, start, end = [token.word for token in reading.words], named.start, named.end
    after = set(words[end : end + 1])
    if after & (_NE | _KO):
        return bool(after & _KO)
    if last > start and reading.words[start].script == "cyrillic" and words[end - 1].endswith(_OBJECT):
        return None
    verbs = [
        (at, word) for at, word in enumerate(words) if word in _GETS | _GIVES or (end <= at < last and word in _VERB)
    ]
    if len({word in _GETS for _, word in verbs}) != 1:
        return None
    at, word = verbs[0]
    if at and words[at - 1] in _WHO:
        return word not in _GETS  # "who gave": not the one named
    gets = word in _GETS or not _PASSIVE.isdisjoint(words[:at])
    if not _FROM.isdisjoint(words[max(0, start - 1) : start]):
        return not gets
    return gets if start < at or word in _GETS else not gets
