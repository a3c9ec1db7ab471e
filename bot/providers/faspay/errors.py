"""What can go wrong between us and Faspay, as types that carry data and never a secret.

FaspayError
├── NotSentError      no byte of the service's own request was written
├── UnansweredError   it may have been written, and no whole answer came back
├── FieldError        a field is missing or holds something else than its table says
├── KeyFileError      a public key file holds no RSA public key
└── CodeError         a cash-out code that none of the keys opens
"""

from enum import Enum, auto


class Fault(Enum):
    """What stood in the way of a call."""

    TIMEOUT = auto()
    UNREACHABLE = auto()
    BROKEN = auto()
    HTTP_STATUS = auto()
    UNREADABLE = auto()
    REFUSED = auto()
    """The token call was answered, and the answer was not a token."""
    HELD_BACK = auto()
    """The caller withdrew its leave to send."""


class FaspayError(Exception):
    """The root: everything this package raises on purpose."""


class NotSentError(FaspayError):
    """No byte of the service's request was written: nothing can have happened at Faspay.

    `http_status` and `body` are what the token call was answered; None where it was not.
    """

    def __init__(self, fault: Fault, http_status: int | None = None, body: bytes = b"") -> None:
        super().__init__(fault.name)
        self.fault = fault
        self.http_status = http_status
        self.body = body


class UnansweredError(FaspayError):
    """The request may have arrived; `partial` is what came back, as far as it came."""

    def __init__(self, fault: Fault, partial: bytes = b"") -> None:
        super().__init__(fault.name)
        self.fault = fault
        self.partial = partial


class FieldError(FaspayError):
    """A field of a request or an answer is not what its table says; only its name is kept."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class KeyFileError(FaspayError):
    """A text that should hold an RSA public key (PEM) does not."""

    def __init__(self) -> None:
        super().__init__("no PUBLIC KEY, RSA PUBLIC KEY or CERTIFICATE with an RSA key in it")


class CodeError(FaspayError):
    """A cash-out code that none of the configured keys opens."""

    def __init__(self) -> None:
        super().__init__("no configured key opens this cash-out code")
