from typing import Any

import pytest

from bot.sandbox.conversation import Conversation
from bot.sandbox.refusals import Refusal
from bot.sandbox.sandbox import Sandbox


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(flood=False)


def refused(sandbox: Sandbox, chat: Conversation, **parameters: Any) -> tuple[int, str]:
    with pytest.raises(Refusal) as caught:
        sandbox.call("sendMessage", chat_id=chat.id, text="x", **parameters)
    return caught.value.code, caught.value.description


def heard(sandbox: Sandbox) -> list[str]:
    """Texts and kinds that the bot is given from now on, having confirmed what was there."""
    updates = sandbox.call("getUpdates")
    sandbox.updates.drop()
    kinds = [next(key for key in update if key != "update_id") for update in updates]
    return [update[kind].get("text") or kind for update, kind in zip(updates, kinds, strict=True)]


def test_a_bot_cannot_write_first(sandbox: Sandbox) -> None:
    shy = sandbox.private(sandbox.user("Aisha"), started=False)
    assert refused(sandbox, shy) == (400, "Bad Request: chat not found")
    sandbox.group("Press", shy.user)
    assert refused(sandbox, shy) == (403, "Forbidden: bot can't initiate conversation with a user")
    shy.say("/start")
    assert sandbox.call("sendMessage", chat_id=shy.id, text="x")


def test_a_blocked_bot_hears_of_it_and_is_refused(sandbox: Sandbox) -> None:
    chat = sandbox.private(sandbox.user("Aisha"))
    chat.block()
    change = sandbox.call("getUpdates")[-1]["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    assert refused(sandbox, chat) == (403, "Forbidden: bot was blocked by the user")
    chat.unblock()
    assert sandbox.call("sendMessage", chat_id=chat.id, text="x")


def test_deleted_accounts_are_deactivated(sandbox: Sandbox) -> None:
    chat = sandbox.private(sandbox.user("Aisha"))
    chat.user.deactivated = True
    assert refused(sandbox, chat) == (403, "Forbidden: user is deactivated")


def test_in_privacy_mode_only_what_is_meant_for_the_bot_is_heard(sandbox: Sandbox) -> None:
    aisha, daniyar = sandbox.user("Aisha"), sandbox.user("Daniyar")
    group = sandbox.supergroup("Press", aisha, daniyar)
    heard(sandbox)
    group.say("just talking")
    group.say("@briefing_bot who is it?")
    group.say("/today")
    group.say("/today@briefing_bot")
    group.say("/today@other_bot")
    sandbox.call("sendMessage", chat_id=group.id, text="answer")
    group.by(daniyar).say("thanks", reply_to=group.last)
    group.join(sandbox.user("Zarina"))
    assert heard(sandbox) == ["/today", "/today@briefing_bot", "thanks", "message"]


def test_a_bare_command_goes_to_whichever_bot_spoke_last(sandbox: Sandbox) -> None:
    group = sandbox.supergroup("Press", sandbox.user("Aisha"))
    other = sandbox.world.add_user("Other", is_bot=True, username="other_bot")
    group.join(other)
    heard(sandbox)
    group.by(other).say("beep")
    group.say("/today")
    assert heard(sandbox) == []


def test_administrators_hear_everything_but_other_bots(sandbox: Sandbox) -> None:
    group = sandbox.supergroup("Press", sandbox.user("Aisha"), bot="administrator")
    heard(sandbox)
    group.say("just talking")
    group.by(sandbox.world.add_user("Other", is_bot=True)).say("beep")
    assert heard(sandbox) == ["just talking"]


def test_privacy_mode_counts_as_it_was_when_the_bot_joined(sandbox: Sandbox) -> None:
    group = sandbox.supergroup("Press", sandbox.user("Aisha"))
    sandbox.privacy = False
    heard(sandbox)
    group.say("unheard")
    group.remove_bot()
    group.add_bot()
    group.say("heard")
    assert "unheard" not in (found := heard(sandbox))
    assert found[-1] == "heard"


def test_anonymous_administrators_appear_as_the_group(sandbox: Sandbox) -> None:
    aisha = sandbox.user("Aisha")
    group = sandbox.supergroup("Press", aisha, admins=[aisha])
    group.by(aisha, anonymous=True).say("/settings@briefing_bot")
    message = sandbox.call("getUpdates")[-1]["message"]
    assert message["from"]["username"] == "GroupAnonymousBot"
    assert message["sender_chat"]["id"] == group.id


def test_joining_and_being_thrown_out_are_told(sandbox: Sandbox) -> None:
    group = sandbox.group("Press", sandbox.user("Aisha"))
    assert heard(sandbox) == ["message", "my_chat_member"]
    group.remove_bot()
    assert heard(sandbox) == ["message", "my_chat_member"]
    assert refused(sandbox, group) == (403, "Forbidden: bot was kicked from the group chat")


def test_other_members_changes_are_told_to_administrators_who_ask_for_them(sandbox: Sandbox) -> None:
    group = sandbox.supergroup("Press", sandbox.user("Aisha"), bot="administrator")
    heard(sandbox)
    group.join(sandbox.user("Daniyar"))
    assert heard(sandbox) == ["message"]
    sandbox.call("getUpdates", allowed_updates=["chat_member"])
    group.join(sandbox.user("Zarina"))
    assert heard(sandbox) == ["chat_member"]


def test_a_migrated_group_names_its_successor(sandbox: Sandbox) -> None:
    old = sandbox.group("Press", sandbox.user("Aisha"))
    heard(sandbox)
    new = sandbox.migrate(old)
    told = [update["message"] for update in sandbox.call("getUpdates")]
    assert (told[0]["migrate_to_chat_id"], told[1]["migrate_from_chat_id"]) == (new.id, old.id)
    with pytest.raises(Refusal) as caught:
        sandbox.call("sendMessage", chat_id=old.id, text="x")
    assert caught.value.body() == {
        "ok": False, "error_code": 400, "parameters": {"migrate_to_chat_id": new.id},
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
    }  # fmt: skip
    assert sandbox.call("sendMessage", chat_id=new.id, text="x")


def test_topics_keep_their_messages_together(sandbox: Sandbox) -> None:
    forum = sandbox.supergroup("Desk", sandbox.user("Aisha"), forum=True)
    topic = forum.open_topic("Visits")
    said = forum.at(topic).say("/today@briefing_bot")
    assert (said.thread_id, said.is_topic) == (topic.id, True)
    sent = sandbox.call("sendMessage", chat_id=forum.id, message_thread_id=topic.id, text="x")
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic.id, True)
    reply = sandbox.call("sendMessage", chat_id=forum.id, text="x", reply_parameters={"message_id": said.id})
    assert reply["message_thread_id"] == topic.id


def test_deleted_and_closed_topics_refuse(sandbox: Sandbox) -> None:
    forum = sandbox.supergroup("Desk", sandbox.user("Aisha"), forum=True)
    topic = forum.open_topic("Visits")
    topic.closed = True
    assert refused(sandbox, forum, message_thread_id=topic.id) == (400, "Bad Request: TOPIC_CLOSED")
    forum.delete_topic(topic)
    assert refused(sandbox, forum, message_thread_id=topic.id) == (400, "Bad Request: message thread not found")


def test_replies_in_a_supergroup_carry_a_thread_that_is_no_topic(sandbox: Sandbox) -> None:
    group = sandbox.supergroup("Press", sandbox.user("Aisha"))
    first = group.say("/a@briefing_bot")
    reply = group.say("/b@briefing_bot", reply_to=first)
    assert (reply.thread_id, reply.is_topic) == (first.id, False)
    assert refused(sandbox, group, message_thread_id=first.id) == (400, "Bad Request: message thread not found")


def test_channels_are_written_by_administrators_only(sandbox: Sandbox) -> None:
    channel = sandbox.channel("News", sandbox.user("Aisha"), username="news")
    post = sandbox.call("sendMessage", chat_id="@news", text="x")
    assert "from" not in post
    assert post["sender_chat"]["type"] == "channel"
    channel.say("by the editor")
    assert "channel_post" in sandbox.call("getUpdates")[-1]
    sandbox.set_status(channel.chat, sandbox.bot, "member", actor=channel.user)
    assert refused(sandbox, channel) == (400, "Bad Request: need administrator rights in the channel chat")


def test_silenced_groups_refuse_texts(sandbox: Sandbox) -> None:
    group = sandbox.supergroup("Press", sandbox.user("Aisha"))
    group.chat.muted_members = True
    assert refused(sandbox, group) == (400, "Bad Request: not enough rights to send text messages to the chat")


def test_members_are_told_by_their_status(sandbox: Sandbox) -> None:
    aisha, daniyar = sandbox.user("Aisha"), sandbox.user("Daniyar")
    group = sandbox.supergroup("Press", aisha, daniyar)
    status = {
        u.first_name: sandbox.call("getChatMember", chat_id=group.id, user_id=u.id)["status"] for u in (aisha, daniyar)
    }
    assert status == {"Aisha": "creator", "Daniyar": "member"}
    group.promote(daniyar, "can_pin_messages")
    admins = sandbox.call("getChatAdministrators", chat_id=group.id)
    assert [(a["status"], a.get("can_pin_messages")) for a in admins] == [("creator", None), ("administrator", True)]
    assert sandbox.call("getChatMemberCount", chat_id=group.id) == 3


def test_pinning_needs_the_right(sandbox: Sandbox) -> None:
    group = sandbox.supergroup("Press", sandbox.user("Aisha"))
    sent = sandbox.call("sendMessage", chat_id=group.id, text="x")["message_id"]
    with pytest.raises(Refusal, match="not enough rights to manage pinned messages in the chat"):
        sandbox.call("pinChatMessage", chat_id=group.id, message_id=sent)
    group.promote(sandbox.bot)
    sandbox.call("pinChatMessage", chat_id=group.id, message_id=sent)
    assert sandbox.call("getChat", chat_id=group.id)["pinned_message"]["message_id"] == sent


def test_leaving_ends_the_bots_membership(sandbox: Sandbox) -> None:
    group = sandbox.supergroup("Press", sandbox.user("Aisha"))
    assert sandbox.call("leaveChat", chat_id=group.id) is True
    assert refused(sandbox, group) == (403, "Forbidden: bot is not a member of the supergroup chat")


def test_a_mention_in_a_foreign_chat_asks_the_bot_as_a_guest(sandbox: Sandbox) -> None:
    elsewhere = sandbox.supergroup("Elsewhere", sandbox.user("Aisha"), bot=None)
    elsewhere.say("@briefing_bot next visit?")
    asked = sandbox.call("getUpdates")[-1]["guest_message"]
    result = {"type": "article", "id": "1", "title": "x", "input_message_content": {"message_text": "In May."}}
    sent = sandbox.call("answerGuestQuery", guest_query_id=asked["guest_query_id"], result=result)
    assert elsewhere.last.text == "In May."
    assert sandbox.call("editMessageText", inline_message_id=sent["inline_message_id"], text="In June.") is True
    with pytest.raises(Refusal, match="query is too old"):
        sandbox.call("answerGuestQuery", guest_query_id=asked["guest_query_id"], result=result)


def test_messages_older_than_two_days_stay(sandbox: Sandbox) -> None:
    chat = sandbox.private(sandbox.user("Aisha"))
    sent = sandbox.call("sendMessage", chat_id=chat.id, text="x")["message_id"]
    chat.last.date -= 49 * 3600
    with pytest.raises(Refusal, match="message can't be deleted for everyone"):
        sandbox.call("deleteMessage", chat_id=chat.id, message_id=sent)


def test_edits_by_people_are_heard(sandbox: Sandbox) -> None:
    chat = sandbox.private(sandbox.user("Aisha"))
    chat.edit(chat.say("a"), "b")
    assert sandbox.call("getUpdates")[-1]["edited_message"]["text"] == "b"
