"""Old and new settings of the webhook side by side: no false alarm, no deaf ear for a real one."""

from tests.mutants.mutant import Mutant

_WHOSE = "tests/handlers/services/controls/test_registration.py::"
_CLAIM = "tests/bot/telegram/test_claim.py::"
_FILE = "handlers/services/controls/registration.py"

TWO_SETTINGS = (
    Mutant(
        "newer settings of our own are no takeover",
        _FILE,
        "    if _is_anothers(work, terms, found):\n        return RegistrationStep.LEAVE\n",
        "",
        (
            f"{_WHOSE}test_while_newer_settings_are_alive_the_older_do_nothing",
            f"{_CLAIM}test_newer_settings_of_our_own_are_left_alone_until_they_are_dead",
        ),
    ),
    Mutant(
        "who started last has the newest settings, not who tries last",
        _FILE,
        "found.turn >= terms.turn and ",
        "",
        (f"{_WHOSE}test_the_newer_that_were_only_asleep_have_it_again",),
    ),
    Mutant(
        "older settings are not registered over newer ones",
        _FILE,
        "        return False\n    _use(work, terms)\n",
        "        pass\n    _use(work, terms)\n",
        (
            f"{_WHOSE}test_while_newer_settings_are_alive_the_older_do_nothing",
            f"{_WHOSE}test_each_that_starts_is_newer_than_all_before_and_not_for_ever",
        ),
    ),
    Mutant(
        "a late answer to the older does not make them the newest",
        _FILE,
        "    if not _is_anothers(work, terms, found):\n",
        "    if found is not None:\n",
        (f"{_WHOSE}test_while_newer_settings_are_alive_the_older_do_nothing",),
    ),
    Mutant(
        "settings that are only tried claim nothing",
        _FILE,
        "    _use(work, terms)\n    return True\n",
        "    _confirm(work, terms, webhook_settings.in_force(work))\n    return True\n",
        (
            f"{_WHOSE}test_who_only_tries_to_register_claims_nothing_and_hides_no_thief",
            f"{_CLAIM}test_settings_that_telegram_does_not_take_hold_up_nobody",
        ),
    ),
    Mutant(
        "an address is told before it is registered",
        _FILE,
        "    _use(work, terms)\n    return True\n",
        "    return True\n",
        (f"{_WHOSE}test_what_is_registered_and_not_yet_noted_accuses_nobody",),
    ),
    Mutant(
        "a name that changed hands is a stranger's",
        _FILE,
        "each is not None and abs(work.now - each.used_at) < _OURS_FOR",
        "each is not None",
        (f"{_WHOSE}test_an_address_that_was_ours_long_ago_is_a_strangers",),
    ),
    Mutant(
        "a thief is told of also when the newer settings have just ended",
        _FILE,
        "    if sight is Sight.ELSEWHERE and",
        "    if is_told and sight is Sight.ELSEWHERE and",
        (f"{_WHOSE}test_a_thief_right_after_the_end_of_the_newer_is_told_of",),
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
        "Sight.ELSEWHERE and not _is_ours(work, url):\n",
        "Sight.ELSEWHERE:\n",
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
        "is_told and sight is Sight.REFUSED",
        "is_told and sight is None",
        (f"{_WHOSE}test_what_looks_like_another_secret_is_counted_when_it_comes_again",),
    ),
    Mutant(
        "the database holds no webhook secret",
        _FILE,
        "    ours, *by_older_keys = terms.macs(work)\n",
        "    ours, by_older_keys = terms.secret, ()\n",
        (f"{_WHOSE}test_neither_address_nor_secret_is_kept_only_a_keyed_hash",),
    ),
    Mutant(
        "an older replica refuses no post of the newer secret for good",
        "bot/web/telegram_webhook.py",
        "            if self.is_replaced:\n",
        "            if self.secret is None:\n",
        (f"{_CLAIM}test_newer_settings_of_our_own_are_left_alone_until_they_are_dead",),
    ),
    Mutant(
        "what was taken while the database was away is told once it is back",
        "bot/telegram/claim.py",
        "            self._unjudged.add(url)\n",
        "",
        (
            (
                f"{_CLAIM}test_what_is_taken_while_the_database_is_away_is_put_right_at_once"
                "_and_told_later"
            ),
        ),
    ),
    Mutant(
        "what was left to newer settings is left to them while the database is away",
        "bot/telegram/claim.py",
        "        if self._is_left:\n            return RegistrationStep.LEAVE\n",
        "",
        ((f"{_CLAIM}test_what_was_left_is_left_while_the_database_is_away_and_a_while_after"),),
    ),
    Mutant(
        "after the database was away the newer may first say that they are alive",
        "bot/telegram/claim.py",
        " and self._was_blind:\n",
        " and self is None:\n",
        ((f"{_CLAIM}test_after_the_database_was_away_the_newer_may_first_say_that_it_is_alive"),),
    ),
    Mutant(
        "who has just started registers nothing that nobody is told of",
        "bot/telegram/claim.py",
        "            if self._terms.turn:\n",
        "            if self is not None:\n",
        (f"{_CLAIM}test_who_has_just_started_registers_once_the_others_can_be_told",),
    ),
    Mutant(
        "who stops in good order says so",
        "bot/telegram/registration.py",
        "        await self._claim.withdraw()\n",
        "",
        (f"{_CLAIM}test_who_stops_in_good_order_withdraws",),
    ),
    Mutant(
        "what is registered while the database is away is told once it is back",
        "bot/telegram/claim.py",
        "        self._is_unconfirmed = True\n",
        "        self._is_unconfirmed = False\n",
        ((f"{_CLAIM}test_each_others_addresses_seen_while_the_database_is_away_are_no_takeover"),),
    ),
)
