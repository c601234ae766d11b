"""Urdu in Latin letters: its small words in their usual spelling, however a chat has them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.answers.grammar import FILLERS, LANGUAGE_WORDS, language_of
from bot.answers.spelling import ENGLISH
from bot.answers.text import Token, stem

LANGUAGE = "ur-latn"
_WORDS = LANGUAGE_WORDS[LANGUAGE]
_SCRIPTS = frozenset({"latin", "digit"})


def _pairs(lines: str) -> dict[str, str]:
    """The spellings of each line but the first, each with the first of its line."""
    words = (line.split() for line in lines.split("|"))
    return {other: usual for usual, *others in words for other in others}


#: The usual spelling and then others, which are no words of English: they tell the language too.
_SURE = _pairs(
    "hai hy hae hein|hain hn hyn haen|ne nay|pe py|kya kia kea|kab kb|kaun kon kn koun|kaunsa konsa kounsa|"
    "kaunsi konsi kounsi|kaunse konse konsay konsy kaunsay kounse|kaise kese kesay kesy kaisy|kaisa kesa|kaisi kesi|"
    "mein mei maen mien|kahan khn kahaan|kyun kyu kyoun kiyun kiu|thay thy thae|gaya gya|gayi gyi|gaye gye|"
    "karna krna|karne krne krny karny|kar kr|karo kro|batao btao|bataen btaen btain btayen batain batayen btaien|"
    "kitne kitny kitnay ktne|kitni ktni|kitna ktna|aur aor|hua huwa hwa|hue huey huwe hoe huye hoye|hui huwi hoi|"
    "huin huwin hoin|aaye aye|aayi ayi|aaya aya ayaa|rahe rhe rahay rhy|raha rha|rahi rhi|wale waly walay|"
    "pehle pehlay pehly phle pahle pahlay phly|daura dora dorah daurah doura|daure dore doray dauray dory doure|"
    "mile mily milay|nahi nhi nahin nhin|kuch kch|muahide muahiday moahide muaahide|dauran doran doraan"
)
#: Words that are others in other languages: they are levelled in a message that is in this one.
_HERE = _pairs("ne ny|mein me main mai|hai he h|aur or|ke k kay|se say|pe pay|gayi gai|gaye gae|sab sb|baad bd")
#: "Did", at the end of what somebody did: "X ne daura kab kia"; elsewhere it is "what".
_DID = re.compile(r"\b(?:ne|nay|ny)\b.* kia(?: (?:tha|thi|hai|hy|he))?$")
#: The month, after a day or before a number.
_MAY = frozenset({"mai", "maee", "mayi"})
LAST_DAY = 31
#: Endings that a chat has for -e.
_FOR_E = ("ay", "ey", "y")
SHORTEST = 4


def levelled(
    words: tuple[Token, ...], text: str, is_known: Callable[[str], bool] = FILLERS.__contains__
) -> tuple[Token, ...]:
    """The words of a text, its small ones in their usual spelling where it is in this language; `raw` is kept.

    `is_known`: whether a word is spelt so in what is known.
    """
    if any(token.script not in _SCRIPTS for token in words):
        return words
    plain = [token.word for token in words]
    if not _is_urdu(plain, text):
        return words
    usual = [_usual(word, is_known) for word in plain]
    for at, word in enumerate(plain):
        if word in _MAY and _is_month(plain, at):
            usual[at] = "may"
    if _DID.search(" ".join(plain)):
        usual[len(plain) - 1 - plain[::-1].index("kia")] = "kiya"
    return tuple(
        token if word == token.word else replace(token, word=word, stem=stem(word))
        for token, word in zip(words, usual, strict=True)
    )


def _is_month(plain: list[str], at: int) -> bool:
    """Whether "mai" is the month: "5 mai", "mai 2023", and not "2023 mai", in that year."""
    before, after = plain[at - 1] if at else "", plain[at + 1] if at + 1 < len(plain) else ""
    return after.isdigit() or (before.isdigit() and int(before) <= LAST_DAY)


def _is_urdu(plain: list[str], text: str) -> bool:
    """Whether a text is in this language: by its own words, or by one and those that are others in other languages."""
    sure = [_SURE.get(word, word) for word in plain]
    if language_of(text, tuple(sure)) == LANGUAGE:
        return True
    if _WORDS.isdisjoint(sure) or not ENGLISH.isdisjoint(plain):
        return False
    return language_of(text, tuple(_HERE.get(word, word) for word in sure)) == LANGUAGE


def _usual(word: str, is_known: Callable[[str], bool]) -> str:
    found = _SURE.get(word) or _HERE.get(word)
    if found or len(word) < SHORTEST or word in FILLERS or not word.endswith(_FOR_E) or is_known(word):
        return found or word
    ending = next(ending for ending in _FOR_E if word.endswith(ending))
    with_e = f"{word[: -len(ending)]}e"
    return with_e if with_e in FILLERS or is_known(with_e) else word
