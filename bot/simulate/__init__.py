"""Scenario files -> who got what when: the real bot and the sandbox in one process, weeks in seconds.

A scenario is a YAML file, played by `python -m bot simulate FILE`. Everything in it is read as text, as in the base.

    about: A reader asks, and asks on.      # for people only
    knowledge: ../club                      # the base, seen from this file; else KNOWLEDGE_DIR
    start: 2026-03-01T18:00                 # in the base's zone unless written; else 9 o'clock of the base's date
    privacy: no                             # yes unless written: in groups the bot is given commands and replies only
    people:                                 # who is named below `chats` need not stand here
    - {name: Aisha, language: en}           # language of their Telegram: en, ur, ru, kk
    - {name: Marat, owner: yes}             # an owner of the bot
    chats:                                  # private chats need no mention
    - name: Team
      type: supergroup                      # group, supergroup, channel
      members: [Aisha, Daniyar]
      admins: [Marat]
      topics: [Visits]                      # makes it a forum
      bot: member                           # administrator, none
    steps:
    - who: Aisha
      says: When is the spring regatta?
      expect: 16 May 2026

A step is one thing that happens, and what is expected of the bot because of it:

    says: TEXT        with `who`; in private, or `in: CHAT` (`topic: NAME`, `anonymous: yes`, `reply: yes`: to the bot)
    edits: TEXT       changes what `who` wrote there last
    presses: LABEL    a button of the bot's latest message that has it, or whose label begins so
    joins: CHAT       leaves: CHAT; blocks: bot; unblocks: bot; adds: bot and removes: bot with `in: CHAT`
    clock: +3d        time passes: +30s +15m +2h +1w +1h30m, a time like 2026-03-04T09:00, or `next` due instant
    fault: too_many   Telegram fails: too_many forbidden server_error refuse drop_before drop_after latency duplicate;
                      with `method`, `in`, `times` (`all`: until `fault: none`), `after`, `retry_after`, `seconds`,
                      `code`, `description`
    file: a.yaml      a curator saves a file of the base: `replace: OLD` and `with: NEW`, or `append: LINES`
    restart: bot      the bot is stopped and started anew; `restart: 3h`: it was down for so long

Beside each may stand `at:`, a moment as for `clock`: time passes until then first. A step is over when the bot has
nothing in hand; where it has to wait for that (it was told to, or cannot reach Telegram) the clock goes on, for a
minute at most. What is due while time passes is done at its instant.

`expect` is a regular expression that has to be found in what the bot said there (capitals do not count), the word
`nothing`, a mapping, or a list of these:

    in: Team              where to look: a person (their private chat), a chat, anywhere; else where the step was made,
                          for steps without a place anywhere. `topic: NAME`: there alone
    says: [A, B]          each is found in one of its messages, new or changed
    lacks: [C]            this in none of them
    new: 1                so many new messages
    changed: 1            so many changes in place
    buttons: [More]       these are on its last message, or buttons that begin so
    popup: Thank you      the word that answers a press
"""
