"""Urdu names an event before the word that makes it a time: "daure ke baad konsi mulaqatein huin"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.answers.text import folded_set

#: Words that make what stands before them a time ...
BEFORE_IT = folded_set("پہلے قبل pehle qabl")
AFTER_IT = folded_set("بعد baad")
AT_IT = folded_set("دوران وقت موقع موقعے dauran waqt mauqa mauqe")
#: ... behind one of these, and before one of those.
_OF_IT = folded_set("کے سے ke se")
_POSTPOSITIONS = folded_set("پر میں سے par pe mein se")
#: "When" at the head of a sentence, and where what it asks begins.
_WHEN = folded_set("جب jab")
_THEN = folded_set("تو تب to tab")
#: Verbs that end what is asked, where the event comes after it.
_ENDING = folded_set("ہے ہیں تھا تھی تھے تھیں ہوا ہوئی ہوئے ہوئیں کیا hai hain tha thi thay the hua hui hue huin kiya")


def event_first(plain: Sequence[str], words: Collection[str]) -> tuple[slice, slice] | None:
    """Where an event is named before one of `words`, and where the rest asks something; None where none is."""
    for at, word in enumerate(plain):
        if at < 2 or word not in words or plain[at - 1] not in _OF_IT:
            continue
        rest = at + 2 if "".join(plain[at + 1 : at + 2]) in _POSTPOSITIONS else at + 1
        if rest < len(plain):
            return slice(0, at - 1), slice(rest, None)
        verb = next((i for i in range(at - 2, 0, -1) if plain[i] in _ENDING), 0)
        if verb:
            return slice(verb + 1, at - 1), slice(0, verb + 1)
    return None


def when_first(plain: Sequence[str]) -> tuple[slice, slice] | None:
    """Where the clause of "jab X aaye to Y kaun tha" tells a time, and where the other asks something; or None."""
    if not plain or plain[0] not in _WHEN:
        return None
    then = next((i for i, word in enumerate(plain) if i > 1 and word in _THEN), 0)
    return (slice(1, then), slice(then + 1, None)) if 1 < then < len(plain) - 1 else None
