"""What people write in their own way, and must not be read another way; and what they send else."""

from tests.mutants.mutant import Mutant

_VALUES = "tests/storage/values/"
_WORDS = f"{_VALUES}test_amount_words.py::"
_AMOUNT = f"{_VALUES}test_amount.py::"
_BESIDE = f"{_VALUES}test_spoken_amounts.py::"
_PHONES = "tests/dialogs/test_several_phones.py::"
_DEAD = "tests/dialogs/test_the_unexpected.py::"
_ASIDES = "tests/dialogs/test_asides.py::"
_NO_NUMBER = f"{_WORDS}test_what_people_do_not_spell_so_is_no_number"
_BOTH_ASKED = f"{_BESIDE}test_where_a_word_may_be_the_names_or_the_amounts_both_are_asked"

READINGS = (
    Mutant(
        "setengah behind a unit is half of something, so it is asked about",
        "storage/values/amount_words.py",
        "    is_sure = sure is not None and bool(",
        "    is_sure = sure is None or bool(",
        (f"{_AMOUNT}test_a_forgotten_unit_is_asked_about",),
    ),
    Mutant(
        "sejuta setengah is a million more than setengah juta",
        "storage/values/amount_words.py",
        'rf"(?P<whole>{one_to_nine}|se)(?:juta|jt){half}"',
        'rf"(?:(?P<whole>{one_to_nine})|se)(?:juta|jt){half}"',
        (f"{_AMOUNT}test_a_forgotten_unit_is_asked_about",),
    ),
    Mutant(
        "setengah before a number means nothing that is sure",
        "storage/values/amount_words.py",
        'rf"(?P<whole>{one_to_nine})?{half}(?P<unit>juta|jt)?"',
        'rf"(?P<whole>{one_to_nine})?{half}(?:{one_to_nine})?(?P<unit>juta|jt)?"',
        (_NO_NUMBER,),
    ),
    Mutant(
        "a ribu that was left out is asked about",
        "storage/values/amount_words.py",
        "rest * _THOUSAND, is_sure=False)",
        "rest * _THOUSAND, is_sure=True)",
        (f"{_AMOUNT}test_a_forgotten_unit_is_asked_about",),
    ),
    Mutant(
        "numbers side by side are never added up",
        "storage/values/amount_words.py",
        "    both = product(hundreds.items(), ands, low.items())\n",
        "    both = product((hundreds | low).items(), ands, (low | hundreds).items())\n",
        (_NO_NUMBER,),
    ),
    Mutant(
        "two groups of figures are never joined",
        "storage/values/amount_words.py",
        "(?<=[^\\W\\d_])[ -](?=\\w)|(?<=[0-9])[ -](?=[^\\W\\d_])",
        "(?<=\\w)[ -](?=\\w)|(?<=[0-9])[ -](?=[^\\W\\d_])",
        (f"{_AMOUNT}test_a_refusal_says_what_is_wrong",),
    ),
    Mutant(
        "a minus before words is not dropped",
        "storage/values/amount_words.py",
        "(?<=[^\\W\\d_])[ -](?=\\w)|(?<=[0-9])[ -]",
        "(?<![0-9])[ -](?=\\w)|(?<=[0-9])[ -]",
        (f"{_AMOUNT}test_a_refusal_says_what_is_wrong",),
    ),
    Mutant(
        "an amount in figures and other words is not believed",
        "storage/values/amount.py",
        " or _meant(figures) != _meant(words):\n",
        ":\n",
        (f"{_AMOUNT}test_a_refusal_says_what_is_wrong",),
    ),
    Mutant(
        "a word that may be the name's is not counted into the amount",
        "storage/values/spoken_amounts.py",
        "    return not (edge in _NAMES_TOO and holds_without)\n",
        "    return True or holds_without\n",
        (_BOTH_ASKED,),
    ),
    Mutant(
        "a number word beside the amount is not left to the name",
        "storage/values/spoken_amounts.py",
        "    if _bare(neighbour) in _OF_NUMBERS:\n",
        "    if not neighbour and _bare(neighbour) in _OF_NUMBERS:\n",
        (_BOTH_ASKED,),
    ),
    Mutant(
        "what may be name or amount is two amounts, so it is asked about",
        "storage/values/pasted_parts.py",
        '            for text in (beside.amount, ""):\n',
        "            for text in (beside.amount,):\n",
        (_BOTH_ASKED,),
    ),
    Mutant(
        "words that may make another amount are asked about",
        "storage/values/pasted_parts.py",
        "        if is_open and _is_changed(left, in_figures=in_figures, in_words=in_words):\n",
        "        if False:\n",
        (f"{_BESIDE}test_words_that_may_make_another_amount_are_asked_about_and_so_is_the_name",),
    ),
    Mutant(
        "two amounts that differ are not taken for one",
        "storage/values/pasted_parts.py",
        "isinstance(first, Ok) and all(other == first for other in others)",
        "isinstance(first, Ok)",
        (f"{_BESIDE}test_figures_and_words_that_are_two_amounts_are_asked_about",),
    ),
    Mutant(
        "words that are another amount than the figures are not dropped",
        "storage/values/pasted_parts.py",
        "or (in_figures and beside.name):",
        "or in_figures:",
        (f"{_BESIDE}test_figures_and_words_that_are_two_amounts_are_asked_about",),
    ),
    Mutant(
        "a name with an amount in it is asked about",
        "storage/values/name.py",
        "        or has_amount\n",
        "",
        (f"{_VALUES}test_name.py::test_what_looks_like_a_slip_is_asked_about",),
    ),
    Mutant(
        "of several numbers none is guessed",
        "handlers/cash_out/shared_details.py",
        "    if mobiles and not (len(mobiles) == 1 and isinstance(phone, Ok)):\n",
        "    if mobiles and not isinstance(phone, Ok):\n",
        (f"{_PHONES}test_the_number_is_chosen_by_a_press",),
    ),
    Mutant(
        "a number that is not the contact's first is not taken unasked",
        "handlers/cash_out/shared_details.py",
        "    if mobiles and not (len(mobiles) == 1 and isinstance(phone, Ok)):\n",
        "    if len(mobiles) > 1:\n",
        (f"{_PHONES}test_one_mobile_number_behind_a_landline_is_asked_about",),
    ),
    Mutant(
        "a button of an earlier contact's numbers chooses none of this one's",
        "handlers/cash_out/draft.py",
        "        self.phone, self.phones, self.nonce = None, list(phones), _nonce()\n",
        "        self.phone, self.phones = None, list(phones)\n",
        (f"{_PHONES}test_a_second_contact_takes_the_first_ones_numbers_away",),
    ),
    Mutant(
        "numbers to choose from go when a number is taken or forgotten",
        "handlers/cash_out/draft.py",
        "        self.phone, self.phones = phone, []\n",
        "        self.phone = phone\n",
        (f"{_PHONES}test_a_line_in_between_takes_the_numbers_away",),
    ),
    Mutant(
        "a yes chooses none of two numbers",
        "handlers/cash_out/answers.py",
        "    if len(draft.phones) == 1:\n",
        "    if draft.phones:\n",
        (f"{_PHONES}test_a_yes_chooses_none_of_two",),
    ),
    Mutant(
        "a name whose own numbers wait gets nobody else's",
        "handlers/cash_out/details.py",
        "draft.phone is None and not (draft.phones and is_other)\n",
        "draft.phone is None and (is_other or not is_other)\n",
        (f"{_PHONES}test_a_line_in_between_takes_the_numbers_away",),
    ),
    Mutant(
        "a flood of photos is no flood of answers",
        "handlers/cash_out/asides.py",
        "    if not reachability.may_say(turn.work, turn.chat_id, sentence):\n        return\n",
        "    reachability.may_say(turn.work, turn.chat_id, sentence)\n",
        (f"{_ASIDES}test_the_same_sentence_comes_again_after_a_minute_and_not_before",),
    ),
    Mutant(
        "a dead button says the same once a minute",
        "handlers/chat/context.py",
        "        if reachability.may_say(self.work, self.chat_id, text):\n",
        "        if text:\n",
        (f"{_DEAD}test_a_dead_button_says_the_same_once_a_minute_and_is_answered_each_time",),
    ),
    Mutant(
        "one agent's flood silences no other agent",
        "handlers/services/people/reachability.py",
        'f"said:{person_id}:{mark}"',
        'f"said:{mark}"',
        (f"{_ASIDES}test_another_agent_is_answered_all_the_same_and_so_is_another_language",),
    ),
    Mutant(
        "a live location that moves for hours is not kept",
        "bot/telegram/envelope.py",
        '    return kind == "edited_message" and "location" in content\n',
        '    return kind == "edited_location" and "location" in content\n',
        (("tests/bot/telegram/test_envelope.py::test_of_a_live_location_that_moves_nobody_hears"),),
    ),
)
