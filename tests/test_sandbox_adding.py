from bot.sandbox.sandbox import Sandbox


def test_a_group_or_channel_is_made_and_given_its_bot_by_its_first_admin() -> None:
    sandbox = Sandbox(flood=False)
    member, admin = sandbox.user("Aisha"), sandbox.user("Marat")
    for make in (sandbox.group, sandbox.supergroup, sandbox.channel):
        make("Team", member, admins=[admin])
        added = sandbox.call("getUpdates")[-1]["my_chat_member"]
        assert added["from"]["first_name"] == "Marat"
        sandbox.updates.drop()


def test_a_group_without_admins_is_made_by_its_first_member() -> None:
    sandbox = Sandbox(flood=False)
    sandbox.group("Team", sandbox.user("Aisha"), sandbox.user("Marat"))
    assert sandbox.call("getUpdates")[-1]["my_chat_member"]["from"]["first_name"] == "Aisha"
