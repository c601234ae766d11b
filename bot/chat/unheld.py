"""Which words of a question can be named as what the base does not hold, as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.answers.text import tokens
from bot.knowledge.entries import Knowledge

SHORTEST = 3
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: Words that name no thing: "the base holds nothing on “affect”" tells nobody anything.
_NO_THINGS = frozenset(
    """
    able about actually affect affected affects agree agreed allow allowed also always answer apply approximately ask
    attend attended available bad ban banned been began begin begun best better between big biggest bilateral both
    bought build built buy came can cancel cancelled change changed cheap cheapest check close closed come comes
    compare condemn condemned consider could current currently date decide decided delay delayed difference different
    does done ever everything exact exactly exist exists explain fact false fast faster find first full future gave
    general get gets give given gives going good got happen happened happens hard have help here how important
    increase increased issue join joined joint keep kept kind know known large largest last late latest least less
    like likely list live long longer lose lost made main make makes many mean means meant meet met might more most
    much mutual need needed never new next now official officially old once only open opened ours own paid part pay
    plan planned please possible postpone postponed promise promised provide put ran real really reason received
    recent recently recognise recognised recognize recognized refuse refused right run said same say says seem sell
    sent show sign signed since small smallest sold some someone something soon speak spoke start started state stay
    still stop stopped support supported sure take taken takes talk tell term thing things think thought today
    together told tomorrow took true try turn type under until update use used usually valid very visit visited want
    wanted way well went win won work works worse worst would wrong yesterday yet
    """.split()
)


def unheld(knowledge: Knowledge, question: str, missing: Iterable[str]) -> tuple[str, ...]:
    """Those of the missing words that are things of which the base speaks nowhere, as they stand in the question.

    A name of several words is one of them.
    """
    lacking = {word for word in missing if not _says_nothing(word)}
    typed = ((text, token) for text in _WORD.findall(question) for token in tokens(text)[:1])
    found = {text: token.stem for text, token in typed if token.word in lacking}
    held = _held(knowledge, set(found.values()))
    return tuple(_names_joined(question, [text for text, stem in found.items() if stem not in held]))


def _names_joined(question: str, words: Iterable[str]) -> list[str]:
    """The words, those of one name together."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1][:1].isupper() and word[:1].isupper() and f"{joined[-1]} {word}" in question:
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def _says_nothing(word: str) -> bool:
    return len(word) < SHORTEST or word in _NO_THINGS or word.isdigit()


def _held(knowledge: Knowledge, stems: Iterable[str]) -> set[str]:
    """Those of the stems of which the base has a word anywhere."""
    return {stem for stem in stems if any(_has(stem, word) for word in _beginning_with(stem, knowledge.wording))}


def _beginning_with(stem: str, text: str) -> Iterator[str]:
    """The words of a text that begin so."""
    for found in re.finditer(rf"{re.escape(stem)}\w*", text):
        if not text[found.start() - 1 : found.start()].isalnum():
            yield found.group()


def _has(stem: str, word: str) -> bool:
    return any(token.stem == stem for token in tokens(word))
