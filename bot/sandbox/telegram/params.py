"""The parameters of a request, in any of the four forms that the Bot API takes."""

import json
from email import message_from_bytes, policy
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.sandbox.telegram.errors import bad_request

MAX_BODY_BYTES = 1_000_000
_INT64 = 2**63


class Params(dict[str, str]):
    """Parameters by name, all as text. Structured ones are JSON, unknown ones are ignored."""

    def text(self, name: str) -> str:
        """Give a text, empty when it is absent."""
        return self.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """Give a whole number, the default when it is absent or no number."""
        try:
            value = int(self.get(name) or default)
        except ValueError:
            return default
        return value if -_INT64 <= value < _INT64 else default

    def clamped(self, name: str, default: int, least: int, most: int) -> int:
        """Give a whole number forced into its range, as the Bot API does."""
        return min(max(self.integer(name, default), least), most)

    def flag(self, name: str) -> bool:
        """Give a yes or no, no when it is absent."""
        return self.get(name, "").strip().lower() in {"true", "yes", "1"}

    def decoded(self, name: str, unreadable: str) -> object:
        """Decode a JSON parameter, None when absent; `unreadable` is the refusal's wording."""
        source = self.get(name, "")
        if not source:
            return None
        try:
            return json.loads(source)
        except (ValueError, RecursionError) as error:
            raise bad_request(unreadable) from error


async def read_params(request: Request) -> Params:
    """Collect the parameters from the address and from the body; the body wins.

    Raises ApiRefusal (400) for a body beyond a megabyte, or one that cannot be read.
    """
    values = dict(request.query_params)
    body = await _body(request)
    if not body:
        return Params(values)
    content_type = request.headers.get("content-type", "")
    match content_type.partition(";")[0].strip().lower():
        case "application/json":
            values |= _from_json(body)
        case "multipart/form-data":
            values |= _from_multipart(content_type, body)
        case _:
            pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
            values |= dict(pairs)
    return Params(values)


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise bad_request("request is too big")
    return body


def _from_json(body: bytes) -> dict[str, str]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("expected an Object")
    as_text = {name: _as_text(one) for name, one in value.items()}
    return {name: one for name, one in as_text.items() if one is not None}


def _as_text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)


def _from_multipart(content_type: str, body: bytes) -> dict[str, str]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = message_from_bytes(head + body, policy=policy.HTTP)
    if not message.is_multipart():
        raise bad_request("can't parse multipart form")
    values = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(payload, bytes):
            values[name] = payload.decode("utf-8", "replace")
    return values
