from typing import Any

import pytest

from bot.sandbox.calls import Upload
from bot.sandbox.conversation import Conversation
from bot.sandbox.methods.table import METHODS
from bot.sandbox.refusals import Refusal
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.spec import load_spec

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big") + b"\x08\x02\0\0\0"


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(flood=False)


@pytest.fixture
def chat(sandbox: Sandbox) -> Conversation:
    return sandbox.private(sandbox.user("Aisha"))


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def refusal(sandbox: Sandbox, method: str, **parameters: Any) -> str:
    with pytest.raises(Refusal) as caught:
        sandbox.call(method, **parameters)
    return caught.value.description


def test_every_method_played_is_one_of_telegrams() -> None:
    assert set(METHODS) <= set(load_spec().methods)


def test_the_list_of_methods_is_the_whole_bot_api() -> None:
    spec = load_spec()
    assert len(spec.methods) == 180
    assert {p.name for p in spec.methods["sendmessage"] if p.required} == {"chat_id", "text"}
    assert any(field.name == "callback_data" for field in spec.types["InlineKeyboardButton"])


def test_methods_of_telegram_that_are_not_played_say_so(sandbox: Sandbox) -> None:
    with pytest.raises(Refusal) as caught:
        sandbox.call("sendPoll", chat_id=1)
    assert caught.value.code == 501


def test_methods_that_nobody_knows_are_not_found(sandbox: Sandbox) -> None:
    with pytest.raises(Refusal) as caught:
        sandbox.call("sendTelepathy")
    assert caught.value.body() == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}


def test_a_sent_message_comes_back_whole(sandbox: Sandbox, chat: Conversation) -> None:
    sent = sandbox.call(
        "SENDmessage", chat_id=chat.id, text="<b>Hi</b> there", parse_mode="HTML",
        reply_markup=keyboard({"text": "Go", "callback_data": "go"}, {"text": "Site", "url": "gov.kz"}),
        link_preview_options={"is_disabled": True},
    )  # fmt: skip
    assert sent["text"] == "Hi there"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert sent["from"]["is_bot"]
    assert sent["chat"] == {"id": chat.id, "type": "private", "first_name": "Aisha"}
    assert sent["date"] == sandbox.clock.stamp()
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert sent["reply_markup"]["inline_keyboard"][0][1] == {"text": "Site", "url": "http://gov.kz/"}
    assert chat.last.labels == ["Go", "Site"]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"chat_id": "", "text": "x"}, "chat_id is empty"),
        ({"chat_id": 999, "text": "x"}, "chat not found"),
        ({"chat_id": "@nobody", "text": "x"}, "chat not found"),
        ({"text": ""}, "message text is empty"),
        ({"text": "x", "message_thread_id": 7}, "message thread not found"),
        ({"text": "x", "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": "я" * 33})}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x", "reply_markup": keyboard({"text": "a"})},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": keyboard({"callback_data": "a"})},
            'can\'t parse inline keyboard button: Can\'t find field "text"',
        ),
        (
            {"text": "x", "reply_markup": keyboard({"text": "a", "url": "nowhere"})},
            "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "reply_markup": keyboard({"text": "a", "copy_text": {"text": "c" * 257}})},
            "BUTTON_COPY_TEXT_INVALID",
        ),
        (
            {"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": "b", "style": "loud"})},
            "can't parse inline keyboard button: invalid button style specified",
        ),
        (
            {"text": "x", "reply_markup": keyboard(*[{"text": "a", "callback_data": "b"}] * 101)},
            "reply markup is too long",
        ),
    ],
)  # fmt: skip
def test_what_telegram_refuses_is_refused_with_its_words(
    sandbox: Sandbox, chat: Conversation, parameters: dict[str, Any], words: str
) -> None:
    assert refusal(sandbox, "sendMessage", **{"chat_id": chat.id} | parameters) == f"Bad Request: {words}"
    assert not chat.sent


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"colour": "red"}, "colour"),
        ({"disable_notification": "perhaps"}, "disable_notification"),
        ({"message_thread_id": "first"}, "message_thread_id"),
        ({"reply_markup": keyboard({"text": "a", "callback_data": "b", "size": 3})}, "size"),
    ],
)
def test_what_the_bot_api_does_not_know_is_flagged_as_the_sandboxs_own_strictness(
    sandbox: Sandbox, chat: Conversation, parameters: dict[str, Any], named: str
) -> None:
    words = refusal(sandbox, "sendMessage", chat_id=chat.id, text="x", **parameters)
    assert words.startswith("Bad Request: [sandbox strictness]")
    assert named in words


def test_without_strictness_unknown_parameters_pass() -> None:
    sandbox = Sandbox(strict=False)
    chat = sandbox.private(sandbox.user("Aisha"))
    assert sandbox.call("sendMessage", chat_id=chat.id, text="x", colour="red")


def test_an_edit_replaces_text_and_buttons(sandbox: Sandbox, chat: Conversation) -> None:
    sent = sandbox.call(
        "sendMessage", chat_id=chat.id, text="a", reply_markup=keyboard({"text": "b", "callback_data": "c"})
    )
    edited = sandbox.call("editMessageText", chat_id=chat.id, message_id=sent["message_id"], text="z")
    assert edited["text"] == "z"
    assert edited["edit_date"]
    assert "reply_markup" not in edited
    words = refusal(sandbox, "editMessageText", chat_id=chat.id, message_id=sent["message_id"], text="z")
    assert words.startswith("Bad Request: message is not modified: specified new message content")


def test_buttons_alone_can_be_edited(sandbox: Sandbox, chat: Conversation) -> None:
    sent = sandbox.call("sendMessage", chat_id=chat.id, text="a")["message_id"]
    sandbox.call(
        "editMessageReplyMarkup",
        chat_id=chat.id,
        message_id=sent,
        reply_markup=keyboard({"text": "b", "callback_data": "c"}),
    )
    assert chat.last.labels == ["b"]
    sandbox.call("editMessageReplyMarkup", chat_id=chat.id, message_id=sent)
    assert chat.last.labels == []


def test_only_the_bots_own_messages_can_be_edited(sandbox: Sandbox, chat: Conversation) -> None:
    said = chat.say("mine").id
    assert refusal(sandbox, "editMessageText", chat_id=chat.id, message_id=said, text="x").endswith(
        "message can't be edited"
    )
    assert refusal(sandbox, "editMessageText", chat_id=chat.id, message_id=99, text="x").endswith(
        "message to edit not found"
    )


def test_deleting_takes_messages_away_once(sandbox: Sandbox, chat: Conversation) -> None:
    sent = sandbox.call("sendMessage", chat_id=chat.id, text="a")["message_id"]
    assert sandbox.call("deleteMessage", chat_id=chat.id, message_id=sent)
    assert not chat.messages
    words = refusal(sandbox, "deleteMessage", chat_id=chat.id, message_id=sent)
    assert words == "Bad Request: message to delete not found"
    assert sandbox.call("deleteMessages", chat_id=chat.id, message_ids=[sent, 1, 2])


def test_a_pressed_button_is_answered_once_the_bot_does(sandbox: Sandbox, chat: Conversation) -> None:
    sandbox.call("sendMessage", chat_id=chat.id, text="a", reply_markup=keyboard({"text": "b", "callback_data": "c"}))
    query = chat.press(chat.last, "b")
    update = sandbox.call("getUpdates")[-1]["callback_query"]
    assert (update["data"], update["message"]["text"], update["from"]["first_name"]) == ("c", "a", "Aisha")
    sandbox.call("answerCallbackQuery", callback_query_id=update["id"], text="done", show_alert=True)
    assert (query.answered, query.text, query.show_alert) == (True, "done", True)


def test_unknown_queries_are_too_old(sandbox: Sandbox) -> None:
    words = refusal(sandbox, "answerCallbackQuery", callback_query_id="1")
    assert words == "Bad Request: query is too old and response timeout expired or query ID is invalid"


def test_a_button_of_a_deleted_message_carries_an_inaccessible_one(sandbox: Sandbox, chat: Conversation) -> None:
    sandbox.call("sendMessage", chat_id=chat.id, text="a", reply_markup=keyboard({"text": "b", "callback_data": "c"}))
    message = chat.last
    chat.delete(message)
    chat.press_data(message, "c")
    assert sandbox.call("getUpdates")[-1]["callback_query"]["message"]["date"] == 0


def test_reply_keyboards_stay_below_the_chat_until_removed(sandbox: Sandbox, chat: Conversation) -> None:
    markup = {"keyboard": [["Yes", "No"]], "resize_keyboard": True}
    sandbox.call("sendMessage", chat_id=chat.id, text="?", reply_markup=markup)
    assert chat.chat.reply_markup is not None
    assert chat.chat.reply_markup["keyboard"] == [[{"text": "Yes"}, {"text": "No"}]]
    sandbox.call("sendMessage", chat_id=chat.id, text="ok", reply_markup={"remove_keyboard": True})
    assert chat.chat.reply_markup is None


def test_pictures_have_sizes_and_can_be_fetched(sandbox: Sandbox, chat: Conversation) -> None:
    upload = Upload("a.png", "image/png", PNG)
    sent = sandbox.call("sendPhoto", {"photo": upload}, chat_id=chat.id, caption="<i>c</i>", parse_mode="HTML")
    largest = sent["photo"][-1]
    assert (largest["width"], largest["height"]) == (640, 480)
    assert sent["caption"] == "c"
    path = sandbox.call("getFile", file_id=largest["file_id"])["file_path"]
    assert sandbox.files.by_path[path].upload is upload
    assert sandbox.call("sendPhoto", chat_id=chat.id, photo=largest["file_id"])["photo"][-1] == largest


def test_pictures_that_are_none_are_refused(sandbox: Sandbox, chat: Conversation) -> None:
    with pytest.raises(Refusal, match="IMAGE_PROCESS_FAILED"):
        sandbox.call("sendPhoto", {"photo": Upload("a.png", "image/png", b"text")}, chat_id=chat.id)
    assert refusal(sandbox, "sendPhoto", chat_id=chat.id).endswith("there is no photo in the request")
    assert refusal(sandbox, "sendPhoto", chat_id=chat.id, photo="AgAC").endswith(
        "wrong file identifier/HTTP URL specified"
    )


def test_a_picture_can_be_exchanged_and_its_caption_edited(sandbox: Sandbox, chat: Conversation) -> None:
    sent = sandbox.call("sendPhoto", {"photo": Upload("a.png", "image/png", PNG)}, chat_id=chat.id)["message_id"]
    sandbox.call("editMessageCaption", chat_id=chat.id, message_id=sent, caption="words")
    assert chat.last.text == "words"
    media = {"type": "photo", "media": "attach://new", "caption": "other"}
    edited = sandbox.call(
        "editMessageMedia", {"new": Upload("b.png", "image/png", PNG)}, chat_id=chat.id, message_id=sent, media=media
    )
    assert edited["caption"] == "other"
    assert refusal(sandbox, "editMessageText", chat_id=chat.id, message_id=sent, text="x").endswith(
        "there is no text in the message to edit"
    )


def test_commands_are_kept_by_scope_and_language(sandbox: Sandbox, chat: Conversation) -> None:
    def command(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": "d"}]

    sandbox.call("setMyCommands", commands=command("all"))
    sandbox.call("setMyCommands", commands=command("private"), scope={"type": "all_private_chats"})
    sandbox.call("setMyCommands", commands=command("russian"), scope={"type": "all_private_chats"}, language_code="ru")
    assert sandbox.call("getMyCommands") == command("all")
    assert sandbox.call("getMyCommands", language_code="kk") == []
    assert sandbox.profile.menu(chat.chat, chat.user, is_admin=False) == command("private")
    chat.user.language_code = "ru"
    assert sandbox.profile.menu(chat.chat, chat.user, is_admin=False) == command("russian")
    sandbox.call("deleteMyCommands", scope={"type": "all_private_chats"}, language_code="ru")
    assert sandbox.profile.menu(chat.chat, chat.user, is_admin=False) == command("private")


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"commands": [{"command": "Help", "description": "d"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "h" * 33, "description": "d"}]}, "command length must not exceed 32"),
        ({"commands": [{"command": "h", "description": " "}]}, "command description must be non-empty"),
        ({"commands": [{"command": f"h{i}", "description": "d"} for i in range(101)]}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [], "language_code": "english"}, "invalid language code specified"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 4}}, "chat not found"),
    ],
)
def test_wrong_commands_are_refused(sandbox: Sandbox, parameters: dict[str, Any], words: str) -> None:
    assert refusal(sandbox, "setMyCommands", **parameters) == f"Bad Request: {words}"


def test_descriptions_fall_back_to_the_one_for_all_languages(sandbox: Sandbox) -> None:
    sandbox.call("setMyDescription", description="All")
    sandbox.call("setMyDescription", description="Русское", language_code="ru")
    assert sandbox.call("getMyDescription", language_code="ru") == {"description": "Русское"}
    assert sandbox.call("getMyDescription", language_code="kk") == {"description": "All"}
    assert sandbox.call("getMyName") == {"name": "Briefing Bot"}
    assert refusal(sandbox, "setMyShortDescription", short_description="s" * 121).startswith("Bad Request")


def test_the_menu_button_is_commands_unless_set(sandbox: Sandbox, chat: Conversation) -> None:
    assert sandbox.call("getChatMenuButton", chat_id=chat.id) == {"type": "commands"}
    button = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.org"}}
    sandbox.call("setChatMenuButton", chat_id=chat.id, menu_button=button)
    assert sandbox.call("getChatMenuButton", chat_id=chat.id) == button


def test_copies_hide_and_forwards_show_where_they_come_from(sandbox: Sandbox, chat: Conversation) -> None:
    other = sandbox.private(sandbox.user("Daniyar"))
    said = chat.say("words").id
    copy = sandbox.call("copyMessage", chat_id=other.id, from_chat_id=chat.id, message_id=said)
    assert other.chat.messages[copy["message_id"]].content == {"text": "words"}
    forward = sandbox.call("forwardMessage", chat_id=other.id, from_chat_id=chat.id, message_id=said)
    assert forward["forward_origin"]["sender_user"]["first_name"] == "Aisha"


def test_reactions_are_one_of_telegrams_emoji(sandbox: Sandbox, chat: Conversation) -> None:
    said = chat.say("words")
    sandbox.call("setMessageReaction", chat_id=chat.id, message_id=said.id, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert said.reactions[sandbox.bot.id] == [{"type": "emoji", "emoji": "👍"}]
    words = refusal(
        sandbox, "setMessageReaction", chat_id=chat.id, message_id=said.id, reaction=[{"type": "emoji", "emoji": "🚂"}]
    )
    assert words == "Bad Request: REACTION_INVALID"


def article(number: str, **words: Any) -> dict[str, Any]:
    return {"type": "article", "id": number, "title": "T", "input_message_content": {"message_text": "t"} | words}


def test_an_inline_result_is_sent_via_the_bot(sandbox: Sandbox, chat: Conversation) -> None:
    query = chat.ask_inline("visits")
    asked = sandbox.call("getUpdates")[-1]["inline_query"]
    assert (asked["query"], asked["chat_type"]) == ("visits", "sender")
    results = [article("1"), article("2", message_text="<b>two</b>", parse_mode="HTML")]
    sandbox.call("answerInlineQuery", inline_query_id=asked["id"], results=results, cache_time=0, is_personal=True)
    message = chat.choose(query, 1)
    assert (message.text, message.via_bot) == ("two", sandbox.bot)
    assert sandbox.call("getUpdates")[-1]["chosen_inline_result"]["result_id"] == "2"
    assert sandbox.call("editMessageText", inline_message_id=message.inline_id, text="edited") is True
    assert message.text == "edited"


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([article(str(i)) for i in range(51)], "too many inline query results specified"),
        ([article("1"), article("1")], "RESULT_ID_DUPLICATE"),
        ([article("x" * 65)], "RESULT_ID_INVALID"),
        ([article("1", message_text="x" * 4097)], "message is too long"),
    ],
)
def test_wrong_inline_results_are_refused(
    sandbox: Sandbox, chat: Conversation, results: list[dict[str, Any]], words: str
) -> None:
    query = chat.ask_inline("x")
    assert refusal(sandbox, "answerInlineQuery", inline_query_id=query.id, results=results) == f"Bad Request: {words}"


def test_actions_are_of_a_known_kind(sandbox: Sandbox, chat: Conversation) -> None:
    assert sandbox.call("sendChatAction", chat_id=chat.id, action="typing") is True
    assert refusal(sandbox, "sendChatAction", chat_id=chat.id, action="sing").endswith(
        "wrong parameter action in request"
    )


def test_after_logging_out_nothing_works(sandbox: Sandbox) -> None:
    assert sandbox.call("logOut") is True
    assert refusal(sandbox, "getMe") == "Logged out"


RICH = (
    "<h2>Brief</h2><p>Trade <b>grew</b><a href='#s1'>1</a></p><table bordered><tr><th>Year</th><td align='right'>2</td>"
    "</tr></table><details><summary>More</summary><ul><li>one</li></ul></details>"
    "<tg-reference name='s1'>Statistics office</tg-reference>"
)


def test_rich_messages_become_blocks(sandbox: Sandbox, chat: Conversation) -> None:
    sent = sandbox.call("sendRichMessage", chat_id=chat.id, rich_message={"html": RICH, "is_rtl": True})
    blocks = sent["rich_message"]["blocks"]
    assert [block["type"] for block in blocks] == ["heading", "paragraph", "table", "details", "paragraph"]
    assert blocks[2]["cells"][0][1] == {"align": "right", "valign": "top", "text": "2"}
    assert blocks[1]["text"][2] == {"type": "reference_link", "text": "1", "reference_name": "s1"}
    assert sent["rich_message"]["is_rtl"] is True


@pytest.mark.parametrize(
    "html",
    ["", "<p>x", "</p>", "<blink>x</blink>", "<p>" + "x" * 32769 + "</p>", "<table></table>", "<hr>" * 501,
     "<table><tr>" + "<td>x</td>" * 21 + "</tr></table>", "<p>" + "<b>" * 17 + "x" + "</b>" * 17 + "</p>",
     "<details><p>x</p></details>"],
)  # fmt: skip
def test_rich_messages_beyond_the_limits_are_refused(sandbox: Sandbox, chat: Conversation, html: str) -> None:
    assert refusal(sandbox, "sendRichMessage", chat_id=chat.id, rich_message={"html": html}).startswith("Bad Request")


def test_people_are_mentioned_by_link_if_they_are_known(sandbox: Sandbox, chat: Conversation) -> None:
    text = f'<a href="tg://user?id={chat.user.id}">Aisha</a> <a href="tg://user?id=5">Nobody</a>'
    sent = sandbox.call("sendMessage", chat_id=chat.id, text=text, parse_mode="HTML")
    assert [(e["type"], e["user"]["first_name"]) for e in sent["entities"]] == [("text_mention", "Aisha")]
