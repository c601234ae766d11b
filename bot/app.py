"""Builds everything once, owns the clock, and runs until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from telegram.error import BadRequest, Forbidden
from telegram.ext import Application
from telegram.request import BaseRequest

from bot.answers.kept import open_engine
from bot.answers.minilm import MissingExtra, open_embedder
from bot.chat import handlers
from bot.chat.aside import aside
from bot.chat.connection import Profile, build_application, build_request, set_menu, set_profile
from bot.chat.insist import TokenRefused, insist
from bot.chat.limiter import Limiter
from bot.chat.owners import Owners, error_handler
from bot.chat.parts import Base, Loaded, Parts
from bot.chat.polling import ALLOWED_UPDATES, Polling
from bot.chat.reloading import KnowledgeError, Reloading, size_of
from bot.chat.server import Server
from bot.clock import real_now
from bot.config import Settings, SettingsError
from bot.jobs.alerts import Alerts, build_alerts
from bot.knowledge.load import check_folder
from bot.storage.database import StorageError, open_database
from bot.storage.lock import polling_lock
from bot.storage.migrate import MigrationError, upgrade
from bot.storage.outbox import Outbox
from bot.storage.store import Store
from bot.storage.trouble import log_failure
from bot.web.serve import build_web, listen, serve
from bot.web.webhook import Webhook

log = logging.getLogger(__name__)

#: Not polled for so long: not ready.
SILENT_FOR = timedelta(minutes=2)
TIDY_EVERY = 3600.0  #: seconds

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]
App = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True)
class Edge:
    """What the bot touches the world with; a stand-in for Telegram and tests bring their own."""

    now: Callable[[], datetime] = real_now
    sleep: Sleep = asyncio.sleep
    requests: Callable[[int], BaseRequest] | None = None  #: connections -> request class; None: over HTTP
    register: Callable[[App, Parts], None] = handlers.register  #: adds the handlers
    seconds: Callable[[], float] = monotonic  #: a clock that only ever grows, at the pace of `sleep`
    on_alerts: Callable[[Alerts], None] | None = None  #: is handed the alerts, so that their time can be played


async def run(settings: Settings, edge: Edge | None = None, stopping: asyncio.Event | None = None) -> None:
    """Runs the bot until SIGTERM, SIGINT or `stopping`.

    Raises SettingsError, LockHeld, KnowledgeError or TokenRefused when it cannot run.
    """
    edge, stopping = edge or Edge(), stopping or asyncio.Event()
    if not settings.knowledge_dir.is_dir():
        raise SettingsError(
            f"KNOWLEDGE_DIR is {str(settings.knowledge_dir)!r}, and there is no such folder. Write the folder of the "
            "base, the one with about.yaml in it."
        )
    with _signals(stopping), _lock(settings):
        loaded = await _unless(stopping, aside(partial(load_base, settings, edge.now)))
        store = await _unless(stopping, aside(partial(open_store, settings))) if loaded is not None else None
        if loaded is not None and store is not None:
            log.info("base %s, %s", loaded.knowledge.version, size_of(loaded.knowledge))
            try:
                await _connected(settings, edge, Base(loaded), store, stopping)
            finally:
                store.close()
    log.info("stopped")


def load_base(settings: Settings, now: Callable[[], datetime]) -> Loaded:
    """The base of the settings' folder with its engine; KnowledgeError with all problems when it does not load."""
    found = check_folder(settings.knowledge_dir, now().date(), settings.data_dir / "cache")
    if found.knowledge is None:
        raise KnowledgeError(found.errors)
    if found.problems:
        log.info("the base loads with %d warnings; `python -m bot check` prints them", len(found.problems))
    try:
        embed = open_embedder() if settings.semantic == "on" else None
    except MissingExtra as error:
        raise SettingsError(str(error)) from error
    return Loaded(found.knowledge, open_engine(found.knowledge, settings.data_dir / "cache", embed))


def open_store(settings: Settings) -> Store:
    """The store, with its database created and brought up to date; SettingsError when it cannot be."""
    try:
        database = open_database(settings.database_url.reveal())
        upgrade(database)
    except (StorageError, MigrationError, ImportError, OSError) as error:
        why = " ".join(str(getattr(error, "orig", None) or error).split())[:300]
        raise SettingsError(
            f"DATABASE_URL names a database that cannot be used ({type(error).__name__}: {why}). Write a file that "
            'can be written, "sqlite:///data/bot.db", or a PostgreSQL that answers (with the extra "postgres").'
        ) from None
    return Store(database)


async def _connected(settings: Settings, edge: Edge, base: Base, store: Store, stopping: asyncio.Event) -> None:
    requests = edge.requests or partial(build_request, is_local=settings.is_local)
    limiter = Limiter(settings.broadcast_per_second, edge.seconds, edge.sleep)
    application = build_application(settings.token.reveal(), settings.api_url, requests, limiter)
    try:
        if await _unless(stopping, _greet(settings, edge, application)):
            await _serving(settings, edge, application, base, store, stopping)
    finally:
        await application.shutdown()


async def _greet(settings: Settings, edge: Edge, application: App) -> bool:
    """Reaches Telegram and says which way updates shall come; True when done."""
    bot = application.bot
    await insist("getMe", application.initialize, edge.sleep)
    log.info("this is @%s", bot.username)
    if settings.webhook_url is None:
        await insist("deleteWebhook", bot.delete_webhook, edge.sleep)
    else:
        assert settings.webhook_secret is not None
        hook = partial(
            bot.set_webhook,
            settings.webhook_url,
            secret_token=settings.webhook_secret.reveal(),
            allowed_updates=ALLOWED_UPDATES,
        )
        await insist("setWebhook", hook, edge.sleep)
    return True


def _parts(settings: Settings, edge: Edge, application: App, base: Base, store: Store, owners: Owners) -> Parts:
    about = base.knowledge.about
    return Parts(
        base=base,
        store=store,
        bot=application.bot,
        now=edge.now,
        owners=settings.owners,
        allowed_chats=settings.allowed_chats,
        language=settings.language or about.language,
        timezone=settings.timezone or about.timezone,
        username=application.bot.username,
        sleep=edge.sleep,
        tell_owners=owners.tell,
        server=Server(settings.rich_messages, settings.api_url, edge.now, Outbox(store.database)),
    )


async def _serving(
    settings: Settings, edge: Edge, application: App, base: Base, store: Store, stopping: asyncio.Event
) -> None:
    listener = await _listener(settings)
    owners = Owners(application.bot, settings.owners, edge.now)
    polling = Polling(application.bot, store, application.process_update, edge.now, edge.sleep)
    store.database.trouble.tell = _from_any_thread(partial(owners.tell, "database"))
    parts = _parts(settings, edge, application, base, store, owners)
    with suppress(StorageError):  # then it is found out again
        await asyncio.to_thread(parts.server.recall)
    load = partial(load_base, settings, edge.now)
    reloading = Reloading(base, load, settings.knowledge_dir, owners)
    application.add_handler(reloading.handler(settings.owners))
    alerts = build_alerts(parts, settings.notice_hold, monotonic)
    alerts.register(application)
    edge.register(application, parts)
    application.add_error_handler(error_handler(owners, partial(handlers.apologise, parts)))
    await application.start()
    beside = [
        asyncio.create_task(_watched(name, work), name=name)
        for name, work in {
            "menu": _menu(edge, application, parts.language),
            "profile": _profile(edge, application, base, parts.language),
            "alerts": _alerting(edge, application, alerts, stopping),
            "watch": reloading.watch(edge.sleep),
            "tidy": _tidy(edge, store),
            "web": _web(settings, edge, application, polling, store, listener),
        }.items()
    ]
    try:
        if settings.webhook_url is None:
            await _polled(polling, stopping)
        else:
            await stopping.wait()
    finally:
        stopping.set()
        for task in beside:
            if task.get_name() != "alerts":
                task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await application.stop()


async def _alerting(edge: Edge, application: App, alerts: Alerts, stopping: asyncio.Event) -> None:
    """Alerts until the stop, which they take as soon as the polling does: both have what is in hand to finish."""
    if edge.on_alerts is not None:
        edge.on_alerts(alerts)
    await _unless(stopping, alerts.run(application))


async def _polled(polling: Polling, stopping: asyncio.Event) -> None:
    task = asyncio.create_task(polling.run())
    stopped = asyncio.create_task(stopping.wait())
    await asyncio.wait([task, stopped], return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    polling.stop()
    await task


async def _menu(edge: Edge, application: App, default: str) -> None:
    await _offer(edge, "setMyCommands", partial(set_menu, application.bot, handlers.menus(), default))


async def _profile(edge: Edge, application: App, base: Base, default: str) -> None:
    texts: Profile = handlers.profile(base.knowledge)
    await _offer(edge, "setMyDescription", partial(set_profile, application.bot, texts, default))


async def _offer(edge: Edge, what: str, call: Callable[[], Awaitable[None]]) -> None:
    """Hands Telegram something it shows of the bot; a no is logged, and the bot works without."""
    try:
        await insist(what, call, edge.sleep, (BadRequest, Forbidden))
    except (BadRequest, Forbidden, TokenRefused) as error:
        log.error("%s: Telegram did not take it: %s", what, error)


async def _tidy(edge: Edge, store: Store) -> None:
    while True:
        try:
            await asyncio.to_thread(store.tidy, edge.now())
        except StorageError as error:
            log_failure(log, error, "old rows could not be deleted")
        await edge.sleep(TIDY_EVERY)


async def _listener(settings: Settings) -> socket.socket | None:
    """Where the web server listens. Without it there is no webhook, and beside polling only no /healthz."""
    host, port = settings.web_host, settings.web_port
    try:
        return await aside(partial(listen, host, port))
    except OSError as error:
        strange = isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL
        named = f"WEB_HOST is {host!r}" if strange else f"WEB_PORT is {port}"
        why = str(error.strerror).partition(" (while")[0]
        advice = "an address of this machine, or 0.0.0.0 for all" if strange else "a free one, above 1023"
        if settings.webhook_url is not None:
            raise SettingsError(f"{named}, and cannot be listened on ({why}). Write {advice}.") from None
        log.warning("no /healthz: %s, and cannot be listened on (%s)", named, why)
        return None


async def _web(
    settings: Settings, edge: Edge, application: App, polling: Polling, store: Store, listener: socket.socket | None
) -> None:
    if listener is None:
        return

    async def is_ready() -> bool:
        seen = edge.now() if settings.webhook_url else polling.last_success
        if seen is None or edge.now() - seen > SILENT_FOR:
            return False
        with suppress(StorageError):
            return await asyncio.to_thread(store.is_reachable)
        return False

    webhook = None
    if settings.webhook_secret is not None:
        secret = settings.webhook_secret.reveal()
        webhook = Webhook(application.bot, store, application.process_update, edge.now, secret)
    web = build_web(is_ready, webhook, settings.webhook_url or "/")
    await serve(web, listener)


async def _watched(name: str, work: Coroutine[Any, Any, None]) -> None:
    """Something beside the main work: when it breaks, the log says so and the bot goes on."""
    try:
        await work
    except Exception:
        log.exception("%s broke and is off until the next start", name)


def _from_any_thread(tell: Callable[[str], Coroutine[Any, Any, None]]) -> Callable[[str], None]:
    """`tell` as a plain call that other threads may make; it is done in this loop."""
    loop, telling = asyncio.get_running_loop(), set[asyncio.Task[None]]()

    def begin(text: str) -> None:
        task = loop.create_task(tell(text))
        telling.add(task)
        task.add_done_callback(telling.discard)

    def hand_over(text: str) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody is left to tell
            loop.call_soon_threadsafe(begin, text)

    return hand_over


async def _unless(stopping: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """What `work` gives; None when a stop was asked for first."""
    task, stopped = asyncio.create_task(work), asyncio.create_task(stopping.wait())
    await asyncio.wait([task, stopped], return_when=asyncio.FIRST_COMPLETED)
    if not task.done():
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return None
    stopped.cancel()
    return task.result()


@contextmanager
def _lock(settings: Settings) -> Iterator[None]:
    """One polling process for a token and a server on this machine; webhook replicas need none."""
    lock = polling_lock(settings.data_dir, settings.token.reveal(), settings.api_url)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        if settings.webhook_url is None:
            lock.hold()
    except OSError as error:
        raise SettingsError(
            f"DATA_DIR is {str(settings.data_dir)!r}, and cannot be written ({error.strerror}). Write a folder that "
            "the bot may create and change."
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _signals(stopping: asyncio.Event) -> Iterator[None]:
    """SIGTERM and SIGINT set `stopping`."""
    loop = asyncio.get_running_loop()
    kinds = (signal.SIGTERM, signal.SIGINT)
    with suppress(NotImplementedError):  # Windows: Ctrl+C then raises KeyboardInterrupt
        for kind in kinds:
            loop.add_signal_handler(kind, stopping.set)
    try:
        yield
    finally:
        with suppress(NotImplementedError):
            for kind in kinds:
                loop.remove_signal_handler(kind)
