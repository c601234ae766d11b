"""What the bot's library sends passes the sandbox's strictness, and what the sandbox sends back is understood."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChatAdministrators,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
    MessageEntity,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.sandbox.conversation import Conversation
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import serve

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (40).to_bytes(4, "big") + (30).to_bytes(4, "big") + b"\x08\x02\0\0\0"


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(flood=False)


@pytest.fixture
def chat(sandbox: Sandbox) -> Conversation:
    return sandbox.private(sandbox.user("Aisha"))


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with serve(sandbox) as url, Bot(sandbox.token, f"{url}/bot", f"{url}/file/bot") as bot:
        yield bot


async def test_pictures_and_files_go_there_and_back(client: Bot, chat: Conversation) -> None:
    sent = await client.send_photo(chat.id, PNG, caption="a", filename="a.png")
    assert sent.photo[-1].width == 40
    file = await client.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == PNG
    changed = await sent.edit_media(InputMediaPhoto(PNG + b"more", caption="b"))
    assert getattr(changed, "caption", "") == "b"
    document = await client.send_document(chat.id, b"BEGIN:VCALENDAR", filename="visits.ics")
    assert document.document is not None
    assert document.document.file_name == "visits.ics"


async def test_inline_and_guest_questions_are_answered(client: Bot, sandbox: Sandbox, chat: Conversation) -> None:
    words = InputTextMessageContent("<b>In May</b>", "HTML", link_preview_options=LinkPreviewOptions(is_disabled=True))
    article = InlineQueryResultArticle("1", "Next visit", words)
    query = chat.ask_inline("visit")
    button = InlineQueryResultsButton("Ask in private", start_parameter="ask")
    await client.answer_inline_query(query.id, [article], cache_time=0, is_personal=True, button=button)
    assert chat.choose(query).text == "In May"
    elsewhere = sandbox.supergroup("Elsewhere", chat.user, bot=None)
    elsewhere.say("@briefing_bot next visit?")
    asked = (await client.get_updates())[-1].guest_message
    assert asked is not None
    assert asked.guest_query_id is not None
    assert (await client.answer_guest_query(asked.guest_query_id, article)).inline_message_id


async def test_topics_times_and_commands(client: Bot, sandbox: Sandbox, chat: Conversation) -> None:
    forum = sandbox.supergroup("Desk", chat.user, bot="administrator", forum=True)
    topic = forum.open_topic("Visits")
    when = MessageEntity(MessageEntity.DATE_TIME, 0, 5, unix_time=1771930800, date_time_format="wDT")  # type: ignore[arg-type]
    sent = await client.send_message(forum.id, "15:00", message_thread_id=topic.id, entities=[when])
    assert (sent.message_thread_id, sent.is_topic_message, sent.entities[0].type) == (topic.id, True, "date_time")
    scope = BotCommandScopeChatAdministrators(forum.id)
    await client.set_my_commands([BotCommand("settings", "Settings")], scope=scope, language_code="ru")
    assert (await client.get_my_commands(scope=scope, language_code="ru"))[0].command == "settings"
    assert (await client.get_chat(forum.id)).is_forum
    assert [admin.status for admin in await client.get_chat_administrators(forum.id)] == ["creator", "administrator"]


async def test_refusals_arrive_as_the_librarys_errors(client: Bot, sandbox: Sandbox, chat: Conversation) -> None:
    old = sandbox.group("Press", chat.user)
    new = sandbox.migrate(old)
    with pytest.raises(ChatMigrated) as migrated:
        await client.send_message(old.id, "x")
    assert migrated.value.new_chat_id == new.id
    with pytest.raises(BadRequest, match="Chat not found"):
        await client.send_message(5, "x")
    chat.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await client.send_message(chat.id, "x")
