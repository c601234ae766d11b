"""The real bot and those who run groups: five people, one of them unseen, a forum, a channel, rights that change."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from flow import OWNER, ask, club

from bot.sandbox.conversation import Conversation
from bot.sandbox.world import Message, User
from bot.simulate.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "When is the spring regatta?"
NOT_YOURS = "Only admins of this group can change that."
#: A week and a day before the spring regatta, at nine in the club's zone.
WEEK_BEFORE = datetime(2026, 5, 9, 0, 0, tzinfo=UTC)
EVENING_BEFORE = WEEK_BEFORE - timedelta(hours=14)
DAY_BEFORE = datetime(2026, 5, 15, 0, 0, tzinfo=UTC)


@pytest_asyncio.fixture(loop_scope="module")
async def stage(tmp_path) -> AsyncIterator[Stage]:
    async with club(tmp_path, start=EVENING_BEFORE) as stage:
        yield stage


class Crew:
    """A group of five: Marat made it, Dana runs it unseen."""

    def __init__(self, stage: Stage, kind: str = "supergroup", **settings: object) -> None:
        sandbox = stage.sandbox
        self.stage = stage
        self.people = {name: sandbox.user(name) for name in ("Marat", "Dana", "Aisha", "Daniyar", "Zarina")}
        marat, dana, *others = self.people.values()
        self.private = sandbox.private(marat)
        make = {"supergroup": sandbox.supergroup, "group": sandbox.group, "channel": sandbox.channel}[kind]
        self.group = make("Team", marat, *others, admins=[marat, dana], **settings)

    def by(self, name: str, *, anonymous: bool = False) -> Conversation:
        return self.group.by(self.people[name], anonymous=anonymous)

    def person(self, name: str) -> User:
        return self.people[name]


async def crew_of(stage: Stage, kind: str = "supergroup", **settings: object) -> Crew:
    crew = Crew(stage, kind, **settings)
    await stage.settle()
    return crew


async def popup(stage: Stage, chat: Conversation, message: Message, beginning: str) -> str | None:
    """What a press shows to whoever pressed, and to nobody else."""
    label = next((label for label in message.labels if label.removeprefix("✅ ").startswith(beginning)), None)
    assert label is not None, f"no {beginning!r} among {message.labels}"
    before = len(chat.sent)
    query = chat.press(message, label)
    await stage.settle()
    assert len(chat.sent) == before
    return query.text or None


async def tap(stage: Stage, chat: Conversation, message: Message, *beginnings: str) -> str:
    """The message after its buttons were pressed one after the other."""
    for beginning in beginnings:
        assert await popup(stage, chat, message, beginning) is None
    return message.text


# Joining


async def test_a_group_is_told_once_what_the_bot_does(stage: Stage) -> None:
    crew = await crew_of(stage)
    (hello,) = crew.group.sent
    assert "/ask" in hello.text
    assert "/briefing" in hello.text
    assert "mentioning" not in hello.text  # in privacy mode a mention does not reach it
    crew.group.remove_bot()
    crew.group.add_bot()
    await stage.settle()
    assert len(crew.group.sent) == 1
    large = stage.sandbox.migrate(crew.group)
    await stage.settle()
    assert large.sent == ()


async def test_where_it_hears_everything_it_says_that_it_can_be_mentioned(tmp_path) -> None:
    async with club(tmp_path, privacy=False) as stage:
        crew = await crew_of(stage)
        assert "mentioning @briefing_bot" in crew.group.last.text


async def test_a_link_that_adds_the_bot_makes_it_greet_once(stage: Stage) -> None:
    crew = await crew_of(stage)
    assert await ask(stage, crew.group, "/start@briefing_bot hello") == ()
    await stage.pass_until(stage.sandbox.clock.now() + timedelta(minutes=5))
    (again,) = await ask(stage, crew.group, "/start@briefing_bot hello")
    assert "/ask" in again.text


# Who may set


async def test_only_admins_set_anything_and_others_are_told_so_alone(stage: Stage) -> None:
    crew = await crew_of(stage)
    (refusal,) = await ask(stage, crew.by("Aisha"), "/briefing")
    assert refusal.text == NOT_YOURS
    (page,) = await ask(stage, crew.by("Dana", anonymous=True), "/briefing@briefing_bot")
    before = page.text
    assert await popup(stage, crew.by("Aisha"), page, "Switch on") == NOT_YOURS
    assert page.text == before
    assert "On: Monday to Friday at 09:00" in await tap(stage, crew.by("Dana"), page, "Switch on")


@pytest.mark.parametrize(
    "command", ["/settings", "/subscribe", "/pause 3d", "/zone Astana", "/stop", "/forget", "/here"]
)
async def test_no_setting_is_open_to_everybody(stage: Stage, command: str) -> None:
    crew = await crew_of(stage)
    (refusal,) = await ask(stage, crew.by("Zarina"), command)
    assert refusal.text == NOT_YOURS
    (done,) = await ask(stage, crew.by("Marat"), command)
    assert done.text != NOT_YOURS


async def test_who_is_no_admin_any_more_may_not_and_who_is_made_one_may(stage: Stage) -> None:
    crew = await crew_of(stage, bot="administrator")  # who is told of others' standing
    (page,) = await ask(stage, crew.by("Dana"), "/briefing")
    await tap(stage, crew.by("Dana"), page, "Switch on")
    assert await popup(stage, crew.by("Aisha"), page, "Every day") == NOT_YOURS
    crew.group.demote(crew.person("Dana"))
    crew.group.promote(crew.person("Aisha"))
    assert await popup(stage, crew.by("Dana"), page, "Every day") == NOT_YOURS
    assert "every day" in await tap(stage, crew.by("Aisha"), page, "Every day")


# The briefing


async def test_every_choice_of_a_briefing_is_kept_over_a_restart(stage: Stage) -> None:
    crew = await crew_of(stage)
    marat = crew.by("Marat")
    (page,) = await ask(stage, marat, "/briefing")
    days = await tap(stage, marat, page, "Switch on", "Other days", "Saturday", "Monday", "Done")
    assert "Tue, Wed, Thu, Fri, Sat at 09:00" in days
    await tap(stage, marat, page, "Hour", "7", "Themes", "sport", "Done", "3 items", "When nothing", "Open promises")
    await stage.restart()
    await tap(stage, marat, page, "Every day")
    (again,) = await ask(stage, marat, "/briefing")
    for said in ("every day at 07:00", "About: sport", "At most 3 items", "what was promised and is still open"):
        assert said in again.text
    assert "Off." in await tap(stage, marat, again, "Switch off")


async def test_a_briefing_switched_off_in_the_last_minute_does_not_come(stage: Stage) -> None:
    crew = await crew_of(stage)
    (page,) = await ask(stage, crew.by("Marat"), "/briefing")
    await tap(stage, crew.by("Marat"), page, "Switch on", "Every day")
    await stage.pass_until(WEEK_BEFORE - timedelta(seconds=30))
    await tap(stage, crew.by("Marat"), page, "Switch off")
    sent = len(crew.group.sent)
    await stage.pass_until(WEEK_BEFORE + timedelta(hours=1))
    assert len(crew.group.sent) == sent


async def test_anybody_sets_a_briefing_of_their_own_in_private(stage: Stage) -> None:
    aisha = stage.sandbox.private(stage.sandbox.user("Aisha"))
    (page,) = await ask(stage, aisha, "/briefing")
    assert "On: every day at 09:00" in await tap(stage, aisha, page, "Switch on", "Every day")


async def test_a_briefing_goes_with_the_zone_of_its_chat_unless_it_has_its_own(stage: Stage) -> None:
    crew = await crew_of(stage)
    marat = crew.by("Marat")
    (page,) = await ask(stage, marat, "/briefing")
    await tap(stage, marat, page, "Switch on")
    await ask(stage, marat, "/zone Europe/London")
    (moved,) = await ask(stage, marat, "/briefing")
    assert "Europe/London" in moved.text


# From a private chat


async def test_a_group_is_set_up_from_the_private_chat_of_its_admin(stage: Stage) -> None:
    crew = await crew_of(stage)
    (groups,) = await ask(stage, crew.private, "/groups")
    assert "Team" in groups.labels
    assert "Nothing is followed" in await tap(stage, crew.private, groups, "Team")
    await tap(stage, crew.private, groups, "Follow more", "Everything", "Settings", "21-09", "Regular", "Switch on")
    (settings,) = await ask(stage, crew.by("Dana"), "/settings")
    assert "21:00–09:00" in settings.text
    (followed,) = await ask(stage, crew.by("Aisha"), "/subscriptions")
    assert "Everything" in followed.text
    (own,) = await ask(stage, crew.private, "/subscriptions")
    assert "Nothing is followed here" in own.text


async def test_a_link_opens_the_group_for_its_admins_only(stage: Stage) -> None:
    crew = await crew_of(stage)
    (settings,) = await ask(stage, crew.by("Marat"), "/settings")
    await tap(stage, crew.by("Marat"), settings, "All settings")
    link = await popup(stage, crew.by("Marat"), settings, "Set up in private")
    assert link is not None
    payload = link.partition("start=")[2]
    (page,) = await ask(stage, crew.private, f"/start {payload}")
    assert "Team" in page.text
    stranger = stage.sandbox.private(crew.person("Aisha"))
    (refusal,) = await ask(stage, stranger, f"/start {payload}")
    assert refusal.text == "Only admins of that group can set it up."
    (none,) = await ask(stage, stranger, "/groups")
    assert "Team" not in none.labels


async def test_who_ran_a_group_is_checked_at_the_very_press(stage: Stage) -> None:
    crew = await crew_of(stage)
    (groups,) = await ask(stage, crew.private, "/groups")
    await tap(stage, crew.private, groups, "Team", "Regular")
    crew.group.chat.members[crew.person("Marat").id].status = "member"
    assert await popup(stage, crew.private, groups, "Switch on") == NOT_YOURS
    (after,) = await ask(stage, crew.private, "/groups")
    assert "Team" not in after.labels


# Topics


async def test_here_brings_alerts_and_briefing_to_the_topic(stage: Stage) -> None:
    crew = await crew_of(stage, forum=True)
    old, new = crew.group.open_topic("Old"), crew.group.open_topic("Rowing")
    marat = crew.by("Marat")
    await ask(stage, marat.at(old), "/subscribe spring regatta")
    (done,) = await ask(stage, marat.at(new), "/here")
    assert "come to this topic" in done.text
    await stage.pass_until(WEEK_BEFORE + timedelta(minutes=1))
    assert crew.group.last.thread_id == new.id
    assert "Spring regatta" in crew.group.last.text


async def test_a_topic_that_is_gone_is_told_to_who_added_the_bot_and_alerts_go_to_the_group(stage: Stage) -> None:
    crew = await crew_of(stage, forum=True)
    topic = crew.group.open_topic("Rowing")
    await ask(stage, crew.private, "/start")
    await ask(stage, crew.by("Marat").at(topic), "/subscribe spring regatta")
    crew.group.delete_topic(topic)
    await stage.pass_until(WEEK_BEFORE + timedelta(minutes=1))
    assert "Spring regatta" in crew.group.last.text
    assert not crew.group.last.is_topic
    assert "/here in another topic" in crew.private.last.text
    told = len(crew.private.sent)
    await stage.pass_until(DAY_BEFORE + timedelta(minutes=1))
    assert "tomorrow" in crew.group.last.text
    assert len(crew.private.sent) == told


async def test_where_nobody_can_be_told_in_private_the_group_is(stage: Stage) -> None:
    crew = await crew_of(stage, forum=True)
    topic = crew.group.open_topic("Rowing")
    crew.private.block()
    await ask(stage, crew.by("Dana").at(topic), "/subscribe spring regatta")
    crew.group.delete_topic(topic)
    for minutes in range(1, 11):  # two messages to one chat keep a distance
        await stage.pass_until(WEEK_BEFORE + timedelta(minutes=minutes))
        await stage.settle()
    texts = [one.text for one in crew.group.sent]
    assert sum("/here in a topic" in text for text in texts) == 1
    assert sum("Spring regatta" in text and "in 7 days" in text for text in texts) == 1


@pytest.mark.parametrize("kind", ["too_many", "server_error", "drop_before"])
async def test_a_file_is_sent_again_until_it_arrives(stage: Stage, kind: str) -> None:
    crew = await crew_of(stage)
    struck = stage.sandbox.fault(kind, method="sendDocument", times=2)
    (answer,) = await ask(stage, crew.private, "/mydata")
    assert "document" in answer.content
    assert struck.struck == 2


async def test_where_the_topic_went_meanwhile_a_file_comes_to_the_group(stage: Stage) -> None:
    crew = await crew_of(stage, forum=True)
    topic = crew.group.open_topic("Rowing")
    await ask(stage, crew.by("Dana").at(topic), "/subscribe spring regatta")
    crew.by("Dana").at(topic).say("/calendar")
    crew.group.delete_topic(topic)
    await stage.settle()
    assert "document" in crew.group.last.content
    assert not crew.group.last.is_topic


# Channels


async def test_a_channel_is_set_up_from_the_private_chat_and_never_answers(stage: Stage) -> None:
    marat = stage.sandbox.user("Marat")
    private = stage.sandbox.private(marat)
    await ask(stage, private, "/start")
    channel = stage.sandbox.channel("News", stage.sandbox.user("Aisha"), admins=[marat], bot=None)
    channel.by(marat).add_bot("administrator")
    await stage.settle()
    assert channel.sent == ()
    assert "/groups" in private.last.text
    (groups,) = await ask(stage, private, "/groups")
    await tap(stage, private, groups, "News", "Follow more", "Everything")
    assert await ask(stage, channel.by(marat), "@briefing_bot " + QUESTION) == ()
    await stage.pass_until(WEEK_BEFORE + timedelta(minutes=1))
    post = next(one for one in reversed(channel.sent) if "Spring regatta" in one.text)
    sent = len(channel.sent)
    for label in post.labels:
        link = await popup(stage, channel.by(marat), post, label)
        assert link is None or link.startswith("https://t.me/")
    assert len(channel.sent) == sent


# Rights that come and go


async def test_a_group_that_restricts_the_bot_is_waited_for_and_its_adder_told(stage: Stage) -> None:
    crew = await crew_of(stage)
    await ask(stage, crew.private, "/start")
    await ask(stage, crew.by("Marat"), "/subscribe spring regatta")
    sent = len(crew.group.sent)
    stage.sandbox.set_status(crew.group.chat, stage.sandbox.bot, "restricted", actor=crew.person("Dana"))
    await stage.settle()
    assert "does not let the bot write" in crew.private.last.text
    crew.group.say("hello all")
    await stage.pass_until(WEEK_BEFORE + timedelta(hours=1))
    assert len(crew.group.sent) == sent
    stage.sandbox.set_status(crew.group.chat, stage.sandbox.bot, "member", actor=crew.person("Dana"))
    await stage.settle()
    await stage.pass_until(WEEK_BEFORE + timedelta(hours=1, minutes=1))
    assert "Spring regatta" in crew.group.last.text


async def test_a_bot_demoted_between_planning_and_sending_sends_when_it_may_again(stage: Stage) -> None:
    crew = await crew_of(stage)
    await ask(stage, crew.private, "/start")
    await ask(stage, crew.by("Marat"), "/subscribe spring regatta")
    sent = len(crew.group.sent)
    await stage.pass_until(WEEK_BEFORE - timedelta(seconds=30))  # planned a minute ahead
    crew.group.chat.muted_members = True  # of which Telegram tells nobody
    await stage.pass_until(WEEK_BEFORE + timedelta(minutes=40))
    assert len(crew.group.sent) == sent
    assert [one.text for one in crew.private.sent].count(crew.private.last.text) == 1
    assert "does not let the bot write" in crew.private.last.text
    crew.group.chat.muted_members = False
    await stage.pass_until(WEEK_BEFORE + timedelta(minutes=70))
    assert "Spring regatta" in crew.group.last.text
    assert len(crew.group.sent) == sent + 1


async def test_a_bot_sent_away_between_planning_and_sending_leaves_nobody_waiting(stage: Stage) -> None:
    crew = await crew_of(stage)
    await ask(stage, crew.by("Marat"), "/subscribe spring regatta")
    sent = len(crew.group.sent)
    await stage.pass_until(WEEK_BEFORE - timedelta(seconds=30))
    crew.group.remove_bot()
    await stage.pass_until(WEEK_BEFORE + timedelta(hours=1))
    crew.group.by(crew.person("Marat")).add_bot()
    await stage.settle()
    await stage.pass_until(WEEK_BEFORE + timedelta(hours=2))
    assert len(crew.group.sent) == sent + 1
    assert "Spring regatta" in crew.group.last.text


async def test_a_group_that_migrates_between_planning_and_sending_gets_its_message_once(stage: Stage) -> None:
    crew = await crew_of(stage, "group")
    marat = crew.by("Marat")
    (page,) = await ask(stage, marat, "/briefing")
    await tap(stage, marat, page, "Switch on", "Every day")
    await ask(stage, marat, "/subscribe spring regatta")
    await stage.pass_until(WEEK_BEFORE - timedelta(seconds=30))
    large = stage.sandbox.migrate(crew.group)
    await stage.pass_until(WEEK_BEFORE + timedelta(hours=1))
    assert sorted(one.text.partition(" ")[0] for one in large.sent) == ["Briefing,", "🔔"]
    (again,) = await ask(stage, large.by(crew.person("Marat")), "/briefing")
    assert "On: every day" in again.text


# Asking


QUARREL = """
- id: boathouse-quarrel
  kind: topic
  name: Quarrel over the boathouse
  sensitive: boathouse-quarrel
  questions:
  - What is the quarrel over the boathouse about?
  facts:
  - key: wording
    text: The club and the town differ on who owns the boathouse.
    sources: [handbook]
    as_of: '2026-01'
"""


async def test_sensitive_subjects_stay_in_private_chats_where_the_admins_want_it(tmp_path) -> None:
    async with club(tmp_path, start=EVENING_BEFORE, topics=QUARREL) as stage:
        crew = await crew_of(stage)
        aisha, question = crew.by("Aisha"), "What is the quarrel over the boathouse about?"
        (open_answer,) = await ask(stage, aisha, f"/ask {question}")
        assert "differ on who owns" in open_answer.text
        (settings,) = await ask(stage, crew.by("Marat"), "/settings")
        await tap(stage, crew.by("Marat"), settings, "All settings", "Sensitive subjects in private only")
        (kept,) = await ask(stage, aisha, f"/ask {question}")
        assert kept.text == "This group keeps that subject to private chats."
        link = await popup(stage, aisha, kept, "Read it in private")
        assert link is not None
        own = stage.sandbox.private(crew.person("Aisha"))
        (answer,) = await ask(stage, own, f"/start {link.partition('start=')[2]}")
        assert "differ on who owns" in answer.text
        query = aisha.press_data(open_answer, "1|a|boathouse-quarrel")
        await stage.settle()
        assert query.text == kept.text
        (other,) = await ask(stage, aisha, f"/ask {QUESTION}")
        assert "16 May 2026" in other.text


async def test_whoever_replies_to_an_answer_goes_on_with_it_though_another_asked(stage: Stage) -> None:
    crew = await crew_of(stage)
    (answer,) = await ask(stage, crew.by("Aisha"), f"/ask {QUESTION}")
    assert answer.reply_to is not None
    (sources,) = await ask(stage, crew.by("Daniyar"), "source?", reply_to=answer)
    assert "Spring regatta" in sources.text


async def test_ask_takes_the_message_it_replies_to(stage: Stage) -> None:
    crew = await crew_of(stage)
    said = crew.by("Aisha").say(QUESTION)
    (answer,) = await ask(stage, crew.by("Daniyar"), "/ask", reply_to=said)
    assert "16 May 2026" in answer.text
    (how,) = await ask(stage, crew.by("Daniyar"), "/ask@briefing_bot")
    assert "/ask and what you want to know" in how.text


async def test_an_edited_ask_changes_its_answer(stage: Stage) -> None:
    crew = await crew_of(stage)
    aisha = crew.by("Aisha")
    said = aisha.say(f"/ask {QUESTION}")
    await stage.settle()
    answer, number = crew.group.last, len(crew.group.sent)
    aisha.edit(said, "/ask When is the autumn regatta?")
    await stage.settle()
    assert "12 September 2026" in answer.text
    assert len(crew.group.sent) == number


async def test_a_member_who_asks_too_much_is_told_once_and_others_are_answered(stage: Stage) -> None:
    crew = await crew_of(stage)
    aisha = crew.by("Aisha")
    replies = [await ask(stage, aisha, f"/ask {QUESTION}") for _ in range(9)]
    assert [len(one) for one in replies] == [1, 1, 1, 1, 1, 1, 1, 0, 0]
    assert "go on in a moment" in replies[6][0].text
    assert len(await ask(stage, crew.by("Zarina"), f"/ask {QUESTION}")) == 1
    await stage.pass_until(stage.sandbox.clock.now() + timedelta(minutes=2))
    (again,) = await ask(stage, aisha, f"/ask {QUESTION}")
    assert "16 May 2026" in again.text


async def test_a_crowded_group_gets_less_at_a_time_and_the_rest_behind_more(stage: Stage) -> None:
    crew = await crew_of(stage)
    (private,) = await ask(stage, crew.private, "/upcoming")
    (group,) = await ask(stage, crew.group, "/upcoming")
    assert len(group.text) < len(private.text)
    assert any(label.startswith("More") for label in group.labels)


async def test_who_added_the_bot_hears_that_it_hears_less_when_it_is_no_admin_any_more(stage: Stage) -> None:
    crew = await crew_of(stage)
    await ask(stage, crew.private, "/start")
    crew.group.promote(stage.sandbox.bot)
    await stage.settle()
    (answer,) = await ask(stage, crew.by("Aisha"), f"@briefing_bot {QUESTION}")
    assert "16 May 2026" in answer.text
    crew.group.demote(stage.sandbox.bot)
    await stage.settle()
    assert "no longer an admin" in crew.private.last.text
    assert await ask(stage, crew.by("Aisha"), f"@briefing_bot {QUESTION}") == ()


async def test_owners_are_told_when_nobody_else_can_be(stage: Stage) -> None:
    owner = stage.sandbox.private(stage.sandbox.user("Olga", id=OWNER))
    await ask(stage, owner, "/start")
    crew = await crew_of(stage)
    stage.sandbox.set_status(crew.group.chat, stage.sandbox.bot, "restricted", actor=crew.person("Dana"))
    await stage.settle()
    assert "does not let the bot write" in owner.last.text
