import asyncio
from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import RetryAfter
from virtual_loop import now, run

from bot.chat.limiter import BURST, GROUP_MESSAGES, Limiter, broadcasting


class Server:
    """Takes messages and notes when; takes `delay` seconds for each; tells chats to wait when asked to."""

    def __init__(self, per_second=25, delay=0.05):
        self.limiter = Limiter(per_second, now, asyncio.sleep)
        self.delay = delay
        self.got = []
        self.floods = {}

    async def post(self, chat, endpoint="sendMessage"):
        async def call():
            if self.floods.get(chat):
                raise RetryAfter(self.floods[chat].pop())
            self.got.append((now(), chat))
            await asyncio.sleep(self.delay)
            return now()

        return await self.limiter.process_request(call, (), {}, endpoint, {"chat_id": chat}, None)

    async def broadcast(self, chat):
        with broadcasting():
            return await self.post(chat)

    def times(self, chat=None):
        return [at for at, to in self.got if chat in (None, to)]


def peak(times, seconds):
    """The most that fell into any stretch of that length, its end excluded."""
    ordered, start, most = sorted(times), 0, 0
    for end, at in enumerate(ordered):
        while at - ordered[start] >= seconds - 1e-9:
            start += 1
        most = max(most, end - start + 1)
    return most


def test_ten_thousand_chats_are_told_within_five_percent_of_the_floor():
    async def main():
        server = Server()
        await asyncio.gather(*(server.broadcast(chat) for chat in range(1, 10_001)))
        return server.times()

    times = run(main())
    assert len(times) == 10_000
    assert 400 * 0.95 <= max(times) <= 400 * 1.05
    assert peak(times, 1.0) <= 25


def test_timers_that_ring_late_do_not_add_up():
    async def late(seconds):
        await asyncio.sleep(seconds + 0.01)

    async def main():
        server = Server()
        server.limiter = Limiter(25, now, late)
        await asyncio.gather(*(server.broadcast(chat) for chat in range(1, 1001)))
        return server.times()

    times = run(main())
    assert max(times) <= 40 * 1.01
    assert peak(times, 1.0) <= 25 + 1


def test_people_are_answered_within_a_second_during_a_broadcast():
    async def main():
        server = Server()
        waits = []

        async def ask(chat, at):
            await asyncio.sleep(at)
            waits.append(await server.post(chat) - at)

        people = [ask(-chat if chat % 7 == 0 else chat, chat % 97) for chat in range(1, 1000, 3)]
        await asyncio.gather(*(server.broadcast(chat) for chat in range(1, 3001)), *people)
        return waits, server.times()

    waits, times = run(main())
    assert max(waits) < 1.0
    assert peak(times, 1.0) <= 25


def test_one_chat_on_hold_stalls_nobody_else():
    async def main():
        server = Server()
        server.floods[7] = [2000]
        found = await asyncio.gather(*(server.broadcast(chat) for chat in range(1, 101)), return_exceptions=True)
        refused = [one for one in found if isinstance(one, RetryAfter)]
        return len(refused), max(server.times())

    assert run(main()) == (1, pytest.approx(4, rel=0.05))


def test_a_broadcast_to_a_chat_on_hold_is_refused_at_once_and_to_the_second():
    async def main():
        server = Server()
        server.floods[7] = [2000]
        for _ in range(2):
            with pytest.raises(RetryAfter) as error:
                await server.broadcast(7)
            await asyncio.sleep(500)
        return error.value.retry_after.total_seconds()

    assert run(main()) == pytest.approx(1500, abs=1)


def test_an_answer_to_a_chat_on_hold_waits_for_the_hold_to_end():
    async def main():
        server = Server()
        server.floods[7] = [30]
        with pytest.raises(RetryAfter):
            await server.post(7)
        await server.post(7)
        return server.times()

    assert run(main())[0] == pytest.approx(30, abs=0.1)


def test_three_chats_told_to_wait_at_once_hold_the_bot():
    async def main():
        server = Server()
        server.floods = {1: [30], 2: [20], 3: [40]}
        await asyncio.gather(*(server.post(chat) for chat in (1, 2, 3)), return_exceptions=True)
        await server.post(4)
        return server.times(4)

    assert run(main())[0] == pytest.approx(20, abs=0.1)


def test_a_private_chat_has_a_small_burst_of_answers_and_then_one_a_second():
    async def main():
        server = Server(delay=0.01)
        await asyncio.gather(*(server.post(1) for _ in range(10)))
        return server.times()

    times = run(main())
    assert peak(times, 0.9) <= BURST
    assert max(times) == pytest.approx(10 - BURST, abs=0.2)


def test_broadcasts_to_one_chat_keep_a_second_apart_after_the_last_was_through():
    async def main():
        server = Server(delay=0.3)
        await asyncio.gather(*(server.broadcast(1) for _ in range(4)))
        return server.times()

    times = run(main())
    assert all(later - earlier >= 1.3 - 1e-6 for earlier, later in pairwise(times))


def test_an_answer_passes_the_broadcast_that_waits_for_the_same_chat():
    async def main():
        server = Server()
        queue = [asyncio.create_task(server.broadcast(chat)) for chat in range(1, 501)]
        await asyncio.sleep(0.5)
        began = now()
        took = await server.post(500) - began
        await asyncio.gather(*queue)
        return took

    assert run(main()) < 1.0


@pytest.mark.parametrize("endpoint", ["getMe", "answerCallbackQuery", "sendChatAction", "getChatMember"])
def test_what_sends_no_message_is_not_held_up(endpoint):
    async def main():
        server = Server(per_second=1, delay=0)
        await asyncio.gather(*(server.post(1, endpoint) for _ in range(100)))
        return now()

    assert run(main()) == 0


def test_chats_long_silent_are_forgotten():
    async def main():
        server = Server(per_second=1000, delay=0)
        for chat in range(1, 5001):
            await server.post(chat)
            await asyncio.sleep(1)
        return len(server.limiter._chats)

    assert run(main()) <= 2001


def test_a_cancelled_answer_frees_its_chat():
    async def main():
        server = Server()
        await asyncio.gather(*(server.post(1) for _ in range(BURST)))
        waiting = asyncio.create_task(server.post(1))
        await asyncio.sleep(0.1)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.wait_for(server.post(1), 5)
        return len(server.got)

    assert run(main()) == BURST + 1


calls = st.lists(
    st.tuples(st.sampled_from([1, 2, 3, -1, -2]), st.booleans(), st.floats(0, 20)), min_size=1, max_size=120
)


@settings(max_examples=60)
@given(calls, st.integers(1, 30), st.floats(0, 0.5))
def test_no_window_is_ever_over_a_limit_and_nothing_is_lost(found, per_second, delay):
    async def main():
        server = Server(per_second, delay)

        async def later(chat, is_broadcast, at):
            await asyncio.sleep(at)
            await (server.broadcast(chat) if is_broadcast else server.post(chat))

        await asyncio.gather(*(later(*one) for one in found))
        return server.got

    got = run(main())
    assert Counter(chat for _, chat in got) == Counter(chat for chat, *_ in found)
    assert peak([at for at, _ in got], 1.0) <= per_second
    by_chat = defaultdict(list)
    for at, chat in got:
        by_chat[chat].append(at)
    for chat, times in by_chat.items():
        assert all(peak(times, seconds) <= BURST + seconds for seconds in (1, 5, 20))
        assert chat > 0 or peak(times, 60.0) <= GROUP_MESSAGES
