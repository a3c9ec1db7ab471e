"""A strict stand-in for Faspay SendMe: it checks, keeps accounts, and misbehaves on request."""

from bot.sandbox.faspay.book import (
    NotAllowedError,
    UnknownTransactionError,
    Why,
    WithdrawalRefusedError,
)
from bot.sandbox.faspay.credentials import SandboxCredentials, SandboxSettings
from bot.sandbox.faspay.faults import CallbackPolicy, FaspayFaults, Mishap, Outage, Posting
from bot.sandbox.faspay.gate import SandboxService
from bot.sandbox.faspay.magic import MAGIC, Trick
from bot.sandbox.faspay.sandbox import FaspaySandbox
from bot.sandbox.faspay.transaction import Status, Transaction

__all__ = [
    "MAGIC",
    "CallbackPolicy",
    "FaspayFaults",
    "FaspaySandbox",
    "Mishap",
    "NotAllowedError",
    "Outage",
    "Posting",
    "SandboxCredentials",
    "SandboxService",
    "SandboxSettings",
    "Status",
    "Transaction",
    "Trick",
    "UnknownTransactionError",
    "Why",
    "WithdrawalRefusedError",
]
