"""What somebody writes who wants to change when the bot speaks up: the time zone, the briefing, "remind me at nine"."""

from __future__ import annotations

import re
from typing import Literal

#: remind: of what was last spoken of, or at a time of one's own; the others: a page of settings.
Setting = Literal["zone", "briefing", "settings", "remind"]

_ZONE = re.compile(r"\b(?:time ?zones?|часово\w+ пояс\w*|уақыт белдеу\w*|ٹائم زون)(?!\w)")
#: The zone itself stands behind these.
_ZONE_IS = re.compile(
    r"^(?:please )?(?:(?:can you |could you )?(?:change|set|switch|move|put) (?:my |the |our )?time ?zone to"
    r"|(?:my|our|the) time ?zone is) (?P<zone>.+)$"
)
_BRIEFING = frozenset("briefing briefings digest digests брифинг брифинги дайджест брифингті بریفنگ".split())
_SETTINGS = frozenset("settings preferences configuration настройки настройка баптаулар سیٹنگز ترتیبات".split())
_QUIET = frozenset("quiet hours lead time times".split())
_SWITCHING = frozenset(
    (
        "turn switch switched off on stop cancel end disable enable start change set setup edit adjust configure "
        "remove unsubscribe subscribe pause mute move reschedule отключи отключить выключи выключить включи "
        "включить измени изменить поменять настроить отмени отменить өшір өшіру қос өзгерту بند شروع تبدیل "
        "band shuru tabdeel"
    ).split()
)
_AROUND = frozenset(
    (
        "how do does can could would should i we you me us my our your the a an to of for in here at is are it "
        "this that time hour when want need like please what which where different another wrong new know use "
        "using used get daily weekly regular morning automatic scheduled group chat bot alerts alert reminders "
        "как мне мой мою мои где какой ежедневный регулярный утренний пожалуйста здесь у в "
        "қалай менің маған күнделікті "
        "کیسے میرا میری اپنا اپنی کیا ہے کریں کرو روزانہ کر "
        "kaise mera meri apna apni kya hai karo karein karoon rozana"
    ).split()
)
_REMIND = re.compile(
    r"^(?:(?:please|pls|can you|could you|will you|just) )*"
    r"(?:(?:remind|notify|alert|ping|nudge|wake) (?:me|us)|set (?:me |us )?(?:a |an )?(?:reminder|alert|alarm)"
    r"|(?:follow|track|watch) (?:this|it|that)|subscribe (?:me )?to (?:this|it|that)|(?:follow|subscribe)$"
    r"|напомни(?:те)?|(?:следи|подпишись|подпиши)(?: меня)? (?:за|на) (?:этим|это|ним|него)|поставь напоминание)"
    # where the verb comes last
    r"|\b(?:еске сал\w*|یاد (?:دلا|کرا)\w*|yaad (?:dila|kara)\w*)"
)
#: Words of time and of what was spoken of, beside which a reminder names nothing.
_WHEN = frozenset(
    (
        "about of it its this that these those them before when whenever at on in to by for the a an and again please "
        "then there time event begins starts happens comes begin start happen ahead earlier advance early "
        "me us one ones him her who what so soon later tonight today tomorrow morning evening noon "
        "afternoon night midnight am pm oclock next week weeks month months day days hour hours minute minutes "
        "every two three monday tuesday wednesday thursday friday saturday sunday "
        "мне нам нас об этом этому о нем про это за до завтра сегодня утром вечером днем ночью час часа часов через "
        "день дня дней неделю недели минут в на "
        "маған бұл туралы ертең бүгін таңертең кешке сағат сағатта күн бұрын "
        "مجھے ہمیں اس کے بارے میں کل آج صبح شام رات بجے پہلے دن گھنٹے کو ہفتہ سے ایک "
        "mujhe humein is iske uske ke bare baare mein main kal aaj subah shaam raat baje pehle din ghante ko "
        "hafta se ek do dena dein dijiye"
    ).split()
)
#: A time on the clock or in the calendar, and not a stretch before an event.
_OWN_TIME = re.compile(
    r"\b(?:tomorrow|tonight|today|later|(?:at|by) \d{1,2}(?:[: ]\d\d)?|\d{1,2} ?(?:am|pm)|at (?:noon|midnight)"
    r"|in the \w+ing"
    r"|in (?:an?|\d+|two|three) (?:minute|hour|day|week|month)s?(?! (?:before|ahead|earlier|in advance))"
    r"|(?:on |next |every )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|next (?:week|month)"
    r"|завтра|сегодня|утром|вечером|в \d{1,2}(?: \d\d)?|через \w+|ертең|бүгін|کل|آج|kal|aaj|subah"
    r"|\d{1,2} ?(?:baje|بجے))(?!\w)"
)


def setting(plain: str) -> tuple[Setting, str] | None:
    """What of the settings a text is about, and what stands behind it; `plain`: its words, small, a blank between."""
    if (zone := _ZONE_IS.fullmatch(plain)) is not None:
        return "zone", zone["zone"]
    words = set(_ZONE.sub(" ", plain).split())
    if _ZONE.search(plain) and not words - _AROUND - _SWITCHING - _SETTINGS:
        return "zone", ""
    words = set(plain.split())
    if words & _BRIEFING and words & _SWITCHING and not words - _BRIEFING - _SWITCHING - _AROUND:
        return "briefing", ""
    if words & _SETTINGS and not words - _SETTINGS - _SWITCHING - _AROUND:
        return "settings", ""
    if re.search(r"\bquiet hours\b|\blead times?\b", plain) and not words - _AROUND - _SWITCHING - _QUIET:
        return "settings", ""
    if _REMIND.search(plain) and all(_is_when(word) for word in _REMIND.sub(" ", plain, count=1).split()):
        return "remind", plain
    return None


def has_own_time(text: str) -> bool:
    """Whether a time is named that is no stretch before an event: "tomorrow", "at 9", "in 2 hours"."""
    return _OWN_TIME.search(" ".join(re.sub(r"[^\w\s]|_", " ", text.casefold()).split())) is not None


def _is_when(word: str) -> bool:
    return word in _WHEN or re.fullmatch(r"\d{1,4}(?:am|pm|th|st|nd|rd|[dhw])?", word) is not None
