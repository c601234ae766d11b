"""How updates reach the bot: webhooks, logging out. (Long polling waits, so it lives in `sandbox.py`.)"""

import re
from urllib.parse import urlsplit

from bot.sandbox.calls import Call
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.shapes import Json
from bot.sandbox.updates import Webhook

SECRET_CHARACTERS = 256
CONNECTIONS = 100
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def set_webhook(call: Call) -> bool:
    """setWebhook. Addresses on loopback may be plain http here; Telegram wants https everywhere."""
    url = call.text("url")
    updates = call.sandbox.updates
    if url:
        hook = _webhook(call, url)
        updates.allow(call.data("allowed_updates"))
        updates.webhook = hook
    else:
        updates.webhook = None
    if call.flag("drop_pending_updates"):
        updates.drop()
    updates.stop_readers()
    return True


def _webhook(call: Call, url: str) -> Webhook:
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.text("secret_token")
    if len(secret) > SECRET_CHARACTERS:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    return Webhook(parts.geturl(), secret, min(max(call.integer("max_connections", 40), 1), CONNECTIONS))


def delete_webhook(call: Call) -> bool:
    """deleteWebhook."""
    call.sandbox.updates.webhook = None
    if call.flag("drop_pending_updates"):
        call.sandbox.updates.drop()
    call.sandbox.updates.arrived.notify()
    return True


def get_webhook_info(call: Call) -> Json:
    """getWebhookInfo."""
    updates = call.sandbox.updates
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates.queue)}
    hook = updates.webhook
    if hook is not None:
        info |= {"url": hook.url, "max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
        if hook.last_error_date:
            info |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error_message}
    if updates.allowed is not None:
        info["allowed_updates"] = sorted(updates.allowed)
    return info


def log_out(call: Call) -> bool:
    """logOut: for ten minutes the bot is let in nowhere."""
    call.sandbox.closed = Refusal(400, "Logged out")
    call.sandbox.updates.stop_readers()
    return True


def close(call: Call) -> bool:
    """close: the next call opens the bot again."""
    call.sandbox.updates.stop_readers()
    return True
