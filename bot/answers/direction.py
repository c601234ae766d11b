"""Who did what to whom: a question that turns a known relation round must not get it.

The order of two parties is read from small words ("of", "to", "by", "ko", "ne"), from endings and from their
places. It is read the same way in the base's own questions and facts; a candidate whose texts all have it the
other way round is in conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.lexicon import Span
from bot.answers.question import Mention, mentions_of
from bot.answers.text import Token, folded_set, skeleton, tokens

#: A name that three people share still says who it is about; a commoner one does not.
SHARED = 0.3
_AGENT_AFTER = folded_set("ne نے")
_PATIENT_AFTER = folded_set("ko کو")
_ORIGIN_BEFORE = folded_set("from из от")
_ORIGIN_AFTER = folded_set("se سے")
#: Without one of these a Latin or an Urdu text only names two people side by side.
_MARKS = folded_set("did does do has had was were is by from to on for ne ko se gave gives give")
_MARKED = {"latin": _MARKS, "arabic": folded_set("نے کو سے پر کے لیے")}
#: Between two parties these put them side by side.
_JOINING = folded_set("and with & и с со а also und و اور aur мен пен бен және")
_WITH = folded_set("with")
#: What two do together has no direction, nor has a way between them: who met whom is the same either way round.
_MUTUAL = folded_set(
    "flight flights рейс рейса рейсы рейсов перелет فلائٹ فلائٹس فلائٹیں پرواز پروازیں ұшу рейстер рейстері "
    "met meet meets meeting meetings talk talks talked spoke speak discuss discussed negotiate negotiated negotiations "
    "встретился встретились встречались встретилась встреча встречи переговоры кездесті кездесу кездескен келіссөз "
    "ملے ملاقات ملاقاتیں مذاکرات بات باتیں گفتگو mile mulaqat mulaqaat muzakrat baat guftagu сөйлесті"
)
#: "Met" in Urdu with whom beside it, and "got" without: "X Y se mila".
_MET = folded_set("ملا ملی ملنے ملیں mila mili milne milay milein milin mily")
#: To whoever does this something comes from the other: "Y received X" is "X visited Y", "Y buys X" is "X for Y".
_HOSTING = folded_set(
    "buy buys bought buyer buyers buying import imports imported importer importing purchase purchased purchases "
    "покупает купил купила закупает закупил импортирует "
    "receive receives received receiving host hosts hosted hosting welcome welcomes welcomed welcoming greet greets "
    "greeted greeting принял приняла приняли принимал принимала принимали принимает қабылдады қабылдаған"
)
#: Stems of what is said of trade one way and the other.
OUTWARD = frozenset(t.stem for t in tokens("export экспорт экспорттады برآمدات برآمد baramdaat baramdat"))
INWARD = frozenset(t.stem for t in tokens("import импорт импорттады درآمدات درآمد daramdaat daramdat"))
TRADED = OUTWARD | INWARD
_ACCUSATIVE = ("ды", "ти", "ди", "ты", "ны", "ни")
_RUSSIAN_CASES = ("у", "ю", "а", "я")
#: Names that have no cases; with a word between, the other one did it.
_UNDECLINED = ("и", "о", "е")
#: Of two Cyrillic names without an ending the second is the object if it stands at the end, as in Russian; in Kazakh
#: the verb comes last, and a name without an ending may belong to the next word.
LAST_WORDS = 3
_RUSSIAN_DATIVE = ("у", "ю")
_DATIVE = ("га", "ге", "ка", "ке")
_ANY_CASE = (*_DATIVE, *_ACCUSATIVE, *_RUSSIAN_CASES)


@dataclass(frozen=True, slots=True)
class Stance:
    """How the parties stand in a text: countries and people as (who, whom), and the countries where it happens."""

    countries: tuple[str, str] | None
    people: tuple[frozenset[str], frozenset[str]] | None  #: each all who have the name
    places: frozenset[str]
    named: frozenset[str]  #: all countries of the base named in it
    towns: frozenset[tuple[str, str]]  #: towns other than capitals, as (country, sound of the name)


def stance_of(words: tuple[Token, ...], spans: tuple[Span, ...], people: frozenset[str]) -> Stance:
    """The stance of a text; `people` are the ids of entries that are persons."""
    mentions = _parties(mentions_of(words, spans), spans)
    home = [m for m in mentions if m.home]
    places = frozenset([m.id for m in home if m.how == "place"])
    named = frozenset([m.id for m in home])
    countries = _countries(words, home) if len(named) > 1 else None
    two = _people(words, spans, people)
    if (countries or two) and _is_mutual([token.word for token in words]):
        countries = two = None
    return Stance(countries, two, places, named, _towns(words, spans))


def _is_mutual(words: Sequence[str]) -> bool:
    """Whether what was done has no direction; in Urdu "mila" is "met" of those who met "se" each other, else "got"."""
    met = not _MET.isdisjoint(words) and not _ORIGIN_AFTER.isdisjoint(words) and _PATIENT_AFTER.isdisjoint(words)
    return met or not _MUTUAL.isdisjoint(words)


def _parties(mentions: tuple[Mention, ...], spans: tuple[Span, ...]) -> tuple[Mention, ...]:
    """The mentions less those that are a part of a longer name: the "House of Kazakhstan" is no party."""
    if not mentions:
        return ()
    names = [s for s in spans if s.exact and s.end - s.start > 1 and any(r.weight >= 1 for r in s.of("entry"))]
    held = [[m for m in mentions if s.start <= m.at < s.end] for s in names]
    alone = [found[0] for found in held if len(found) == 1]
    return tuple([m for m in mentions if m not in alone])


def _towns(words: tuple[Token, ...], spans: tuple[Span, ...]) -> frozenset[tuple[str, str]]:
    return frozenset(
        [
            (ref.id, " ".join([skeleton(t.stem) for t in words[span.start : span.end]]))
            for span in spans
            for ref in span.refs
            if ref.kind == "city" and not ref.capital
        ]
    )


def _countries(words: tuple[Token, ...], mentions: Sequence[Mention]) -> tuple[str, str] | None:
    first = next(iter(mentions), None)
    second = next((m for m in mentions if first and m.id != first.id), None)
    if first is None or second is None:
        return None
    if first.how == second.how == "place" or _side_by_side(words, first.at, second.at):
        return None
    if all(words[at].word.endswith("стан") for at in (first.at, second.at)) and len(words) - second.at > LAST_WORDS:
        return None
    if first.city and second.city:  # a way between two cities goes both ways
        return None
    if _is_company(words, second.at):
        return None
    order = (first.id, second.id)
    if _is_hosted(words, first.at, second.at):
        order = order[::-1]
    if _is_agent(words, second.at) or _is_origin(words, second.at) or _is_patient(words, first.at):
        return order[::-1]
    if first.how == "place" and second.how != "place":
        return order[::-1]
    return order


def _side_by_side(words: tuple[Token, ...], first: int, second: int) -> bool:
    between = [w.word for w in words[first + 1 : second]]
    if not between:
        return words[second].script == "latin" or all(words[at].word.endswith("стан") for at in (first, second))
    return _is_joined(words, first, second)


def _is_joined(words: tuple[Token, ...], first: int, second: int) -> bool:
    """Whether what ends and what begins there are joined by "and"."""
    between = [w.word for w in words[first + 1 : second]]
    return bool(between) and all(word in _JOINING for word in between)


def _people(
    words: tuple[Token, ...], spans: tuple[Span, ...], people: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]] | None:
    found: dict[frozenset[str], int] = {}
    ends: dict[frozenset[str], int] = {}
    named = [span for span in spans if _names_somebody(span, people)]
    if len(named) < 2:
        return None
    for span in sorted(named, key=lambda s: (s.start, s.start - s.end)):
        who = frozenset(r.id for r in span.of("entry") if r.id in people and r.weight >= SHARED)
        if who and not any(who & known for known in found):
            found[who] = span.start
            ends[who] = span.end - 1
    if len(found) < 2 or (words[0].script in _MARKED and not _MARKED[words[0].script] & {t.word for t in words}):
        return None
    (one, _), (two, start_two) = list(found.items())[:2]
    at, at_two = ends[one], ends[two]
    if _is_company(words, start_two) or _is_joined(words, at, start_two):
        return None
    is_given = words[at].word.endswith(_DATIVE + _RUSSIAN_DATIVE) and not words[at_two].word.endswith(_ANY_CASE)
    if words[at].script == "cyrillic" and (is_given or _is_origin(words, at_two, start_two)):
        return two, one
    if words[at].script == "cyrillic" and not words[at].word.endswith(_DATIVE + _ACCUSATIVE):
        moved = words[at_two].word.endswith(_DATIVE + _RUSSIAN_CASES)
        said = start_two > at + 1 and words[at_two].word.endswith(_UNDECLINED)
        return (one, two) if moved or said else None
    if _is_hosted(words, at, start_two):
        one, two = two, one
    if _is_agent(words, at_two, start_two) or _is_patient(words, at) or _is_origin(words, at_two, start_two):
        return two, one
    return one, two


def _names_somebody(span: Span, people: frozenset[str]) -> bool:
    """Whether a span is the name of a person rather than of the body that the person is of."""
    own = max((r.weight for r in span.of("entry") if r.id in people), default=0.0)
    return own > 0 and own >= max(r.weight for r in span.of("entry"))


def _is_hosted(words: tuple[Token, ...], first: int, second: int) -> bool:
    """Whether one of two parties receives the other: a word of hosting stands between them, and no "from" after it."""
    between = [w.word for w in words[first + 1 : second]]
    return not _HOSTING.isdisjoint(between) and _ORIGIN_BEFORE.isdisjoint(between)


def _is_company(words: tuple[Token, ...], start: int) -> bool:
    """Whether what stands there is joined by "with": who sits down with whom is the same either way round."""
    return bool(_WITH & {w.word for w in words[max(0, start - 3) : start]})


def _is_agent(words: tuple[Token, ...], at: int, start: int | None = None) -> bool:
    start = at if start is None else start
    before = [w.word for w in words[max(0, start - 3) : start]]
    after = words[at + 1].word if at + 1 < len(words) else ""
    passive = words[at].script == "cyrillic" and words[at].word.endswith(("ом", "ем"))
    return "by" in before or after in _AGENT_AFTER or passive


def _is_origin(words: tuple[Token, ...], at: int, start: int | None = None) -> bool:
    """Whether what moves comes from there: "buys from Y" makes Y the giver."""
    start = at if start is None else start
    before = words[start - 1].word if start else ""
    after = words[at + 1].word if at + 1 < len(words) else ""
    return before in _ORIGIN_BEFORE or after in _ORIGIN_AFTER


def _is_patient(words: tuple[Token, ...], at: int) -> bool:
    after = words[at + 1].word if at + 1 < len(words) else ""
    word = words[at].word
    return after in _PATIENT_AFTER or (
        words[at].script == "cyrillic" and len(word) > 6 and word.endswith(_ACCUSATIVE) and not word.endswith("стан")
    )


def turned(asked: Stance, known: list[Stance], least: int = 2) -> str | None:
    """What speaks against a question's stance in the stances of a candidate's nearest texts, or None.

    Word order is not certain in every language, so the other way round must be at least four times as frequent,
    and stand in `least` texts.
    """
    if (one := asked.countries) is not None:
        pairs = [k.countries for k in known if k.countries is not None and set(k.countries) == set(one)]
        if _outnumbered(pairs.count(one), pairs.count(one[::-1]), least):
            return f"{one[1]} to {one[0]}, not the other way round"
    if (two := asked.people) is not None:
        who, whom = two
        same = sum(1 for k in known if k.people and k.people[0] & who and k.people[1] & whom)
        other = sum(1 for k in known if k.people and k.people[0] & whom and k.people[1] & who)
        if _outnumbered(same, other, least):
            return f"{min(whom)} to {min(who)}, not the other way round"
    return None


def mostly_turned(asked: Stance, known: list[Stance]) -> bool:
    """Whether texts that have both countries of a question mostly have them the other way; of people always.

    More than twice as many: of 16 questions refused by a single text though they have an answer 9 are refused no more,
    and of 48 rightly refused 2.
    """
    one = asked.countries
    if one is None:
        return True
    pairs = [stance.countries for stance in known if stance.countries]
    return pairs.count(one[::-1]) > 2 * pairs.count(one)


def _outnumbered(same: int, other: int, least: int) -> bool:
    return other >= max(least, 4 * same)


def foreign_to(asked: Stance, known: list[Stance]) -> str | None:
    """The only country a candidate's nearest texts speak of, when the question is on another one; or None."""
    theirs = frozenset().union(*(k.named for k in known)) if known else frozenset()
    if len(asked.named) == 1 and theirs and not asked.named & theirs:
        return f"{', '.join(sorted(theirs))}, not {', '.join(sorted(asked.named))}"
    return None


def told_of_other(asked: Stance, known: list[Stance]) -> str | None:
    """The same, where a country in which something is said or held is none that is spoken of."""
    return foreign_to(_less_places(asked), [_less_places(one) for one in known])


def _less_places(stance: Stance) -> Stance:
    return replace(stance, named=stance.named - stance.places)


def other_town(asked: Stance, known: list[Stance]) -> str | None:
    """A town asked about that a candidate's nearest texts do not have, while they have another of its
    country.

    Or None.
    """
    theirs = frozenset().union(*(k.towns for k in known)) if known else frozenset()
    for country, town in asked.towns:
        others = {name for where, name in theirs if where == country}
        if others and town not in others:
            return town
    return None


def elsewhere(asked: Stance, known: list[Stance]) -> str | None:
    """The country where a candidate's nearest texts have it happen, when that is not the one asked about; or None."""
    if not asked.places:
        return None
    placed = [k.places for k in known if k.places]
    if placed and not any((asked.places | asked.named) & p for p in placed):
        return f"in {', '.join(sorted(placed[0]))}, not in {', '.join(sorted(asked.places))}"
    return None
