"""What somebody writes about the alerts themselves and not about the world: "stop", "what am I following?".

Such a text names nothing of the base. It is read word by word: it has to hold a word that says what is to be done,
and beside it nothing but words that people put around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.alerts.settings_words import Setting, setting

#: stop: no alerts any more; pause: none for a while; list: what is followed; the others as in `settings_words`.
Does = Literal["stop", "pause", "list"] | Setting

#: Longer texts are questions.
MOST_WORDS = 14

#: What means an end by itself.
_STOP = frozenset(
    (
        "stop unsubscribe unfollow mute silence optout leavemealone donotsend noalerts "
        "стоп хватит прекрати прекратите прекратить останови остановите остановить остановись отпиши отпишите "
        "отписаться отпишись отписка отключи отключите отключить выключи выключите выключить заглуши тихо неприсылай "
        "тоқта тоқтат тоқтатыңыз тоқтатшы доғар өшір өшіріңіз жіберме жібермеңіз бастарту "
        "روک روکو روکیں روکیے روکئے بندکرو متبھیجو ان‌سبسکرائب انسبسکرائب "
        "roko rokein rokain roken bandkaro matbhejo"
    ).split()
)
#: What means an end only beside a word for alerts.
_WEAK_STOP = frozenset(
    "cancel end disable remove delete no enough without отмени отменить убери нет больше керек емес بند ختم مت نہ "
    "bas band khatam khatm mat nahi nahin".split()
)
_PAUSE = frozenset(
    "pause hold snooze пауза паузу приостанови приостановите приостановить кідірт кідіріс توقف وقفہ waqfa".split()
)
#: What means an end, or a pause where a length of time stands with it.
_HUSH = frozenset("mute silence quiet заглуши".split())
_RESUME = frozenset("resume unpause unmute возобнови возобновить жалғастыр".split())
#: Words for what the bot sends of its own accord.
_ALERTS = frozenset(
    (
        "alert alerts notification notifications reminder reminders subscription subscriptions notices follows "
        "оповещения оповещений уведомления уведомлений уведомление напоминания напоминаний подписки подписок подписку "
        "рассылка рассылку рассылки ескерту ескертулер ескертулерді ескертулерім хабарландыру хабарландырулар "
        "хабарландыруларды жазылым жазылымнан жазылымдар жазылымдарым жазылымдарымды "
        "الرٹ الرٹس اطلاع اطلاعات نوٹیفکیشن نوٹیفیکیشن یاددہانی سبسکرپشن سبسکرپشنز "
        "alertz itla ittila ittilaat yaaddehani"
    ).split()
)
#: Words that stand around them and change nothing.
_AROUND = frozenset(
    (
        "please pls kindly hey bot you me us my our mine all any every everything it them these those this that the "
        "a an of to from for in on here now at is are be can could would how do i we want like need anymore more again "
        "sending send giving give getting get receiving receive telling tell messaging message messages "
        "texting posting following reminding notifying alerting bothering spamming coming chat group thanks "
        "пожалуйста мне нам меня нас мои мой моя все всё эти этот сюда здесь сейчас от на за и как я хочу можно "
        "присылать отправлять слать писать сообщения "
        "өтінемін маған бізге барлық барлығын бұл осы жерде қалай мен менің "
        "مجھے ہمیں میرے میری میں ہم سب یہ کو سے یہاں اب پلیز براہ کرم برائے مہربانی "
        "کیسے کر کرو کریں کردو کردیں دیں دو کرنا ہے "
        "mujhe hamein hume mere meri main mein hum sab ye yeh ko se yahan ab plz barah meharbani kaise kar "
        "karo karein karen kardo kardein kr kro krdo do dein dena chahiye hai hain bhejo bhejein bhejna"
    ).split()
)
#: Ways of saying an end in several words, each written as one.
_JOINED: tuple[tuple[str, str], ...] = (
    (r"\b(?:turn(?:ed)?|switch(?:ed)?) (?:(?:all |my |the |these )?(\w+) )?off\b", r"stop \1"),
    (r"\b(?:turn|switch) off\b|\bshut up\b|\bbe quiet\b", "stop"),
    (r"\bopt out\b|\bsign me off\b|\btake me off\b", "optout"),
    (r"\bleave (?:me|us) alone\b", "leavemealone"),
    (r"\b(?:do not|dont|never) (?:want|send|need|message|text|alert|notify|remind|write)\b(?: to)?", "donotsend"),
    (r"\bno more\b", "no"),
    (r"\bне (?:надо |нужно )?(?:присыла|отправля|пиш|писа|шли|слать|уведомля|напомина|беспоко)\w*", "неприсылай"),
    (r"\bбас тарт\w*", "бастарту"),
    (r"\b(?:بند) (?:کر\w*|ک\w*)", "بندکرو"),
    (r"\b(?:مت|نہ) (?:بھیج\w*|دو|دیں)", "متبھیجو"),
    (r"\bband (?:k(?:a|e)?r\w*)", "bandkaro"),
    (r"\b(?:mat|na|nahi|nahin) (?:bhej\w*|do|dein)", "matbhejo"),
)
#: Asking what is followed.
_ASKS = (
    r"(?:(?:and |so )?(?:what|who|whom|which(?: \w+)?)(?: all| else| exactly)? )"
    r"(?:am i|are we|do i|do we|have i|have we|is this (?:chat|group)|does this (?:chat|group)|is)"
    r"(?: (?:currently|now|here|already))?"
    r" (?:following|follow|followed|subscribed|subscribe|tracking|track|watching)"
    r"(?: (?:to|in|here|now|currently|for))*",
    r"(?:which|what|do|how many) (?:\w+ )?(?:alerts|subscriptions|notifications|reminders)"
    r"(?: (?:do|am|have|will|are|did) (?:i|we|there|set)?"
    r"(?: (?:have|get|getting|on|set|active|subscribed|to|here|now|up))*)?",
    r"(?:do i have|have i|are there)(?: (?:any|some|set))* (?:alerts|subscriptions|notifications|reminders)"
    r"(?: (?:set|on|here|now|active|up))*",
    r"(?:(?:can|could) (?:you|i) )?(?:please )?(?:show|list|see|view|give|check|open|manage|change|edit)"
    r"(?: (?:me|us|all|my|our|the|of))*"
    r" (?:alerts|subscriptions|notifications|reminders|follows|what (?:i|we) (?:follow|am following|are following))",
    r"(?:(?:my|our|the|all) )*(?:alerts|subscriptions|notifications|follows)",
    r"на что (?:я|мы) (?:\w+ )?подпис\w+|(?:за чем|за кем|что) (?:я|мы) (?:\w+ )?(?:слежу|следим|отслежива\w+)",
    r"(?:(?:покажи(?:те)?|какие|где|список) )?(?:мне )?(?:(?:у меня|мои|моих|все) )*"
    r"(?:подписки|подписок|уведомления|напоминания)",
    r"(?:мен |менің |біз )?(?:неге|нені|кімді|қандай) (?:\w+ )?(?:жазыл\w+|бақыла\w+|бақылап \w+)",
    r"(?:менің )?(?:жазылымдарым\w*|ескертулерім\w*)(?: көрсет\w*)?",
    r"(?:میں|ہم|میں نے) (?:کیا|کس کو|کن کو|کس کس کو|کسے) (?:کیا )?(?:فالو|سبسکرائب)(?: \w+)*",
    r"(?:میری|میرے|ہمارے)(?: سب)? (?:سبسکرپشنز?|الرٹس?|اطلاعات|نوٹیفکیشنز?)(?: (?:دکھا\w*|کیا|ہیں))*",
    r"(?:main|mein|mai|me|hum)(?: ne)? (?:kya|kis ko|kisko|kin ko|kise) (?:kya )?(?:follow|subscribe)(?: \w+){0,4}",
    r"(?:meri|mere|hamare|hamari)(?: sab)? (?:subscriptions?|alerts?|notifications?|reminders?)"
    r"(?: (?:dikha\w*|kya|hain|batao))*",
)


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be done about the alerts of a chat."""

    does: Does
    text: str = ""  #: what was written, for the length of a pause or a lead time; the zone that was named


def errand(text: str) -> Errand | None:
    """What the text wants of the alerts; None for anything else."""
    plain = _plain(text)
    if not plain or len(plain.split()) > MOST_WORDS:
        return None
    if any(re.fullmatch(asks, plain) for asks in _ASKS):
        return Errand("list")
    if (set_up := setting(plain)) is not None:
        return Errand(*set_up)
    for pattern, word in _JOINED:
        plain = re.sub(pattern, word, plain)
    words = plain.split()
    said, about = set(words), bool(set(words) & _ALERTS)
    if said & (_PAUSE | _RESUME) and not said - _PAUSE - _RESUME - _STOP - _WEAK_STOP - _ALERTS - _AROUND:
        return Errand("pause", "0" if said - _PAUSE - _ALERTS - _AROUND else "")
    lengths = {word for word in said if _is_length(word)}
    if lengths and said & (_PAUSE | _HUSH) and not said - _PAUSE - _HUSH - _ALERTS - _AROUND - lengths:
        return Errand("pause", text)
    if said - _STOP - _WEAK_STOP - _ALERTS - _AROUND:
        return None
    return Errand("stop") if said & _STOP or (about and said & _WEAK_STOP) else None


def _plain(text: str) -> str:
    """The words, small, with a blank between them; "don't" and "dont" are one."""
    return " ".join(re.sub(r"[^\w\s\u200c]|_", " ", re.sub(r"['’`]", "", text.casefold())).split())


def _is_length(word: str) -> bool:
    return re.fullmatch(_LENGTH, word) is not None


#: A piece of a length of time: "3", "3d", "days", "недели".
_LENGTH = (
    r"\d{1,3}[a-zа-я]{0,2}|one|two|three|until|till|while|tomorrow|minutes?|hours?|days?|weeks?|months?|"
    r"ча\w+|д(?:ень|ня|ней)|недел\w+|месяц\w*|завтра|"
    r"күн\w*|сағат\w*|апта\w*|ай|دن|گھنٹ\w+|ہفت\w+|din|ghant\w+|haft\w+"
)
