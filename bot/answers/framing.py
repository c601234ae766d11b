"""What in a message is not the question: greetings and thanks around it, who asks and what for, "could you tell me".

Left in, such words count against every answer: of 430 English questions 90 % were answered right as they stand, 73 %
with "Thanks in advance!" behind them, and 48 % after "I'm a journalist in Karachi."; with that left out 90 % again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.answers.grammar import FILLERS
from bot.answers.question import kinds_asked
from bot.answers.smalltalk import small_talk
from bot.answers.text import fold, folded_set, script_of, tokens

#: A sentence about who asks has at most so many words.
LONGEST_INTRODUCTION = 16
#: Nothing longer is small talk between sentences.
LONGEST_TALK = 8

_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_END = re.compile(r"[.!?؟۔…]+[\"'»”)]*$")
_ABBREVIATIONS = folded_set("dr mr mrs ms prof gen lt col st no vs gov sen amb hon capt maj sq г им д")

#: What leads to a question and carries nothing itself.
_OPENINGS = (
    "hi|hello|hey|dear sir|dear madam|dear sir or madam|dear bot|good morning|good afternoon|good evening|greetings|"
    "salam|salaam|assalam o alaikum|assalamu alaikum|aoa|"
    "please|pls|plz|kindly|could you please|can you please|would you please|could you kindly|can you kindly|"
    "could you tell me|can you tell me|could you please tell me|can you please tell me|would you tell me|"
    "please tell me|pls tell me|plz tell me|kindly tell me|tell me please|tell me|let me know|please let me know|"
    "i want to know|i wanted to know|i would like to know|i'd like to know|i would love to know|i need to know|"
    "i want to ask|i wanted to ask|i would like to ask|i'd like to ask|may i ask|can i ask|could i ask|may i know|"
    "can i know|can you say|could you say|do you know|do you happen to know|would you know|any idea|does anyone know|"
    "i wonder|i am wondering|i'm wondering|i was wondering|just wondering|just curious|i am curious|i'm curious|"
    "first question|second question|next question|last question|first of all|firstly|secondly|"
    "quick question|one quick question|one question|a question|one more question|another question|question|"
    "sorry|sorry but|excuse me|excuse me but|pardon|sorry to bother you|sorry to bother you but|"
    "sorry to bother you again|sorry to bother you again but|forgive me|by the way|btw|well|ok|okay|ok so|okay so|so|"
    "summarise|summarize|please summarise|please summarize|summarise for me|give me a summary of|a summary of|"
    "brief me on|give me a brief on|outline|describe|in short|in brief|briefly|in one line|in one sentence|"
    "latest on|the latest on|what is the latest on|what's the latest on|any update on|any updates on|"
    "update on|updates on|"
    "any news on|any news about|news on|news about|what's new with|what is new with|"
    "help me|help me out|can you help|can you help me|could you help|could you help me|i need help|i have a question|"
    "здравствуйте|здравствуй|привет|добрый день|добрый вечер|доброе утро|пожалуйста|подскажите|подскажите пожалуйста|"
    "подскажи|подскажи пожалуйста|скажите|скажите пожалуйста|скажи|скажи пожалуйста|не подскажете|"
    "вы не подскажете|не могли бы вы сказать|не могли бы вы подсказать|могли бы вы сказать|можете сказать|"
    "можете подсказать|хочу узнать|хотел бы узнать|хотела бы узнать|хотелось бы узнать|хочу спросить|хотел спросить|"
    "хотела спросить|мне интересно|интересно|есть вопрос|у меня вопрос|вопрос|извините|простите|кстати|вы не знаете|"
    "не знаете ли вы|знаете ли вы|интересует|меня интересует|"
    "сәлем|сәлеметсіз бе|ассалаумағалейкум|айтыңызшы|айтшы|айтыңыз|айтып беріңізші|айтып жіберіңізші|маған айтшы|"
    "маған айтыңызшы|маған айтып беріңізші|білгім келеді|білгім келіп еді|сұрайын деп едім|сұрағым бар|кешіріңіз|"
    "білесіз бе|білесің бе|айта аласыз ба|айта аласың ба|"
    "السلام علیکم|سلام|آداب|براہ کرم|براہ مہربانی|مہربانی کر کے|مہربانی فرما کر|مجھے بتائیں|مجھے بتائیے|بتائیں|بتائیے|"
    "بتاؤ|مجھے بتاؤ|ذرا بتائیں|کیا آپ بتا سکتے ہیں|کیا آپ مجھے بتا سکتے ہیں|کیا آپ جانتے ہیں|میں جاننا چاہتا ہوں|"
    "میں جاننا چاہتا ہوں کہ|میں جاننا چاہتی ہوں|میں جاننا چاہتی ہوں کہ|جاننا چاہتا ہوں کہ|جاننا تھا کہ|معاف کیجیے|"
    "بھائی|پلیز بتا دیں|پلیز بتا دیں کہ|بتا دیں|بتا دیں کہ|یہ بتائیں|یہ بتائیں کہ|کیا آپ کو معلوم ہے کہ|"
    "کیا آپ کو پتہ ہے کہ|"
    "bhai|yaar|yar|janab|sir|bhai sahab|zara|zara batao|zara bataen|mujhe batao|mujhe bataen|mujhe batain|batao|bataen|"
    "batain|bata do|plz batao|please batao|meharbani kar ke|meherbani kar ke|meharbani karke|barah e karam|"
    "kya aap bata sakte hain|kya aap mujhe bata sakte hain|kya aap jante hain|kya aap jaante hain|mujhe janna hai|"
    "kya aap ko maloom hai|kya aap ko maloom hai ke|kya aap ko pata hai|kya aap ko pata hai ke|kya apko pata hai|"
    "mujhe yeh batao|mujhe yeh batao ke|yeh batao|yeh batayein|yeh bataen|yeh bataiye|batayein|bataiye|"
    "mujhe jaanna hai|mujhe janna hai ke|main janna chahta hoon|main janna chahta hoon ke|maaf kijiye|acha|acha to"
)
#: What follows a question and carries nothing itself.
_CLOSINGS = (
    "please|pls|plz|kindly|thanks|thank you|thank you very much|thank you so much|many thanks|thanks a lot|thx|ty|"
    "thanks in advance|thank you in advance|many thanks in advance|asap|urgent|urgently|it's urgent|its urgent|"
    "can you help|can you help me|could you help|could you help me|can you tell me|could you tell me|"
    "please tell me|pls tell me|plz tell me|tell me please|tell me|let me know|any idea|please help|help please|help|"
    "by the way|btw|if you know|if you happen to know|if possible|if known|if i may ask|"
    "please reply|please answer|please check|can you check|could you check|i wonder|just curious|"
    "пожалуйста|спасибо|заранее спасибо|спасибо заранее|большое спасибо|спасибо большое|подскажите|"
    "подскажите пожалуйста|скажите|скажите пожалуйста|не подскажете|вы не знаете|благодарю|"
    "рахмет|алдын ала рақмет|көп рахмет|көп рақмет|рақмет|айтыңызшы|айтшы|айтып жіберіңізші|айтып беріңізші|білесіз бе|"
    "شکریہ|بہت شکریہ|پیشگی شکریہ|بہت بہت شکریہ|مہربانی|براہ کرم|بتائیں|بتائیے|بتا دیں|براہ کرم بتائیں|پلیز|"
    "shukriya|bohat shukriya|bahut shukriya|meharbani|meherbani|batao|bataen|batain|bata do|bata dein|plz batao|"
    "please batao|pls batao|please bataen|zara batao|zara bata dein|bhai|yaar|yar|sir|janab|jaldi batao"
)
#: What says only that the base is asked; behind fewer words it is the question: "how do you know?".
_OF_THE_BASE = (
    "do you have on file|do you have on record|do you have in your base|do you have in your database|do you have|"
    "do you know of|do you know|have you got|you have|you have on file|you know|you know of|that you know|"
    "that you know of|that you have|are you aware of|in your base|in your database|in your records|in your files|"
    "are on file|are known to you|in the base|in the database|in the fact base|in the records|on record|"
    "есть у вас|у вас есть|вы знаете|тебе известны|вам известны|есть в базе|"
    "آپ کے پاس ہیں|aap ke paas hain|aap jante hain"
)
FEWEST_BEFORE = 3
#: How many of something the base has is another question than how many there were.
_COUNTS = folded_set("how сколько کتنے کتنی kitne kitni қанша неше")
#: Before these an opening stays: "tell me about", "tell me more".
_OBJECTS = folded_set("about more of")
#: What a sentence may speak of that only says what an answer is for or how it is wanted.
_PURPOSES = folded_set(
    "report essay article presentation paper homework assignment exam test project class school university college "
    "office work boss teacher professor friend colleague colleagues editor editors team manager chief family brother "
    "sister father mother wife husband son daughter uncle nephew story newsletter blog thesis dissertation research "
    "speech briefing brief note notes memo quiz deadline tonight briefly short shortly quickly quick "
    "asking inquiring enquiring detail details info information check confirm clarify curious wondering interested "
    "urgent urgently asap preparing "
    "prepare writing write working study studying reading read heard hear told tv news newspaper radio online internet "
    "google googled facebook twitter telegram yesterday morning evening week reply advance hope appreciate grateful "
    "bother trouble disturb confused lost time minute second simple answer words word line lines sentence sentences "
    "доклад реферат статья статью курсовая курсовую диплом презентация презентацию отчет университета университет "
    "учебы работы школы начальник коллега коллеги друг преподаватель спросил просил срочно коротко кратко слышал "
    "слышала читал читала новости новостях готовлю пишу помогите помощь ответьте быстро "
    "баяндама мақала диплом жұмыс оқу мұғалім бастық дос тез қысқаша жауап дайындап жазып жатырмын көмектесіңіз "
    "رپورٹ مضمون اسائنمنٹ تحقیق مقالہ استاد دوست باس جلدی مختصر مدد جواب خبر خبروں اخبار لکھ تیار "
    "report assignment mazmoon tehqeeq ustad dost boss jaldi mukhtasar madad jawab khabar likh tayyar raha rahi"
)
_ASKS_HELP = ("could you", "can you", "would you", "will you", "please", "help", "any")
#: Sentences that introduce who asks: how they begin, and words that make more than that of them.
_INTRODUCES = re.compile(
    r"(?:i am|i'm|im|i m|we are|we're|as|this is|my name is)\b(?: (?:also|just|currently|now))?"
    r" (?:an?|the|from|with|at|in|based|working|studying|writing|preparing)\b"
    r"|(?:i|we) (?:work|study|teach|live|report|write)\b|my name is\b"
    r"|(?:я|мы) \w+|меня зовут|мен \w+|биз \w+|менин атым|"
    + "|".join(map(fold, ("میں ", "ہم ", "میرا نام")))
    + r"|(?:main|mai|mein|hum) \w+|mera naam"
)
_WANTING = folded_set(
    "want wants need needs know looking look like ask asking find interested wonder wondering tell going go travel "
    "travelling traveling planning plan visit visiting import export importing exporting buy sell apply applying "
    "хочу хотел хотела хотим ищу ищем нужно нужна нужен интересует интересуюсь узнать знаю знать еду едем планирую "
    "планируем собираюсь слышал читал видел "
    "білгім келеді іздеймін керек барғым қалаймын жоспарлап "
    "چاہتا چاہتی چاہتے چاہیے ڈھونڈ تلاش جاننا جانا chahta chahti chahte chahiye dhoond talash janna jaanna jana jaana"
)
_KAZAKH_SELF = ("мын", "мин", "бын", "бин", "пын", "пин", "мыз", "миз", "быз", "биз", "пыз", "пиз")
_URDU_SELF = folded_set("ہوں ہیں hoon hun hu hain")
#: With one of these a sentence is about who asks.
_FIRST_PERSON = folded_set(
    "i i'm im i've i'd me my mine we we're we've our us я мне меня мой моя мое мои мы нам нас наш наша наши "
    "мен маган мени менин биз бизге биздин میں مجھے میرا میری میرے ہم ہمیں ہمارا ہماری ہمارے "
    "main mujhe mera meri mere hum hamein hamara hamari hamare"
)
#: A clause that has one of these means something said before it.
_POINTING = folded_set(
    "he she him her his hers it its there он она его ее нем ней там ол оны оның онда اسے اس وہ وہاں woh wo usne uska"
)
_POINTING_TO = folded_set("that this those these тот том этот этом")
_ASKS = folded_set(
    "when who whom whose what which where why how кто кого что когда где куда сколько какой какая какое какие каком "
    "какую почему зачем کون کب کہاں کیوں کتنے کتنی کتنا کس کن кім қашан қайда қанша неше қандай қай неге "
    "kaun kab kahan kitne kitni kitna kis konsa kyun is are was were did does do has have can"
)
#: What a second question begins with, after "and"; the first one has so many words at least.
_ASKS_MORE = _ASKS - folded_set("is are was were did does do has have can")
_AND = folded_set("and & plus и а اور aur және мен")
FEWEST_OF_TWO = 3
_BEFORE_ASKING = folded_set("in at on for from to by of with under since until в на с за по к")
#: Before these stands what leads to a question in the same sentence: "my teacher asked me to find out which ...".
_LEADS_TO = folded_set("out know tell me asked asks asking wonder wondering wondered say ask")
_PAUSE = re.compile(r"[,،:;—–!-]$")
#: A clause of fewer words is no question of its own; one of so few beside it says nothing ("Best, Saad").
FEWEST_ASKING = 5
SIGNATURE = 4


def _table(phrases: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(phrase).split()) for phrase in phrases.split("|"))


_OPENING, _CLOSING, _OF_BASE = _table(_OPENINGS), _table(_CLOSINGS), _table(_OF_THE_BASE)
_LONGEST = max(map(len, _OPENING | _CLOSING | _OF_BASE))


#: What numbers a question: "1. When ...", "first, when ...".
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}[.)]\s+|(?:first|second|third|next|finally)\s*[,:]\s+)", re.I)


def without_framing(text: str) -> str:
    """The question in a message: "Hi, I'm a student. When was it signed? Thanks!" -> "When was it signed?".

    Unchanged where nothing would be left.
    """
    text = _NUMBERING.sub("", text, count=1) or text
    kept = [part for sentence in _sentences(text) if (part := _bare(sentence))]
    return " ".join(word for part in kept for word in part) or text


def _sentences(text: str) -> list[list[str]]:
    """The words of each sentence as typed, with the marks on them."""
    found: list[list[str]] = []
    for line in text.splitlines():
        sentence: list[str] = []
        for chunk in line.split():
            sentence.append(chunk)
            word = _plain(chunk)
            if _END.search(chunk) and word not in _ABBREVIATIONS and len(word) > 1:
                found.append(sentence)
                sentence = []
        if sentence:
            found.append(sentence)
    return found


def _plain(chunk: str) -> str:
    return _EDGE.sub("", fold(chunk))


def _bare(sentence: list[str]) -> list[str]:
    """A sentence less what leads to it and what follows it; empty where there is nothing else."""
    first, last = 0, len(sentence)
    plain = [_plain(chunk) for chunk in sentence]
    while length := _closing(plain[first:last]):
        last -= length
    while first < last and not _is_aside(sentence[first:last]):
        length = _opening(plain[first:last]) or _introduction(sentence[first:last], plain[first:last])
        length = length or _thanks(sentence[first:last], plain[first:last])
        if not length:
            return sentence[first:last]
        first += length
    return []


def _closing(plain: Sequence[str]) -> int:
    """How many words at the end carry nothing."""
    for length in range(min(_LONGEST, len(plain)), 0, -1):
        end = tuple(plain[-length:])
        of_base = end in _OF_BASE and len(plain) - length >= FEWEST_BEFORE and _COUNTS.isdisjoint(plain)
        if of_base or end in _CLOSING:
            return length
    return 0


def _thanks(sentence: list[str], plain: Sequence[str]) -> int:
    """How many words at the head end what was asked before, with nothing asked after them: "شکریہ Do you know?"."""
    lengths = range(1, min(_LONGEST, len(plain) - 1) + 1)
    return next((n for n in lengths if tuple(plain[:n]) in _CLOSING and not _bare(sentence[n:])), 0)


def _opening(plain: Sequence[str]) -> int:
    """How many words lead to a question and carry nothing."""
    for length in range(min(_LONGEST, len(plain)), 0, -1):
        if tuple(plain[:length]) in _OPENING:
            after = plain[length] if length < len(plain) else ""
            return 0 if after in _OBJECTS else length
    return next((1 for word in plain[:1] if not word), 0)


def _introduction(sentence: list[str], plain: list[str]) -> int:
    """How many words say who asks, up to a comma: "I'm a student in Almaty, when ...", "As a trader, ..."."""
    comma = next((i + 1 for i, chunk in enumerate(sentence) if chunk.endswith((",", "،", ":", ";"))), 0)
    if comma and len(plain) - comma >= 3 and _introduces(plain[:comma]):
        return comma
    if plain[:1] == ["as"]:
        me = next((i for i, word in enumerate(plain) if i > 1 and word in {"i", "we"}), 0)
        return me if me and _introduces(plain[:me]) else 0
    return 0


def _introduces(plain: Sequence[str]) -> bool:
    """Whether words only say who asks, and what for: "I'm a student and writing an essay"."""
    if "and" in plain[1:-1]:
        at = plain.index("and", 1)
        return _introduces(plain[:at]) and (_is_empty(plain[at + 1 :]) or _introduces(plain[at + 1 :]))
    if len(plain) > LONGEST_INTRODUCTION or len(plain) < 2 or _WANTING.intersection(plain):
        return False
    if not _INTRODUCES.match(" ".join(plain)):
        return False
    script = script_of(plain[0])
    if plain[0] in {"мен", "биз"} and script == "cyrillic":
        return plain[-1].endswith(_KAZAKH_SELF)
    if script == "arabic" or plain[0] in {"main", "mai", "mein", "hum"}:
        return plain[-1] in _URDU_SELF
    return True


def _is_aside(sentence: list[str]) -> bool:
    """Whether a sentence asks nothing of the base: small talk, who asks, what the answer is for."""
    plain = [word for chunk in sentence if (word := _plain(chunk))]
    text = " ".join(plain)
    if len(plain) <= LONGEST_TALK and small_talk(text):
        return True
    question = sentence[-1].rstrip("\"'»”)").endswith(("?", "؟"))
    if not question and _introduces(plain):
        return True
    asked = kinds_asked(tokens(text))
    if (asked or question) and not text.startswith(_ASKS_HELP):
        return False
    return _is_empty(plain)


def _is_empty(plain: Sequence[str]) -> bool:
    """Whether words say nothing but what an answer is for."""
    return all(word in FILLERS or word in _PURPOSES for word in plain)


def shorter(text: str, tells: Callable[[str], bool]) -> tuple[str, ...]:
    """What a message asks without the story around it, the shortest first; nothing where all of it asks.

    First the clause that asks, where it can stand alone and the rest is about who asks: "I'm Fatima, twelve, and must
    draw a poster. How big is the country?" -> "How big is the country?". Then that clause with those that say anything
    of the base, as `tells` finds.
    """
    sentences = _sentences(text)
    number = next((n for n in reversed(range(len(sentences))) if _ends_asking(sentences[n])), None)
    if number is None:
        number = next((n for n in reversed(range(len(sentences))) if _asking_at(sentences[n]) is not None), None)
    if number is None:
        return ()
    sentence = sentences[number]
    start = _asking_at(sentence) or 0
    part = sentence[start:]
    before = [clause for one in (*sentences[:number], sentence[:start]) for clause in _clauses(one)]
    after = [clause for one in sentences[number + 1 :] for clause in _clauses(one)]
    if not before and not after:
        return ()
    telling = [[clause for clause in some if tells(" ".join(clause))] for some in (before, after)]
    found = []
    about = [clause for some in telling for clause in some if len(clause) > SIGNATURE]
    if len(part) >= FEWEST_ASKING and not _points(part) and all(_is_first_person(clause) for clause in about):
        found.append(part)
    kept = [word for clause in telling[0] for word in clause] + part + [w for clause in telling[1] for w in clause]
    if any(telling) and len(kept) < len(text.split()):
        found.append(kept)
    return tuple(" ".join(words) for words in found)


def first_asked(text: str) -> str | None:
    """The first of two questions in one: "who heads it" of "who heads it and when was it founded?"; else None."""
    words = text.split()
    plain = [_plain(chunk) for chunk in words]
    for i in range(FEWEST_OF_TWO, len(words) - 1):
        asks = plain[i + 1] in _ASKS_MORE or (
            plain[i + 1] in _BEFORE_ASKING and plain[i + 2 : i + 3] and plain[i + 2] in _ASKS_MORE
        )
        if plain[i] in _AND and asks and not _ASKS.isdisjoint(plain[:i]):
            return " ".join(words[:i])
    return None


def _clauses(sentence: list[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for chunk in sentence:
        found[-1].append(chunk)
        if _PAUSE.search(chunk):
            found.append([])
    return [clause for clause in found if clause]


def _points(part: list[str]) -> bool:
    """Whether a clause means something said before it: "when did he", "in that month"."""
    plain = [_plain(chunk) for chunk in part]
    return bool(_POINTING.intersection(plain)) or any(
        word in _POINTING_TO and before in _BEFORE_ASKING for before, word in pairwise(plain)
    )


def _is_first_person(clause: list[str]) -> bool:
    return any(_plain(chunk) in _FIRST_PERSON for chunk in clause)


def _ends_asking(sentence: list[str]) -> bool:
    return sentence[-1].rstrip("\"'»”)").endswith(("?", "؟"))


def _asking_at(sentence: list[str]) -> int | None:
    """Where the clause of a sentence begins that asks: after a pause or after words that lead to it; or None."""
    plain = [_plain(chunk) for chunk in sentence]
    for i, word in enumerate(plain):
        if word not in _ASKS:
            continue
        start = i - 1 if i and plain[i - 1] in _BEFORE_ASKING else i
        if not start or _PAUSE.search(sentence[start - 1]) or plain[start - 1] in _LEADS_TO:
            return start
    return None
