"""Valid callbacks and a hundred ways to spoil them, drawn from one seed."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from bot.web.application import CALLBACK_OCTETS

Body = dict[str, Any]

_NAMES = (
    *("trx_no", "trx_id", "trx_status", "trx_amount", "trx_status_date", "bank_code"),
    *("signature", "status", "virtual_account", "beneficiary_name"),
)
_ODD: tuple[object, ...] = (
    *(None, True, 0, -1, 2, 4, 5, 10**30, 1.5, "", " 2 ", "2\0", "\u0662", "\ud800", "PAID"),
    *(["2"], {"trx_status": "2"}, "x" * 3000, "9" * 400),
)
_STATUSES = ("1", "2", "3", "4", "5", "9", 1, 2, 4, 5)


@dataclass(frozen=True)
class Target:
    """One order as its true callback address names it."""

    order_no: str
    token: str = field(repr=False)
    amount: int
    """Rupiah."""


@dataclass(frozen=True)
class Request:
    """One HTTP request to the callback endpoint, and what must come of it."""

    order_no: str
    token: str = field(repr=False)
    body: bytes
    method: str = "POST"
    path: str | None = None
    """The whole path, where it is not the usual one of order number and token."""
    query: bytes = b""
    headers: tuple[tuple[bytes, bytes], ...] = ((b"content-type", b"application/json"),)
    chunks: int = 1
    """In how many parts the body comes."""
    hangs_up: bool = False
    """The caller is gone before the body's end."""
    right: bool = True
    """It has the right address and can be taken: it is kept and answered 200; else the one 404."""

    @property
    def plain(self) -> bool:
        """Say whether nothing but order number, token and body is out of the ordinary."""
        usual = Request(self.order_no, self.token, self.body, right=self.right)
        return self == usual and len(self.body) <= CALLBACK_OCTETS


Mutation = Callable[[Random, Request, Sequence[Target]], Request]


def valid_body(random: Random, target: Target) -> Body:
    """Write a callback as Faspay does (faspay-sendme.md, 4)."""
    return {
        "request": "Payment Notification",
        "virtual_account": "9920000001",
        "beneficiary_name": "Budi",
        "trx_id": str(random.randrange(10**6)),
        "trx_date": "2026-01-05 10:00:00",
        "trx_amount": str(target.amount * 100),
        "trx_status": random.choice("1245"),
        "trx_status_date": "2026-01-05 10:30:00",
        "trx_no": target.order_no,
        "bank_code": "C013",
        "signature": f"{random.getrandbits(256):064x}",
    }


def draw(random: Random, targets: Sequence[Target], sent: list[Request]) -> Request:
    """Draw the next request: valid, spoilt in one to three ways, or one of before once more."""
    if sent and random.random() < 0.3:
        return random.choice(sent)
    target = random.choice(targets)
    body = valid_body(random, target)
    request = Request(target.order_no, target.token, _written(random, _bent(random, body, targets)))
    for mutation in random.choices(OCTETS, k=random.choice((0, 0, 1, 2))):
        request = mutation(random, request, targets)
    request = replace(request, body=request.body[:CALLBACK_OCTETS])
    if random.random() < 0.55:
        request = random.choice(ADDRESS)(random, request, targets)
    if random.random() < 0.2:
        request = random.choice(TRANSPORT)(random, request, targets)
    sent.append(request)
    return request


def _bent(random: Random, body: Body, targets: Sequence[Target]) -> Body:
    """Change what a callback says: fields gone, retyped, swapped with another order's."""
    for _ in range(random.choice((0, 0, 1, 1, 2, 3))):
        name = random.choice(_NAMES)
        match random.randrange(5):
            case 0:
                body.pop(name, None)
            case 1:
                body[name] = random.choice(_ODD)
            case 2:
                body["trx_status"] = random.choice(_STATUSES)
            case 3:
                other = random.choice(targets)
                body |= {"trx_no": other.order_no, "trx_amount": str(other.amount * 100)}
            case _:
                body["trx_amount"] = random.choice(("1", "10000000000", "100.00", "-1", "1e9"))
    return body


def _written(random: Random, body: Body) -> bytes:
    text = json.dumps(body, indent=random.choice((None, None, None, 1)))
    match random.randrange(12):
        case 0:  # one name twice
            text = text.rstrip()[:-1] + f', "trx_status": "{random.choice("1245")}"}}'
        case 1:
            text = f"[{text}]"
        case 2:
            text = "&".join(f"{name}={value}" for name, value in body.items())
        case 3:
            text = '{"a":' * 2000 + text
        case _:
            pass
    return text.encode("utf-8", "surrogatepass")


def _flip(random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    octets = bytearray(request.body or b"x")
    for _ in range(random.choice((1, 1, 2, 8))):
        octets[random.randrange(len(octets))] ^= 1 << random.randrange(8)
    return replace(request, body=bytes(octets))


def _cut(random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    return replace(request, body=request.body[: random.randrange(len(request.body) + 1)])


def _put_in(random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    at = random.randrange(len(request.body) + 1)
    noise = random.choice((b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"}", b"\\", b"base64:"))
    return replace(request, body=request.body[:at] + noise + request.body[at:])


def _doubled(_random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    return replace(request, body=request.body * 2)


OCTETS: tuple[Mutation, ...] = (_flip, _cut, _put_in, _doubled)


def _token_of_another(random: Random, request: Request, targets: Sequence[Target]) -> Request:
    others = [each.token for each in targets if each.order_no != request.order_no]
    return replace(request, token=random.choice(others), right=False)


def _token_changed(random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    token = request.token
    at = random.randrange(len(token))
    other = random.choice([sign for sign in "0123456789abcdefZ\u0661%" if sign != token[at]])
    return replace(request, token=token[:at] + other + token[at + 1 :], right=False)


def _token_resized(random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    token = random.choice(
        (request.token[:-1], request.token + "0", request.token.upper() + "0", "x", "0" * 600)
    )
    return replace(request, token=token, right=False)


def _order_unknown(random: Random, request: Request, targets: Sequence[Target]) -> Request:
    known = {each.order_no for each in targets}
    number = next(
        drawn
        for drawn in iter(lambda: f"{random.randrange(10**12):012d}", "")
        if drawn not in known
    )
    return replace(request, order_no=number, right=False)


def _order_of_another(random: Random, request: Request, targets: Sequence[Target]) -> Request:
    others = [each.order_no for each in targets if each.order_no != request.order_no]
    return replace(request, order_no=random.choice(others), right=False)


ADDRESS: tuple[Mutation, ...] = (
    *(_token_of_another, _token_changed, _token_resized, _order_unknown, _order_of_another),
)
"""What makes the address a wrong one, whatever stands in the body."""


def _other_method(random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    method = random.choice(("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "post"))
    return replace(request, method=method, right=False)


def _other_path(random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    number, token = request.order_no, request.token
    paths = (
        f"/faspay/callback/{number}/{token}/",
        f"/faspay/callback//{number}/{token}",
        f"/faspay/callback/{number}{token}",
        f"/faspay/callback/{token}/{number}",
        f"/Faspay/callback/{number}/{token}",
        f"/faspay/callback/{number} /{token}",
        f"/faspay/callback/{number}\n/{token}",
        f"/faspay/callback/{number}/{token}\0",
        f"/faspay/callback/{number}/../{number}/{token}",
        "/faspay/callback",
        "/",
    )
    return replace(request, path=random.choice(paths), right=False)


def _too_long(random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    body = request.body.ljust(CALLBACK_OCTETS + random.choice((1, 5_000)), b" ")
    return replace(request, body=body, chunks=random.choice((1, 3)), right=False)


def _announced_too_long(random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    length = str(random.choice((CALLBACK_OCTETS + 1, 10**15))).encode()
    return replace(request, headers=((b"content-length", length),), right=False)


def _hangs_up(_random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    return replace(request, chunks=2, hangs_up=True, right=False)


def _in_parts(random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    return replace(request, chunks=random.choice((2, 7, 40)))


def _other_headers(random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    headers = random.choice(
        (
            ((b"content-encoding", b"gzip"),),
            ((b"content-type", b"image/png"), (b"transfer-encoding", b"chunked")),
            ((b"content-length", b"-1"),),
            ((b"content-length", b"\xb2"),),
            ((b"x-forwarded-for", b"149.129.213.81"), (b"cookie", b"a=b")),
            (),
        )
    )
    return replace(request, headers=headers)


def _query(random: Random, request: Request, _targets: Sequence[Target]) -> Request:
    return replace(request, query=random.choice((b"trx_status=2", b"token=x", b"%00", b"\xff")))


TRANSPORT: tuple[Mutation, ...] = (
    *(_other_method, _other_path, _too_long, _announced_too_long, _hangs_up),
    *(_in_parts, _other_headers, _query),
)
"""What only the way through the whole application can show."""
