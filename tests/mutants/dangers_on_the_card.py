"""The rules of what is on a card beside its words: a copy button, times, own steps."""

from tests.mutants.mutant import Mutant

_M = "tests/handlers/messages/"
_CARDS, _DECORATIONS = f"{_M}test_claims_cards.py::", "tests/bot/telegram/test_decorations.py::"
_STEPS = f"{_M}test_own_steps.py::test_what_could_not_be_said_is_refused_with_its_line"

CARD = (
    Mutant(
        "the copy button is below a card only while its code may be seen",
        "handlers/messages/cards.py",
        "copy_code(texts, code) if code is not None and policy.copy_button",
        'copy_code(texts, code or "") if policy.copy_button',
        (f"{_CARDS}test_an_edit_that_takes_the_code_away_takes_its_button_away",),
    ),
    Mutant(
        "no code is put into a clipboard where the company does not want it",
        "handlers/messages/cards.py",
        "if code is not None and policy.copy_button else ()",
        "if code is not None else ()",
        (f"{_CARDS}test_no_button_copies_where_the_company_does_not_want_it",),
    ),
    Mutant(
        "the setting for the copy button reaches the card",
        "bot/runtime/compose.py",
        "        copy_button=settings.copy_code_button,\n",
        "",
        (
            (
                "tests/bot/runtime/test_compose.py::"
                "test_the_copy_button_is_there_unless_the_company_says_no"
            ),
        ),
    ),
    Mutant(
        "a button that holds a code is kept in no row",
        "handlers/messages/keyboards.py",
        "    if any(button.copies is not None for row in keyboard for button in row):\n",
        "    if False:\n",
        (
            (
                f"{_M}test_keyboards.py::"
                "test_a_button_that_holds_a_code_is_kept_in_no_row_and_shown_in_no_log"
            ),
        ),
    ),
    Mutant(
        "a code in a button is in no log",
        "handlers/messages/keyboards.py",
        "    copies: str | None = field(default=None, repr=False)\n",
        "    copies: str | None = None\n",
        (f"{_CARDS}test_no_act_shows_its_words_in_its_repr",),
    ),
    Mutant(
        "an edit without buttons takes the old ones away",
        "bot/telegram/acts.py",
        "        entities=entities(act.text, act.times),\n"
        "        reply_markup=markup(act.keyboard),\n        link",
        "        entities=entities(act.text, act.times),\n"
        '        reply_markup=markup(act.keyboard or [[Button("…", copies=act.text)]]),\n'
        "        link",
        (f"{_DECORATIONS}test_an_edit_without_buttons_takes_them_away",),
    ),
    Mutant(
        "a code is not lost because a server does not know its button",
        "bot/telegram/acts.py",
        "        if not (is_decorated(act) and is_unexplained(error)):\n",
        "        if act or not is_unexplained(error):\n",
        (
            (
                f"{_DECORATIONS}test_an_older_server_gets_the_code_without_the_button"
                "_and_is_asked_only_once"
            ),
        ),
    ),
    Mutant(
        "a server that does not know a button is not asked with every message",
        "bot/telegram/decorations.py",
        "        self.copy_buttons = self.copy_buttons and _UNKNOWN_BUTTON not in said\n",
        "",
        (
            (
                f"{_DECORATIONS}test_an_older_server_gets_the_code_without_the_button"
                "_and_is_asked_only_once"
            ),
        ),
    ),
    Mutant(
        "a server that does not know times is not asked with every message",
        "bot/telegram/decorations.py",
        "        self.times = self.times and _UNKNOWN_ENTITY not in said\n",
        "",
        ((f"{_DECORATIONS}test_an_older_server_gets_the_words_of_a_time_and_is_asked_only_once"),),
    ),
    Mutant(
        "the sender remembers what its server does not know",
        "bot/telegram/sender.py",
        "perform(self._bot, claimed.act, self._decorations)",
        "perform(self._bot, claimed.act)",
        (
            (
                "tests/bot/telegram/test_sender_cards.py::"
                "test_the_sender_remembers_that_its_server_is_too_old_for_a_copy_button"
            ),
        ),
    ),
    Mutant(
        "how long a code still holds is said only where it stays true",
        "handlers/messages/texts/order_words.py",
        "view.expires_at, TimeFormat.RELATIVE)",
        "view.expires_at, TimeFormat.AS_WRITTEN)",
        (f"{_M}test_times.py::test_a_card_says_in_the_readers_zone_when_its_code_ends",),
    ),
    Mutant(
        "own steps show every value that the beneficiary needs",
        "handlers/messages/own_steps.py",
        "    for value in sorted(needed - values):\n",
        "    for value in sorted(values - values):\n",
        (_STEPS,),
    ),
    Mutant(
        "own steps ask for no value that nobody gives",
        "handlers/messages/own_steps.py",
        "    for value in sorted(values - needed):\n",
        "    for value in sorted(values - values):\n",
        (_STEPS,),
    ),
    Mutant(
        "nothing in own steps leads away from a code",
        "handlers/messages/own_steps.py",
        "    for found in _TAPPABLE.findall(words):\n",
        '    for found in _TAPPABLE.findall(""):\n',
        (_STEPS,),
    ),
    Mutant(
        "own steps leave room for the code",
        "handlers/messages/own_steps.py",
        "units(words) + shown * _LONGEST_VALUE > LONGEST:",
        "units(words) > _LONGEST_FILE:",
        (_STEPS,),
    ),
    Mutant(
        "no file of own steps is silently left out",
        "handlers/messages/own_steps.py",
        'if name.endswith((".ftl", ".ftl.txt"))',
        'if name.endswith(".none")',
        (f"{_M}test_own_steps.py::test_a_file_that_would_not_be_read_is_refused",),
    ),
    Mutant(
        "own steps that cannot be said cost nobody their code",
        "handlers/messages/steps.py",
        "    except Exception as error:",
        "    except OSError as error:",
        (f"{_M}test_steps.py::test_what_cannot_be_said_is_said_in_our_words_and_logged",),
    ),
    Mutant(
        "own steps that lost the amount are not said",
        "handlers/messages/steps.py",
        "or not is_whole or",
        "or",
        (f"{_M}test_steps.py::test_what_cannot_be_said_is_said_in_our_words_and_logged",),
    ),
    Mutant(
        "own steps that came out too long are not said",
        "handlers/messages/steps.py",
        " or units(steps) > LONGEST:",
        ":",
        (f"{_M}test_steps.py::test_what_cannot_be_said_is_said_in_our_words_and_logged",),
    ),
)
