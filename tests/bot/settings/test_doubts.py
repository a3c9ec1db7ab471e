"""Values that are taken, but look like a slip: named, each once, and never shown."""

from pathlib import Path

import pytest

from tests.bot.settings.helpers import play_money, told_of

SECRET = "FASPAY_SECRET"
DOUBTFUL = [
    (SECRET, '"zzqq"', "quote"),
    (SECRET, "'zzqq'", "quote"),
    (SECRET, "\u201czzqq\u201d", "quote"),
    (SECRET, '"zzqq', "quote"),
    (SECRET, '"zzqq" # note', "quote"),
    (SECRET, "zzqq\u200b", "U+200B"),
    (SECRET, "\ufeffzzqq", "U+FEFF"),
    (SECRET, "zz\u00a0qq", "U+00A0"),
    (SECRET, "zzqq\u00a0", "U+00A0"),
    (SECRET, "zz\u00adqq", "U+00AD"),
    (SECRET, "zzqq\u202c", "U+202C"),
    (SECRET, "zz\nqq", "U+000A"),
    (SECRET, "zz\udcffqq", "U+DCFF"),
    (SECRET, " zzqq", "blanks before or behind"),
    (SECRET, "zzqq\t", "U+0009"),
    (SECRET, "zz qq #x", "blank in it"),
    ("FASPAY_IV", "`zzqq`", "quote"),
    ("ADMIN_IDS", "11,\u00a022", "U+00A0"),
    ("DATABASE_URL", "sqlite:////srv/zz\u200bqq.db", "U+200B"),
    ("JOURNAL_DIR", "/srv/zz\u00a0qq", "U+00A0"),
]


@pytest.mark.parametrize(("name", "value", "why"), DOUBTFUL)
def test_what_looks_like_a_slip_is_warned_of_by_name(
    tmp_path: Path, name: str, value: str, why: str
) -> None:
    (warning,) = told_of(play_money(tmp_path) | {name: value})
    assert warning.startswith(f"{name} ")
    assert why in warning
    assert "zz" not in warning


REFUSED = [
    ("FASPAY_AMOUNT_UNIT", "rupiah\u200b", "must be hundredths or rupiah", "U+200B"),
    ("FASPAY_AMOUNT_UNIT", '"rupiah"', "must be hundredths or rupiah", "quote"),
    ("TELEGRAM_BOT_TOKEN", "1000001:zzqq\u2060", "is not a bot token", "U+2060"),
    ("TELEGRAM_API_URL", "https://zzqq\u200b.example", "is not an address", "U+200B"),
    ("PUBLIC_URL", "https://zzqq.example/\u200d", "is not an address", "U+200D"),
    ("WEB_HOST", "127.0.0.1\u200b", "must be an address", "U+200B"),
    ("BENEFICIARY_EMAIL", "zzqq\u200b@company.example", "is not valid", "U+200B"),
    ("DATA_KEYS", '"k1:zzqq"', "must be id:base64", "quote"),
    ("FASPAY_PUBLIC_KEY_FILES", '"/srv/zzqq.pem"', "cannot be read", "quote"),
]


@pytest.mark.parametrize(("name", "value", "what", "why"), REFUSED)
def test_what_cannot_be_right_is_refused_and_says_why_it_looks_right(
    tmp_path: Path, name: str, value: str, what: str, why: str
) -> None:
    (problem,) = told_of(play_money(tmp_path) | {name: value})
    assert problem.startswith(f"{name} ")
    assert what in problem
    assert why in problem
    assert "zzqq" not in problem


FINE = [
    (SECRET, "it's#fine$too\\"),
    ("DATABASE_URL", "sqlite:////srv/cash out/cashout.db"),
    ("DATABASE_URL", "sqlite:///./~/cashout.db"),
    ("ADMIN_IDS", "11,\n22"),
    ("PUBLIC_URL", " https://cashout.example "),
]


@pytest.mark.parametrize(("name", "value"), FINE)
def test_what_may_be_meant_is_taken_without_a_word(tmp_path: Path, name: str, value: str) -> None:
    assert told_of(play_money(tmp_path) | {name: value}) == ()


def test_the_end_of_a_secret_file_is_no_blank_but_a_mark_in_it_is_named(tmp_path: Path) -> None:
    env, holder = play_money(tmp_path), tmp_path / "secret"
    del env[SECRET]
    env[f"{SECRET}_FILE"] = str(holder)
    for content, warnings in (
        ("zzqq\r\n", 0),
        ("zzqq\u200b\n", 1),
        ("zzqq \n", 1),
        ('"zzqq"\n', 1),
    ):
        holder.write_text(content)
        holder.chmod(0o600)
        told = told_of(env)
        assert len(told) == warnings
        assert all(each.startswith(f"{SECRET} ") for each in told)


@pytest.mark.parametrize(
    ("pointer", "why"), [("~/secret", "~ or $NAME"), ("$HOME/secret", "~"), ('"/x"', "quote")]
)
def test_a_secret_file_that_only_a_shell_would_find_says_so(
    tmp_path: Path, pointer: str, why: str
) -> None:
    env = play_money(tmp_path)
    del env[SECRET]
    (problem,) = told_of(env | {f"{SECRET}_FILE": pointer})
    assert problem.startswith(f"{SECRET} is missing: the file in {SECRET}_FILE cannot be read (it ")
    assert why in problem


def in_file(folder: Path, text: str, **env: str) -> tuple[str, ...]:
    path = folder / ".env"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    given = play_money(folder)
    name = text.partition("=")[0]
    given.pop(name, None)
    return told_of(given | env, path)


def test_a_secret_that_ends_at_a_comment_is_warned_of_with_its_line(tmp_path: Path) -> None:
    (warning,) = in_file(tmp_path, f"{SECRET}=zz #qq\n")
    assert warning.startswith(f'{SECRET} (line 1) ends before " #"')
    assert "zz" not in warning


def test_a_comment_behind_a_value_that_has_a_form_is_a_comment(tmp_path: Path) -> None:
    assert in_file(tmp_path, "WEB_PORT=8081 # behind nginx\n") == ()
    assert in_file(tmp_path, f"{SECRET}='zz' # from the merchant page\n") == ()


def test_a_cut_value_that_the_environment_overrules_is_no_matter(tmp_path: Path) -> None:
    assert in_file(tmp_path, f"{SECRET}=zz #qq\n", **{SECRET: "made-up"}) == ()


def test_a_line_that_is_not_understood_is_refused_with_the_file_and_said_once(
    tmp_path: Path,
) -> None:
    (problem,) = in_file(tmp_path, f"{SECRET}: zzqq\n", **{SECRET: ""})
    assert problem.startswith(f"line 1 of {tmp_path}/.env cannot be understood, so {SECRET} ")


def test_a_line_whose_name_has_a_default_or_is_given_elsewhere_is_refused_too(
    tmp_path: Path,
) -> None:
    for elsewhere in ({}, {"FASPAY_AMOUNT_UNIT": "rupiah"}):
        (problem,) = in_file(tmp_path, "FASPAY_AMOUNT_UNIT: rupiah\n", **elsewhere)
        assert "cannot be understood, so FASPAY_AMOUNT_UNIT" in problem


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DATABSE_URL", "DATABASE_URL"),
        ("web_port", "WEB_PORT"),
        ("ADMIN_ID", "ADMIN_IDS"),
        ("JOURNAL_DIRECTORY", None),
        ("FASPAY_AMMOUNT_UNIT", "FASPAY_AMOUNT_UNIT"),
        ("HOME", None),
        ("PATH", None),
    ],
)
def test_a_slip_in_the_environment_is_told_from_other_peoples_names(
    tmp_path: Path, name: str, meant: str | None
) -> None:
    told = told_of(play_money(tmp_path) | {name: "x"})
    expected = f"{name} is not a setting: did you mean {meant}?"
    assert told == ((expected,) if meant else ())


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (problem,) = told_of(play_money(tmp_path), tmp_path)
    assert problem == f"{tmp_path} cannot be read as text in UTF-8"


def test_a_key_file_with_a_comma_in_its_path_is_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "a, b #c"
    folder.mkdir()
    env = play_money(folder)
    assert told_of(env) == ()
    both = f"{env['FASPAY_PUBLIC_KEY_FILES']},{env['FASPAY_PUBLIC_KEY_FILES']}"
    (problem,) = told_of(env | {"FASPAY_PUBLIC_KEY_FILES": both})
    assert "cannot be read" in problem
