"""What the company has decided reaches those who hold to it."""

from pathlib import Path

from bot.runtime import compose
from bot.settings.settings import Settings
from tests.bot.settings.helpers import play_money, real_money


def test_the_copy_button_is_there_unless_the_company_says_no(tmp_path: Path) -> None:
    for extra, offered in (({}, True), ({"COPY_CODE_BUTTON": "false"}, False)):
        settings = Settings.load(play_money(tmp_path) | extra, None)
        assert compose.policy(settings, "").copy_button is offered


def test_real_money_is_guarded_and_play_money_is_not(tmp_path: Path) -> None:
    for env, guarded in ((real_money(tmp_path), True), (play_money(tmp_path), False)):
        policy = compose.policy(Settings.load(env, None), "")
        assert (policy.needs_limits, policy.prove_unit) == (guarded, guarded)
