"""Why an address cannot be had: the name, the port, the certificate, a proxy that is not used."""

import asyncio
import socket
from pathlib import Path

import pytest

from bot.cli import doctor
from bot.cli.doctor_network import unused_proxies, why_not_reached
from bot.settings.settings import Settings
from tests.bot.cli.helpers import now
from tests.bot.providers.faspay.tls import certified
from tests.bot.settings.helpers import play_money
from tests.journeys.ports import free_port

PROXY = {"https_proxy": "http://proxy.example:3128"}


def why(folder: Path, host: str = "localhost", days: int = 30) -> str:
    async def ask() -> str:
        async with certified(folder, host, days) as server:
            return await why_not_reached(server.url, {})

    return asyncio.run(ask())


def asked(url: str, env: dict[str, str] | None = None) -> str:
    return asyncio.run(why_not_reached(url, env or {}))


def test_a_certificate_that_nobody_here_trusts_is_named_with_its_mend(tmp_path: Path) -> None:
    said = why(tmp_path)
    assert said.startswith("the certificate of localhost is not accepted (self-signed certificate")
    assert "SSL_CERT_FILE" in said


def test_a_store_that_has_its_issuer_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    assert why(tmp_path) == ""


def test_a_machine_without_root_certificates_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "absent.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "empty"))
    assert "has no root certificates. Install ca-certificates" in why(tmp_path)


@pytest.mark.parametrize(
    ("host", "days", "says"),
    [("another.example", 30, "Hostname mismatch"), ("localhost", -1, "certificate has expired")],
)
def test_a_certificate_for_another_name_or_time_is_told_from_one_without_trust(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, days: int, says: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    said = why(tmp_path, host=host, days=days)
    assert says in said
    assert said.endswith("is the address right, and this machine's clock?")


def test_what_answers_but_speaks_no_tls_is_named() -> None:
    async def ask() -> str:
        async def plain(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            writer.close()

        async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            return await why_not_reached(f"https://127.0.0.1:{port}", {})

    assert "does not speak TLS" in asyncio.run(ask())


def test_a_port_where_nobody_is_and_a_proxy_that_is_not_used_are_named() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    assert "does not answer" in asked(url)
    assert "https_proxy" not in asked(url, PROXY)
    assert "HTTPS_PROXY is set, but not used" in asked(url, PROXY)


def test_a_name_that_cannot_be_one_is_named() -> None:
    assert "is not found (DNS)" in asked(f"https://{'a' * 64}.example")


def test_a_server_that_can_be_had_is_not_blamed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert asked(f"http://127.0.0.1:{listener.getsockname()[1]}") == ""


def test_proxies_are_named_and_their_addresses_are_not() -> None:
    env = PROXY | {"ALL_PROXY": "http://bot:made-up@proxy.example", "HTTP_PROXY": ""}
    assert unused_proxies(env) == "HTTPS_PROXY, ALL_PROXY"
    assert unused_proxies({"NO_PROXY": "*"}) == ""


def test_the_doctor_says_certificate_and_that_no_proxy_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def run() -> int:
        async with certified(tmp_path) as server:
            nobody = f"http://127.0.0.1:{free_port()}"
            there = {
                "FASPAY_URL": server.url,
                "TELEGRAM_API_URL": nobody,
                "PUBLIC_URL": server.url,
            }
            settings = Settings.load(play_money(tmp_path) | there, None)
            return await doctor.run(settings, now, PROXY)

    assert asyncio.run(run()) == 1
    said = dict(line[7:].split(": ", 1) for line in capsys.readouterr().out.splitlines())
    assert said["proxy"] == (
        "HTTPS_PROXY is not used: tokens and codes go to Telegram and Faspay directly"
    )
    assert said["Faspay"].startswith("not reached: the certificate of localhost is not accepted")
    assert "does not answer" in said["Telegram"]
    assert "HTTPS_PROXY is set, but not used" in said["Telegram"]
    assert "certificate of localhost" in said["callback address"]
    assert "Faspay and Telegram must trust its issuer, too" in said["callback address"]
