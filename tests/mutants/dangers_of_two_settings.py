"""Old and new settings of the webhook side by side: no false alarm, no deaf ear for a real one."""

from tests.mutants.mutant import Mutant

_WHOSE = "tests/handlers/services/test_registration.py::"
_CLAIM = "tests/bot/telegram/test_claim.py::"
_FILE = "handlers/services/registration.py"

TWO_SETTINGS = (
    Mutant(
        "newer settings of our own are no takeover",
        _FILE,
        "    if _is_anothers(work, terms, found):\n        return Step.LEAVE\n",
        "",
        (
            f"{_WHOSE}test_while_newer_settings_are_alive_the_older_do_nothing",
            f"{_CLAIM}test_newer_settings_of_our_own_are_left_alone_until_they_are_dead",
        ),
    ),
    Mutant(
        "who only registers again asks whether others are newer",
        _FILE,
        "    if not newest and _is_anothers",
        "    if newest and _is_anothers",
        (f"{_WHOSE}test_while_newer_settings_are_alive_the_older_do_nothing",),
    ),
    Mutant(
        "a foreign address is a takeover",
        _FILE,
        "        takeover.taken(work)\n",
        "",
        (f"{_WHOSE}test_a_foreign_address_is_counted_each_time_and_the_third_stops",),
    ),
    Mutant(
        "newer settings that died hold nobody back",
        _FILE,
        "abs(work.now - found.confirmed_at) < _ALIVE\n",
        "found.confirmed_at is not None\n",
        (f"{_WHOSE}test_when_the_newer_are_dead_the_older_register_again_and_accuse_nobody",),
    ),
    Mutant(
        "settings that died accuse nobody",
        _FILE,
        "    if found is None or found.settings_mac not in terms.macs(work):\n",
        "    if found is None:\n",
        (f"{_WHOSE}test_when_the_newer_are_dead_the_older_register_again_and_accuse_nobody",),
    ),
    Mutant(
        "the first sign of another secret accuses nobody",
        _FILE,
        "    return since is not None and since < _AGAIN_WITHIN\n",
        "    return since is None or since < _AGAIN_WITHIN\n",
        (f"{_WHOSE}test_what_looks_like_another_secret_is_counted_when_it_comes_again",),
    ),
    Mutant(
        "a proxy's 404 beside posts of anybody's stops nothing",
        _FILE,
        "takeover.taken(work, stops=False)",
        "takeover.taken(work)",
        (f"{_WHOSE}test_a_proxys_404_beside_posts_of_anybodys_never_stops_sending",),
    ),
    Mutant(
        "another secret that comes again is a takeover",
        _FILE,
        "    if sight is Sight.REFUSED and _is_refused_again",
        "    if sight is None and _is_refused_again",
        (f"{_WHOSE}test_what_looks_like_another_secret_is_counted_when_it_comes_again",),
    ),
    Mutant(
        "the database holds no webhook secret",
        _FILE,
        "    ours, *_by_older_keys = terms.macs(work)\n",
        "    ours = terms.secret\n",
        (f"{_WHOSE}test_neither_address_nor_secret_is_kept_only_a_keyed_hash",),
    ),
    Mutant(
        "an older replica refuses no post of the newer secret for good",
        "bot/telegram/webhook.py",
        "            if self.is_replaced:\n",
        "            if self.secret is None:\n",
        (f"{_CLAIM}test_newer_settings_of_our_own_are_left_alone_until_they_are_dead",),
    ),
    Mutant(
        "what was taken while the database was away is told once it is back",
        "bot/telegram/claim.py",
        "            self._is_untold = True\n",
        "",
        (
            (
                f"{_CLAIM}test_what_is_taken_while_the_database_is_away_is_put_right_at_once"
                "_and_told_later"
            ),
        ),
    ),
)
