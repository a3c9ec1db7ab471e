"""What the company has decided reaches those who hold to it."""

from pathlib import Path

from bot.runtime import compose
from bot.settings.settings import Settings
from tests.bot.settings.helpers import play_money, real_money


def test_the_copy_button_is_there_unless_the_company_says_no(tmp_path: Path) -> None:
    for extra, offered in (({}, True), ({"COPY_CODE_BUTTON": "false"}, False)):
        settings = Settings.load(play_money(tmp_path) | extra, None)
        assert compose.policy(settings, "").copy_button is offered


def test_the_companys_own_steps_are_said(tmp_path: Path) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    (steps / "en.ftl").write_text("card-steps-alfamart = Show it, and receive { $amount }.\n")
    env = play_money(tmp_path)
    assert compose.policy(Settings.load(env, None), "").own_steps == {}
    told = compose.policy(Settings.load(env | {"STEPS_DIR": str(steps)}, None), "").own_steps
    assert list(told) == ["en"]


def test_real_money_is_guarded_and_play_money_is_not(tmp_path: Path) -> None:
    for env, guarded in ((real_money(tmp_path), True), (play_money(tmp_path), False)):
        policy = compose.policy(Settings.load(env, None), "")
        assert (policy.needs_limits, policy.prove_unit) == (guarded, guarded)
