"""Translates between our words and Faspay's: nothing else knows what Faspay calls a thing."""

from bot.providers.faspay_gateway.gateway import FaspayGateway

__all__ = ["FaspayGateway"]
