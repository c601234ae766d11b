"""Which addresses Telegram accepts in links and buttons, and how it writes them back."""

import re

_APP = re.compile(r"(tg|ton|tonsite):(?://)?", re.IGNORECASE)
_SCHEME = re.compile(r"([^:/?#@\[\]]*)://")
_HOST_CHARACTER = re.compile(r"(?:[A-Za-z0-9.\-_!$,~*'();&+=\u0080-\U0010ffff]|%[0-9a-fA-F]{2})*")
_USER = re.compile(r"tg:(?://)?user/?\?([^#]*)", re.IGNORECASE)


class UrlError(ValueError):
    """Why an address will not do, in Telegram's words."""


def checked_url(url: str) -> str:
    """The address as Telegram keeps it; empty if it would drop it."""
    try:
        return _checked(url)
    except UrlError:
        return ""


def require_url(url: str) -> str:
    """The address as Telegram keeps it; an UrlError says what is wrong."""
    try:
        return _checked(url)
    except UrlError as error:
        raise UrlError(f"URL '{url}' is invalid: {error}") from error


def mentioned_user(url: str) -> int:
    """The person that `tg://user?id=...` names; 0 for any other address."""
    found = _USER.match(url)
    if found is None:
        return 0
    for part in found.group(1).split("&"):
        key, _, value = part.partition("=")
        if key.lower() == "id":
            return int(value) if re.fullmatch(r"[0-9]+", value) else 0
    return 0


def _checked(url: str) -> str:
    app = _APP.match(url)
    if app:
        return _app_url(app.group(1).lower(), url[app.end() :])
    scheme, userinfo, host, port, query = _parts(url)
    if "." not in host and not host.startswith("["):
        raise UrlError("Wrong HTTP URL")
    login = f"{userinfo}@" if userinfo else ""
    return f"{scheme}://{login}{host}{f':{port}' if port else ''}{query}"


def _app_url(scheme: str, rest: str) -> str:
    inner, userinfo, host, port, query = _parts(rest)
    if rest.lower().startswith("http://") or inner == "https" or userinfo or port or host.startswith("["):
        raise UrlError("Wrong tg URL" if scheme == "tg" else "Wrong ton URL")
    if not re.fullmatch(r"[A-Za-z0-9_.-]*" if scheme == "tonsite" else r"[A-Za-z0-9_-]*", host):
        raise UrlError("Unallowed characters in URL host")
    return f"{scheme}://{host}{query.removeprefix('/') if query.startswith('/?') else query}"


def _parts(url: str) -> tuple[str, str, str, int, str]:
    """Scheme, user, host, port (0 = none written) and the rest from the path on."""
    scheme = "http"
    found = _SCHEME.match(url)
    if found:
        scheme = found.group(1).lower()
        url = url[found.end() :]
        if scheme not in ("http", "https"):
            raise UrlError("Unsupported URL protocol")
    cut = re.search(r"[/?#]", url)
    place, query = (url[: cut.start()], url[cut.start() :]) if cut else (url, "")
    place, port = _split_port(place)
    userinfo, _, host = place.rpartition("@")
    if not host:
        raise UrlError("URL host is empty")
    if host == ".":
        raise UrlError("Host is invalid")
    _check_part(host, "host")
    _check_part(userinfo.replace(":", ""), "userinfo")
    return scheme, userinfo, host.lower(), port, _query(query)


def _split_port(place: str) -> tuple[str, int]:
    found = re.fullmatch(r"(.+):([^:\]@]*)", place, re.DOTALL)
    if found is None:
        return place, 0
    digits = found.group(2)
    if not re.fullmatch(r"[0-9]+", digits) or not 0 < int(digits) <= 65535:
        raise UrlError("Wrong port number specified in the URL")
    return found.group(1), int(digits)


def _check_part(part: str, name: str) -> None:
    if name == "host" and part.startswith("[") and part.endswith("]"):
        return
    if not _HOST_CHARACTER.fullmatch(part):
        wrong = "Wrong percent-encoded symbol in" if "%" in part else "Disallowed character in"
        raise UrlError(f"{wrong} URL {name}")


def _query(query: str) -> str:
    query = query.rstrip(" \t\r\n\0\v") or "/"
    if not query.startswith("/"):
        query = f"/{query}"
    return "".join(f"%{ord(c):02X}" if c <= " " else c for c in query)
