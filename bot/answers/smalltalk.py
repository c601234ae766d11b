"""Small talk: greetings, thanks and the like, in five languages, told apart from questions."""

from __future__ import annotations

from bot.answers.answer import Talk
from bot.answers.text import tokens

_PHRASES: dict[Talk, str] = {
    "greeting": "hi|hello|hey|hi there|hello there|hello bot|good morning|good afternoon|good evening|good day|greetings|hiya|yo|"
    "assalam o alaikum|assalamu alaikum|assalam alaikum|salam|salaam|aoa|adab|namaste|привет|здравствуйте|здравствуй|добрый день|доброе утро|"
    "добрый вечер|салам|ассалаумағалейкум|ассалаумагалейкум|сәлем|сәлеметсіз бе|қайырлы таң|қайырлы күн|السلام علیکم|سلام|آداب|ہیلو|"
    "privet|zdravstvuyte|salem|salemetsiz be|assalaumagaleikum|good night",
    "wellbeing": "how are you|how are you doing|hows it going|how do you do|whats up|sup|hello how are you|hi how are you|kya haal hai|"
    "aap kaise hain|kaise ho|как дела|как вы|қалайсың|қалайсыз|қал қалай|қалың қалай|آپ کیسے ہیں|کیا حال ہے|kak dela",
    "thanks": "thanks|thank you|thanks a lot|many thanks|thank you very much|thx|ty|thanks so much|thank you so much|much appreciated|cheers|"
    "shukriya|bohat shukriya|bahut shukriya|спасибо|большое спасибо|спс|благодарю|рахмет|көп рахмет|شکریہ|بہت شکریہ|جزاک اللہ|rahmet|spasibo",
    "bye": "bye|goodbye|bye bye|see you|see you later|take care|khuda hafiz|allah hafiz|до свидания|пока|сау болыңыз|сау бол|خدا حافظ|"
    "اللہ حافظ|good bye",
    "who": "who are you|who made you|who created you|who built you|what are you|what is your name|whats your name|who is your owner|"
    "who runs you|who is behind this bot|who developed you|which sources do you use|what sources do you use|what are your sources|"
    "where do your facts come from|where do you get your facts|where do you get your information|how reliable are you|can i trust you|"
    "how up to date are you|how current are your facts|how up to date are your facts|how recent is your information|"
    "какие у вас источники|откуда у вас информация|откуда вы берете информацию|можно ли вам доверять|"
    "кто ты|кто тебя создал|кто вы|как тебя зовут|сен кімсің|сені кім жасады|atың кім|"
    "تم کون ہو|آپ کون ہیں|آپ کو کس نے بنایا|tum kaun ho|aap kaun hain|aap ko kis ne banaya",
    "human": "are you a human|are you human|are you a bot|are you real|are you a robot|are you ai|is this a bot|am i talking to a human|ты бот|"
    "ты человек|вы человек|вы бот|сен ботсың ба|сен адамсың ба|کیا آپ انسان ہیں|کیا تم بوٹ ہو|kya aap insan hain|are you chatgpt",
    "can": "what can you do|help|help me|how do you work|how does this work|what do you know|what can i ask|what can i ask you|how to use|"
    "how to use this bot|what is this|what is this bot|what do you do|что ты умеешь|что вы умеете|помощь|помоги|что ты можешь|не істей аласың|"
    "көмек|көмектес|آپ کیا کر سکتے ہیں|مدد|aap kya kar sakte hain|kya kar sakte ho|madad|menu|commands|start",
    "praise": "i love this bot|good bot|great bot|nice bot|well done|you are great|you are good|very good bot|very good|excellent|perfect|great|nice|cool|"
    "awesome|good job|i love you|молодец|отлично|супер|хорошо|жарайсың|керемет|тамаша|بہت خوب|زبردست|شاباش|bohat khoob|zabardast|bahut acha|"
    "very nice|amazing|super|"
    "i love this bot it is very good bot|that was great",
    "blame": "you are not very smart|you are stupid|stupid bot|bad bot|you are wrong|you are useless|useless|idiot|dumb|this is bad|shut up|"
    "you dont know anything|ты глупый|тупой бот|плохой бот|бесполезный|ақымақ|بیوقوف|bewakoof|you are not smart|terrible",
    "ok": "ok|okay|k|kk|alright|fine|got it|i see|understood|sure|yes|no|yep|nope|right|hmm|hm|aha|да|нет|ок|ладно|понятно|ясно|жақсы|иә|жоқ|түсінікті|"
    "اچھا|ٹھیک ہے|جی|ہاں|نہیں|acha|theek hai|ji|haan|never mind|nevermind|cancel|stop it",
    "test": "test|testing|test test|тест|1 2 3|ping|are you there|anybody there|hello test|проверка|тексеру",
    "language": "translate it|translate this|translate that|translate please|translate to russian|translate to urdu|"
    "translate to kazakh|translate it to russian|translate it to urdu|translate it to kazakh|translate into russian|"
    "translate this to russian|translate this to urdu|translate this to kazakh|translate it into russian|"
    "translate it into urdu|translate it into kazakh|in russian|in urdu|in kazakh|in russian please|in urdu please|"
    "in kazakh please|answer in russian|answer in urdu|answer in kazakh|reply in russian|reply in urdu|reply in kazakh|"
    "speak russian|speak urdu|speak kazakh|do you speak russian|do you speak urdu|do you speak kazakh|"
    "can you speak russian|can you speak urdu|can you speak kazakh|which languages do you speak|"
    "what languages do you speak|по русски|на русском|на русском пожалуйста|по русски пожалуйста|"
    "ответьте на русском|отвечайте на русском|говорите по русски|вы говорите по русски|переведи|переведите|"
    "переведите на русский|қазақша|қазақша айтыңыз|қазақша айтшы|қазақша жауап беріңіз|қазақша сөйлейсіз бе|аударыңыз|"
    "اردو میں|اردو میں بتائیں|اردو میں جواب دیں|کیا آپ اردو بولتے ہیں|ترجمہ کریں|"
    "urdu mein|urdu mein batao|urdu mein batayein|urdu mein jawab dein|urdu bolo",
    "laugh": "lol|haha|hahaha|lmao|rofl|xd|lol that was quick|that was quick|that was fast|wow|хаха|ахаха|ого|вау|ہاہا|wow that was fast",
}
_KNOWN: dict[str, Talk] = {
    " ".join(t.word for t in tokens(phrase)): talk
    for talk, phrases in _PHRASES.items()
    for phrase in phrases.split("|")
    if phrase
}
_PADDING = frozenset(
    ("so very much a lot dear bot sir madam there again all everyone friend please my the for your that").split()
)


def small_talk(text: str) -> Talk | None:
    """Which small talk a message is, or None when it is a question or empty."""
    words = [t.word for t in tokens(text)]
    if not words:
        return "ok" if text.strip() and not any(c.isalnum() or c in "?؟" for c in text) else None
    if len(words) > 14:
        return None
    talk = _KNOWN.get(" ".join(words)) or _KNOWN.get(" ".join(w for w in words if w not in _PADDING))
    return talk or _parts(words)


def _parts(words: list[str]) -> Talk | None:
    """Small talk put together from known phrases ("thanks, bye"), or None."""
    position, last = 0, None
    while position < len(words):
        for length in range(min(7, len(words) - position), 0, -1):
            talk = _KNOWN.get(" ".join(words[position : position + length]))
            if talk:
                last = talk if last is None or talk not in {"ok", "greeting"} else last
                position += length
                break
        else:
            if words[position] not in _PADDING:
                return None
            position += 1
    return last
