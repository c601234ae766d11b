"""The small words of questions, in English, Russian, Urdu, Kazakh and Urdu in Latin letters: what is asked,
when, what carries nothing.

Language knowledge only; words of a subject stand in the base (`words.yaml`). All words are given as people
write them and folded once at import.
"""

from __future__ import annotations

from bot.answers.text import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(fold(w) for w in words.split())


def _phrases(lines: dict[str, str]) -> tuple[tuple[tuple[str, ...], str], ...]:
    found = [
        (tuple(fold(phrase).split()), kind)
        for kind, text in lines.items()
        for phrase in text.split("|")
        if phrase.strip()
    ]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


#: What is asked for; longest phrase first. Kinds: who when where how-many how-much how-long why how which what
#: whether
#: list next last first status outcome source.
ASKED = _phrases(
    {
        "who": "who|whom|whose|who is|name of the person|which man|which person|which minister|which politician|which envoy|"
        "which senator|кто|кого|кому|кем|чья|чей|чьё|کون|کس نے|کس کو|کس سے|کس کے ساتھ|کسے|کن لوگوں|کنہوں نے|кім|кімдер|кімді|кімге|кіммен|кімнің|"
        "kaun|kon|kis ne|kisne|kis ko|kis se|kis ke sath|kis ke saath|kinhon ne|kto|kim",
        "when": "how long ago|how many years ago|how many days until|how many days till|how many days left until|how many days to|"
        "how many days before|how many weeks until|how many months until|how long until|how long till|сколько дней до|"
        "сколько дней осталось до|сколько осталось до|через сколько|қанша күн қалды|کتنے دن باقی|کتنے دن بعد|kitne din baqi|kitne din baad|when|what day|which day|what date|which date|date|what year|which year|in what year|since when|what month|which month|"
        "how soon|когда|какого числа|в каком году|каком году|какой день|с какого года|с какого времени|до какого времени|дата|کب|کس تاریخ|"
        "کس سال|کونسا سال|کس دن|تاریخ|қашан|қай күні|қай жылы|қай жылдан|қай уақытта|қай жылдары|kab|kis tareekh|kis saal|kogda|qashan|kashan|wen|whn",
        "where": "where|which city|what city|which place|location|venue|where exactly|which campus|which town|address|где|куда|откуда|в каком городе|"
        "کہاں|کس شہر|کس جگہ|کس یونیورسٹی|қайда|қай қалада|қай жерде|қайдан|kahan|kidhar|kis shehar|gde|qayda|wher",
        "how-many": "how many|what number of|number of|how much percent|how large|how big|how fast|how often|сколько|количество|скольких|"
        "کتنے|کتنی|کتنا|قанша|қанша|неше|qansha|neshe|kitne|kitni|kitna|skolko|hw many|what percentage|percent|percentage|size of",
        "how-much": "how much|what amount|what sum|what price|какая сумма|какова сумма|کتنی رقم|کتنا پیسہ|қанша ақша|kitni raqam|"
        "kitna paisa|how mutch",
        "how-long": "how long|what length|length of|lenght of|duration|how far is it|flying time|сколько времени|какой длины|длина|کتنی دیر|"
        "کتنا لمبا|қанша уақыт|ұзындығы|kitna lamba|kitni der",
        "why": "why|what for|for what reason|reason|how come|почему|зачем|отчего|کیوں|کس لیے|неге|не үшін|неліктен|kyun|kyon|kiun|pochemu|nege",
        "whether": "is it true|is there|are there|did|does|do|is|are|was|were|has|have|can|could|will|would|ли|правда ли|есть ли|можно ли|کیا|"
        "ма|ме|ба|бе|па|пе|kya",
        "which": "which|какой|какая|какие|каких|какую|کونسا|کونسی|کونسے|کون سا|کون سی|کون سے|کن|қандай|қай|қайсы|konsa|konsi|konse|kon sa|kon si|kon se|kaunsa|kaunsi|kaunse|kaun sa|kaun si|kaun se|kakoy|kakaya",
        "how": "how|in what way|как|каким образом|کیسے|کس طرح|қалай|kaise|kaisay|qalay|kak",
        "what": "what|whats|کیا|kya|explain|tell me about|overview|what is|что|чем|чего|о чем|про что|что такое|کیا ہے|не|нені|неге қатысты|не туралы|"
        "kya hai|chto|wat",
        "list": "list|list of|all|name all|show all|which ones|what all|список|перечисли|перечислите|перечислить|назовите все|назовите всех|назови все|назови всех|перечисли всех|перечисли все|всех|все|перечень|فہرست|تمام|سب|тізім|тізіп|тізіңіз|барлық|барлығы|"
        "fehrist|tamam|spisok|kya kya|کیا کیا|kaun kaun si|kaun kaun se|kon kon si|kon kon se|کون کون سی|کون کون سے|kin kin|kab kab|کن کن|کب کب|"
        "sab|sare|saare|sabhi|سارے|ساری|سبھی",
        "next": "next|upcoming|coming up|scheduled|slated|what is coming|whats next|ahead|forthcoming|soon|in the near future|planned|expected|следующий|следующая|"
        "следующее|ближайшие|ближайший|предстоящие|скоро|скором времени|будущие|آئندہ|اگلا|اگلی|اگلے|آنے والا|آنے والے|آ رہا|келесі|жақында|алдағы|жақын арада|"
        "предстоит|предстоят|ожидается|ожидаются|запланировано|запланированы|планируется|планируются|намечено|намечены|"
        "agla|agli|agle|aane wala|aane wale|aane wali|aa raha|aa rahe|aa rahi|ayinda|blizhayshie",
        "last": "last|latest|most recent|recent|recently|newest|последний|последняя|последнее|последние|недавно|آخری|حالیہ|تازہ|соңғы|соңғы рет|"
        "жуырда|aakhri|akhri|haliya|poslednii",
        "first": "first|very first|earliest|for the first time|первый|первая|первое|впервые|پہلا|پہلی|پہلے|پہلی بار|бірінші|алғаш|алғашқы|тұңғыш|"
        "pehla|pehli|pehle|pervyi",
        "status": "status|still|already|now|current|currently|in force|alive|happening|going on|progress|how far|yet|ever|so far|статус|сейчас|уже|"
        "действует|ещё|до сих пор|сегодня|ابھی|اب تک|اب|چل رہی|موجودہ|қазір|әлі|бүгінгі|ahbi|abhi|ab tak|chal rahi|seichas",
        "outcome": "outcome|result|results|what came of|what came out|came out of|decided|decision|outcomes|achieve|achieved|bring in the end|what happened at|"
        "итог|итоги|результат|результаты|чем закончилось|решили|نتیجہ|نتائج|فیصلہ|нәтиже|нәтижесі|қорытынды|шешім|nateeja|natija",
        "source": "source|sources|citation|cite|reference|where is this from|who says|who says so|says who|where did you get|link|источник|источники|"
        "откуда это|ссылка|откуда информация|ماخذ|حوالہ|ذریعہ|дереккөз|қайдан алдың|сілтеме|hawala|zariya|istochnik",
    }
)

#: The same by their first word.
ASKED_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _phrase, _kind in ASKED:
    ASKED_BY_FIRST.setdefault(_phrase[0], []).append((_phrase, _kind))

#: Words that carry no subject. They never count as unaccounted.
FILLERS = _set(
    "a an the of to in on at by for from with and or but if so as is are was were be been being am do does did done has have had having "
    "will would shall should can could may might must it its this that these those there here he she they them his her their our we us you your "
    "my me i mine who whom whose what which when where why how not no yes any some much many more most less few very just also too only even both each "
    "other others another same such own than then now well about into onto over under up down out off again once ever never please kindly thanks "
    "thank hi hello hey dear sir madam sorry ok okay tell say says said give gives gave want wants need needs know knows like let make made get got go goes went "
    "going come comes came take took put see saw show find look ask asked question answer help explain describe exactly really actually maybe perhaps "
    "whats thats im ive dont doesnt didnt isnt arent wasnt cant wont id ill theres whos wheres hows one ones thing things something anything someone "
    "somebody anybody everything everybody everyone nobody nothing way kind sort lot lots bit far still already yet soon ago since during while after before between among within "
    "around via per vs etc eg ie dr mr mrs ms pls plz u r ur wat wich whn wher wen hw mutch thier teh abt bcz because whether though although "
    "and back else what who will long big large often fast possible able available currently current today tomorrow yesterday "
    "и в во на с со к ко по о об от до из у за для при про без над под не ни а но или да же ли бы то это этот эта эти тот та те его ее их наш наша наше наши "
    "мой моя мое ваш ваша мы вы он она они я ты меня мне нам вам нас вас кто что где когда как какой какая какое какие каком какую каких почему зачем сколько чей чья "
    "чем есть был была было были будет будут быть ещё уже тоже также очень можно нужно надо скажите расскажите подскажите пожалуйста здравствуйте спасибо "
    "там тут здесь так только между после перед через около ли сейчас такой такое такая кого кому кем чего "
    "کا کی کے کو نے سے میں پر تک اور یا ہے ہیں تھا تھی تھے ہو ہوا ہوئی ہوئے ہوگا ہوگی ہوں گے گی گا کیا کون کب کہاں کیوں کیسے کتنا کتنی کتنے کس کن جو وہ یہ اس ان ہم آپ "
    "میرا میرے میری ہمارا ہمارے ہماری ان کا بھی ہی نہیں نہ تو پھر اب ابھی کر کرنا کیا گیا گئی گئے رہا رہی رہے بارے متعلق لیے ساتھ بعد پہلے قبل دوران درمیان والا والی والے "
    "جا جاتا جاتی سکتا سکتی سکتے چاہیے بتائیں براہ کرم شکریہ سلام ایک کوئی کچھ آیا آئی آئے آئیں جائیں دیا دی دیے لیا لی ملا ملی بات کی قسم کہ سب ہوئیں تھیں گئیں کریں "
    "мен пен бен және не немесе да де та те ма ме ба бе па пе бұл осы сол ол олар біз сіз сен менің біздің сіздің оның олардың ким кім не қашан қайда қалай қандай қай қайсы неге "
    "қанша неше бар жоқ болды болады болған бола еді екен үшін туралы жайлы кейін дейін бері бұрын соң арасында бойынша арқылы сияқты тағы әлі қазір енді айтыңыз айтып жіберіңізші беріңізші "
    "рахмет табылады сәлем сәлеметсіз ме бе бір барды барады келді келеді болғаны өтті "
    "ka ki ke ko ne se mein main me par tak aur ya hai hain tha thi thay the ho hua hui huay hoga hogi hon ge gi ga kya kaun kon kab kahan kyun kyon kaise kitna kitni kitne kis kin jo woh wo yeh ye is "
    "us un hue sa si qabl hum aap mera mere meri hamara hamare hamari bhi hi nahi nahin nai na to phir ab abhi kar karna gaya gayi gaye raha rahi rahe bare liye sath baad pehle wala wali wale jata jati sakta sakti chahiye "
    "sab sabse karen karein mehrbani meharbani karke kiya kiye bataen bataein batain batayen bataye bataiye batao zara huin jab tab dafa baar bar karo kaunse konse koun shukriya salam ek koi kuch aaya aayi aaye aayega aayengi jayenge gayi thin diya di liya li baat pe konsa konsi kaunsa abhi chal "
    "kto takoy takoi takaya takoe chto gde kogda kak kakoi kakoy eto byl byla bylo est qashan qayda ne kim bar ma me".replace(
        "\n", " "
    )
)

#: Kazakh months have many cases ("қаңтардан наурызға дейін").
_KAZAKH_MONTHS = "қаңтар ақпан сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"
_KAZAKH_CASES = "дан ден тан тен нан нен ға ге қа ке ның нің дың дің тың тің ынан інен ына іне ындағы індегі ының інің"
#: Month names and their usual forms -> number of the month.
MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january jan январь января январе январем январю جنوری қаңтар қаңтарда қаңтардағы қаңтарында january janvar",
        "february feb февраль февраля феврале февралем февралю فروری ақпан ақпанда ақпандағы ақпанында february farwari",
        "march mar март марта марте мартом марту مارچ наурыз наурызда наурыздағы наурызында march",
        "april apr апрель апреля апреле апрелем апрелю اپریل сәуір сәуірде сәуірдегі сәуірінде april aprel",
        "may май мая мае маем маю مئی мамыр мамырда мамырдағы мамырында",
        "june jun июнь июня июне июнем июню جون маусым маусымда маусымдағы маусымында june",
        "july jul июль июля июле июлем июлю جولائی шілде шілдеде шілдедегі шілдесінде july julai",
        "august aug август августа августе августом августу اگست тамыз тамызда тамыздағы тамызында august agast",
        "september sep sept сентябрь сентября сентябре сентябрем сентябрю ستمبر қыркүйек қыркүйекте қыркүйектегі қыркүйегінде september sitambar",
        "october oct октябрь октября октябре октябрем октябрю اکتوبر қазан қазанда қазандағы қазанында october",
        "november nov ноябрь ноября ноябре ноябрем ноябрю نومبر қараша қарашада қарашадағы қарашасында november",
        "december dec декабрь декабря декабре декабрем декабрю دسمبر желтоқсан желтоқсанда желтоқсандағы желтоқсанында december",
    ),
    1,
):
    for _name in _names.split():
        MONTHS[fold(_name)] = _number
        if _name in _KAZAKH_MONTHS.split():
            MONTHS.update((fold(_name + _case), _number) for _case in _KAZAKH_CASES.split())
#: In the cases of a time; in others it is the name of a feast.
MONTHS.update((fold(_name), 3) for _name in ("наурыздан", "наурызға", "наурызынан", "наурызына", "наурызындағы"))

#: Month words that are also other words; they count as a month only beside a day or a year.
WEAK_MONTHS = _set("may mar май мая мае маем маю наурыз наурыздан наурызға march")

SEASONS: dict[str, tuple[int, int]] = {}
for _names, _months in (
    ("winter зима зиму зимой зимы зимний سردی سردیوں қыс қыста sardi", (12, 2)),
    ("spring весна весну весной весны بہار көктем көктемде", (3, 5)),
    ("summer лето летом лета گرمی گرمیوں жаз жазда", (6, 8)),
    ("autumn fall осень осенью осени خزاں күз күзде", (9, 11)),
):
    for _name in _names.split():
        SEASONS[fold(_name)] = _months

#: Words for the year, the month and the day, in their cases.
OF_TIME = _set(
    "year год года году годом годах годы лет месяц месяца месяце жыл жылы жылғы жылға жылдан жылдары жылдарда жылдағы жылда жылдың "
    "айы айында айының күні күнгі سال برس ماہ مہینے saal mah mahine"
)
#: Relative times: phrase -> (unit, offset).
RELATIVE = _phrases(
    {
        "day:0": "today|сегодня|آج|бүгін|aaj",
        "day:1": "tomorrow|завтра|ертең",
        "day:-1": "yesterday|вчера|кеше",
        "week:0": "this week|эта неделя|на этой неделе|اس ہفتے|осы аптада|is hafte",
        "week:1": "next week|следующая неделя|на следующей неделе|اگلے ہفتے|келесі аптада|agle hafte",
        "week:-1": "last week|прошлая неделя|на прошлой неделе|прошлой недели|پچھلے ہفتے|گزشتہ ہفتے|өткен аптада|pichle hafte",
        "month:0": "this month|в этом месяце|этот месяц|этого месяца|اس مہینے|اس ماہ|осы айда|осы айдың|is mahine",
        "month:1": "next month|в следующем месяце|следующего месяца|اگلے مہینے|اگلے ماہ|келесі айда|agle mahine",
        "month:-1": "last month|в прошлом месяце|прошлого месяца|پچھلے مہینے|گزشتہ ماہ|өткен айда|pichle mahine",
        "year:0": "this year|до конца года|до конца этого года|жыл соңына дейін|жыл аяғына дейін|سال کے آخر تک|saal ke aakhir tak|в этом году|этого года|этот год|اس سال|رواں سال|биыл|биылғы|осы жылы|осы жылдың|осы жылғы|is saal",
        "year:1": "next year|coming year|the coming year|в следующем году|следующего года|в будущем году|будущего года|اگلے سال|келесі жылы|келесі жылдың|"
        "agle saal",
        "year:-1": "last year|last yer|в прошлом году|прошлого года|прошлый год|پچھلے سال|پچھلے برس|گزشتہ سال|گزشتہ برس|былтыр|"
        "былтырғы|өткен жылы|өткен жылдың|өткен жылғы|pichle saal|pichhle saal|guzishta saal",
        "year:-2": "year before last|позапрошлом году|позапрошлого года|پچھلے سے پچھلے سال",
    }
)
#: Before a month or a season: the latest that is over.
PAST = _set(
    "last past previous прошлый прошлая прошлое прошлого прошлой прошлом прошлым گزشتہ پچھلے پچھلی pichle pichli "
    "guzishta өткен былтырғы"
)

_ORDINALS = (
    "first 1st first первый первая первое первого первой پہلا پہلی پہلے бірінші pehla pehli",
    "second second второй вторая второе второго دوسرا دوسری دوسرے екінші doosra doosri doosre dusra dusri dusre",
    "third third третий третья третье третьего третьем третью третьей تیسرا تیسری تیسرے үшінші teesra teesri teesre tisra tisri",
    "fourth fourth четвертый четвертая четвёртый четвёртая четвертого چوتھا چوتھی төртінші chotha chothi chautha chauthi",
    "fifth fifth пятый пятая пятое пятого پانچواں پانچویں бесінші panchwan panchwi panchwen",
    "sixth sixth шестой шестая шестое шестого چھٹا چھٹی алтыншы chhata chhati",
    "seventh seventh седьмой седьмая седьмое седьмого ساتواں ساتویں жетінші satwan satwi",
    "eighth eighth восьмой восьмая восьмое восьмого آٹھواں آٹھویں сегізінші athwan athwi",
    "ninth ninth девятый девятая девятое девятого نواں نویں тоғызыншы nawan",
    "tenth tenth десятый десятая десятое десятого десятом دسواں دسویں оныншы daswan daswi",
    "eleventh eleventh одиннадцатый одиннадцатая одиннадцатое одиннадцатого одиннадцатом گیارہواں گیارہویں оніншы gyarhwan gyarahwan gyarhwi",
    "twelfth twelfth двенадцатый двенадцатая двенадцатое двенадцатого двенадцатом بارہواں بارہویں barhwan barahwan barhwi",
    "thirteenth thirteenth тринадцатый тринадцатая тринадцатое тринадцатого тринадцатом تیرہواں تیرہویں terhwan terahwan terhwi teerhwan",
    "fourteenth fourteenth четырнадцатый четырнадцатая четырнадцатое четырнадцатого چودہواں چودہویں",
    "fifteenth fifteenth пятнадцатый пятнадцатая пятнадцатое пятнадцатого پندرہواں",
    "sixteenth шестнадцатый шестнадцатая шестнадцатое шестнадцатого سولہواں",
    "seventeenth семнадцатый семнадцатая семнадцатое семнадцатого سترہواں",
    "eighteenth восемнадцатый восемнадцатая восемнадцатое восемнадцатого اٹھارہواں",
    "nineteenth девятнадцатый девятнадцатая девятнадцатое девятнадцатого انیسواں",
    "twentieth двадцатый двадцатая двадцатое двадцатого жиырмасыншы بیسواں",
)
ORDINALS: dict[str, int] = {}
#: The other cases of a Russian ordinal in -ый or -ой.
_CASES = ("ая", "ое", "ого", "ой", "ом", "ому", "ую", "ые", "ых", "ым")
for _number, _names in enumerate(_ORDINALS, 1):
    for _name in _names.split():
        ORDINALS[fold(_name)] = _number
        if _name.endswith(("ый", "ой")):
            ORDINALS.update((fold(_name[:-2] + _ending), _number) for _ending in _CASES)
#: Between two of which one is asked for.
OR = _set("or или либо یا ya әлде немесе")
#: "Sixth" in Urdu, and a day off beside a month or where no noun follows that could be counted.
HOLIDAY = _set("چھٹی")
#: These are added to a number below ten that follows: "twenty-third", "двадцать пятого", "он алтыншы".
_TENS = {
    10: "он",
    20: "twenty двадцать жиырма بیس bees",
    30: "thirty тридцать отыз تیس tees",
    40: "forty сорок қырық چالیس chalees",
    50: "fifty пятьдесят елу پچاس pachas",
}
TENS = {fold(word): tens for tens, words in _TENS.items() for word in words.split()}
#: Days of a month in Urdu words, as they stand before the month; those of 20 and 30 in other languages.
DAYS = {
    fold(word): number
    for number, words in enumerate(
        "یکم yakam|دو|تین teen|چار char chaar|پانچ panch paanch|چھ chhe|سات saat|آٹھ aath|نو nau|دس das|گیارہ gyarah|"
        "بارہ barah|تیرہ terah|چودہ chaudah|پندرہ pandrah|سولہ solah|سترہ satrah|اٹھارہ atharah|انیس unnees unnis|"
        "بیس bees|اکیس ikkees ikkis|بائیس bais baees|تئیس teis teees|چوبیس chaubees chaubis|پچیس pachees pachis|"
        "چھبیس chhabbees chabbis|ستائیس sattais|اٹھائیس atthais|انتیس untees|"
        "تیس tees thirtieth тридцатого тридцатое отызыншы|اکتیس iktees".split("|"),
        1,
    )
    for word in words.split()
}
ROMAN = {
    r: n
    for n, r in enumerate(
        [
            "i",
            "ii",
            "iii",
            "iv",
            "v",
            "vi",
            "vii",
            "viii",
            "ix",
            "x",
            "xi",
            "xii",
            "xiii",
            "xiv",
            "xv",
            "xvi",
            "xvii",
            "xviii",
            "xix",
            "xx",
        ],
        1,
    )
}

#: Words that turn an office question to the one before or after a person.
BEFORE = _set("before predecessor preceded предшественник перед до предыдущий پیشرو پہلے бұрын дейін pehle")
AFTER = _set(
    "after successor succeeded replaced took over following преемник после сменил جانشین بعد кейін орнына baad"
)

#: Function words that tell a Latin-letter or shared-script language apart.
LANGUAGE_WORDS = {
    "ur-latn": _set(
        "hai hain mein kya kaun kon kab kahan kyun kitna kitni kitne konsa konsi ka ki ke ko ne se wali wala aur tha thi thay kaisa nahi nai kaunsa "
        "hua hui hue ho gaya jayenge aaye raha rahi par kis kaunsi kaunse liye sath thay huin kiya bataen batao karo daura "
        "daure dauran pehle baad nahi gaye gayi rahe wale kaise kaisi kuch dafa baar mila mile mili hogi hoga"
    ),
    "kk": _set(
        "және мен пен бен қашан қайда қандай қай кім не неше қанша үшін туралы бар ма ме ба бе болды болады жылы жылғы елші күні қазақстан ел екі "
        "барды келді қалай неге арасында бойынша бұл ким елшиси"
    ),
    "ru": _set(
        "и в на с кто что где когда как какой какая какие сколько почему между или ли был была были это для по из есть посол году"
    ),
}
KAZAKH_LETTERS = frozenset("әғқңөұүһі")


def language_of(text: str, words: tuple[str, ...]) -> str:
    """The language a text is written in: en, ru, kk, ur or ur-latn; en when nothing says otherwise."""
    lowered = text.casefold()
    arabic = sum("\u0600" <= c <= "\u06ff" or "\ufb50" <= c <= "\ufeff" for c in lowered)
    cyrillic = sum("\u0400" <= c <= "\u052f" for c in lowered)
    latin = sum(c.isascii() and c.isalpha() for c in lowered)
    if arabic > max(cyrillic, latin) or (arabic and arabic >= latin // 2 and arabic > cyrillic):
        return "ur"
    if cyrillic > latin or (cyrillic and cyrillic >= latin // 2):
        if any(c in KAZAKH_LETTERS for c in lowered):
            return "kk"
        kazakh = sum(w in LANGUAGE_WORDS["kk"] for w in words)
        russian = sum(w in LANGUAGE_WORDS["ru"] for w in words)
        kazakh += sum(
            w.endswith(("дагы", "деги", "тагы", "теги", "лыгы", "лиги", "нын", "дын", "тын", "нан", "дан"))
            for w in words
        )
        return "kk" if kazakh > russian else "ru"
    urdu = sum(w in LANGUAGE_WORDS["ur-latn"] for w in words)
    return "ur-latn" if urdu >= 2 or (urdu and len(words) <= 4 and urdu * 2 >= len(words)) else "en"
