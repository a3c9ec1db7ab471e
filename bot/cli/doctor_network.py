"""Finds why a call failed: asks the address once more, without a secret."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

_SECONDS = 5.0
_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
_NO_ISSUER = {18, 19, 20, 21}
"""OpenSSL's X509_V_ERR_… of a certificate whose issuer is not trusted here (x509_vfy.h)."""


async def why_not_reached(url: str, env: Mapping[str, str]) -> str:
    """Say what is wrong with the way to an address: name, port, certificate; "" when nothing is."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    try:
        async with asyncio.timeout(_SECONDS):
            await _greet(host, port, ssl.create_default_context() if secure else None)
    except ssl.SSLCertVerificationError as error:
        return f"the certificate of {host} is not accepted {_certificate(error)}"
    except ssl.SSLError:
        return f"{host}:{port} does not speak TLS as it should; is it the right address and port?"
    except (socket.gaierror, UnicodeError):  # UnicodeError: it cannot be a name at all
        return f"the name {host} is not found (DNS){_proxy_note(env)}"
    except (OSError, TimeoutError):
        return f"{host}:{port} does not answer: a firewall, a wrong address?{_proxy_note(env)}"
    return ""


def unused_proxies(env: Mapping[str, str]) -> str:
    """Name the proxies of the environment, which are not used; "" when there is none."""
    names = [name for name in _PROXIES if env.get(name) or env.get(name.lower())]
    return ", ".join(names)


async def _greet(host: str, port: int, trust: ssl.SSLContext | None) -> None:
    _reader, writer = await asyncio.open_connection(host, port, ssl=trust)
    writer.close()
    with contextlib.suppress(OSError):  # it was there, so how it closes does not matter
        await writer.wait_closed()


def _certificate(error: ssl.SSLCertVerificationError) -> str:
    says = f"({error.verify_message})"
    if error.verify_code not in _NO_ISSUER:
        return f"{says}: is the address right, and this machine's clock?"
    if not _has_store():
        return f"{says}: this machine has no root certificates. Install ca-certificates"
    return (
        f"{says}: install or renew ca-certificates, or name a file that has its issuer's in "
        "SSL_CERT_FILE"
    )


def _has_store() -> bool:
    """Say whether there are any root certificates where OpenSSL looks for them."""
    paths = ssl.get_default_verify_paths()
    folder = Path(paths.capath) if paths.capath else None
    return bool(paths.cafile) or (folder is not None and any(folder.iterdir()))


def _proxy_note(env: Mapping[str, str]) -> str:
    proxies = unused_proxies(env)
    return (
        f" ({proxies} is set, but not used: let this machine reach it directly)" if proxies else ""
    )
