"""The words of office questions, in English, Russian, Urdu, Kazakh and Urdu in Latin letters."""

from __future__ import annotations

from bot.answers.event_first import AT_IT
from bot.answers.text import folded_set

#: Words that may stand in an office question without changing it.
PLAIN = folded_set(
    "currently current present serving name named names person people persons man lady woman mr office post "
    "position job title holder country republic islamic served serves serving everyone list chronology "
    "represent represents represented representing preside presides presided presiding over hold holds held "
    "had have has so far parliament парламент парламента پارلیمنٹ парламенті парламентінің "
    "extraordinary plenipotentiary embassy mission presently era period back those days right here there "
    "abroad year tenure является занимает пост исполняет обязанности работает данный момент настоящее время теперь "
    "посту екенін таңда кезде уақытта болып табылады қызметін атқарады атқарып отыр отырған есімі жеріне waqt filhal "
    "kal aaj maloom pata bataiye batayein bataen pleez sahab sahib ohda is وقت آج کل فی الحال معلوم پتہ پلیز صاحب عہدہ "
    "عہدے جگہ jagah стал стала bana bani bane بنا بنے имя действующий нынешний сейчас نام موجودہ аты қазіргі naam "
    "maujooda nam رہ رہے چکے چکا چکی reh rahe chuke chuka chuki"
)
#: Words of taking an office over.
SUCCEEDING = folded_set("took take takes taken taking over came comes next stepped into shoes place role seat")
CURRENT = folded_set(
    "current present incumbent now serving нынешний нынешнего нынешним нынешняя действующий действующего "
    "действующим موجودہ maujooda mojuda қазіргі"
)
PREVIOUS = folded_set(
    "previous preceding prior penultimate outgoing predecessor раньше ранее предшественник предыдущий предыдущего "
    "предыдущая "
    "предыдущим предыдущем предыдущие предыдущих прежний прежнего прежним прежние прежних پچھلا پچھلے پچھلی گزشتہ "
    "پیشرو pichla pichle pichli guzishta алдыңғы"
)
FORMER = folded_set("former ex past бывший бывшего бывшим бывшая бывшие бывших سابق سابقہ sabiq sabqa бұрынғы")
NEWEST = folded_set(
    "new newly newest latest last recently appointed appoint incoming новый нового новым новая новой назначен "
    "назначили назначенный последний последнего نیا نئے نئی مقرر تعینات آخری naya naye nai nae muqarrar aakhri akhri "
    "жаңа жаңадан тағайындалған соңғы"
)
DEPUTY = folded_set("deputy vice assistant")
EVERYONE = folded_set(
    "everyone chairmen премьеры премьеров премьерами спикеры спикеров председатели председателей وزرائے "
    "послы послов послами президенты президентов президентами министры министров министрами سفراء سفیروں صدور "
    "وزراء елшілер елшілері елшілерін президенттер президенттері министрлері министрлер wuzara sadoor кімдер"
)
#: "Who all", said twice.
WHO_ALL = (("کون", "کون"), ("kaun", "kaun"), ("kon", "kon"))
NEXT = folded_set(
    "next successor future replace следующий следующего будущий преемник اگلا اگلے جانشین agla agle келесі"
)
#: What somebody said or got, and how they come and go: no question of who holds an office.
DEEDS = folded_set("do did does say says said tell tells told want wants think mean give gave get got see saw сказал")
MOVES = folded_set(
    "come comes came coming go goes went gone going приедет приехал приехали приезжал приезжали ездил ездили посетил "
    "посетили посещал келеді келді барды جا ja آیا آئے آئی آئیں گیا گئے aaya aya aaye aye aayenge gaya gaye"
)
#: Between two countries whose holders are both asked for.
AND = folded_set("and of the и اور мен пен бен және aur")
#: Before an event at whose time an office was held.
ANCHORS = AT_IT | folded_set("when while during as at jab جب")
