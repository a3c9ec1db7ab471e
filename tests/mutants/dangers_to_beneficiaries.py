"""OrderStatus to the wrong person: two people in one draft, and another subscriber's number."""

from tests.mutants.mutant import Mutant

_TWO, _ANSWERS = "tests/dialogs/test_two_people.py::", "tests/dialogs/test_answers.py::"
_VALUES = "tests/storage/values/"
_GLUED = f"{_VALUES}test_phone.py::test_a_short_group_behind_a_complete_number_is_never_glued_on"
_DECIMALS = (
    f"{_VALUES}test_phone.py::test_a_number_of_a_spreadsheet_that_is_too_short_is_said_to_be"
)
_PASTE = f"{_VALUES}test_paste.py::"
_DOUBTFUL = f"{_PASTE}test_a_phone_that_cannot_be_taken_is_left_open_and_says_why"
_BESIDE = f"{_PASTE}test_beside_numbers_of_a_name_and_an_amount_the_phone_is_itself_or_a_question"
_HIDDEN = (
    f"{_VALUES}test_characters.py::"
    "test_a_mark_that_is_not_harmless_is_named_in_names_phones_and_amounts"
)
_CROSSED = (
    "tests/fuzz/test_crossings.py::"
    "test_every_read_back_is_of_one_person_and_every_order_is_what_was_read_back"
)

BENEFICIARIES = (
    Mutant(
        "a new person's name takes the earlier phone away",
        "handlers/cash_out/details.py",
        "    draft.choose_phone(phone)\n",
        "    draft.choose_phone(phone or draft.phone)\n",
        (_CROSSED,),
    ),
    Mutant(
        "a new person's phone takes the earlier name away",
        "handlers/cash_out/details.py",
        "    draft.name, draft.guess, draft.names = None, None, []\n",
        "    draft.guess, draft.names = None, []\n",
        (_CROSSED,),
    ),
    Mutant(
        "a name that waits for its phone does not take just any",
        "handlers/cash_out/details.py",
        "    stands = draft.own_name is not None and draft.name == draft.own_name\n",
        "    stands = draft.name is not None\n",
        (f"{_TWO}test_a_contacts_name_that_waits_for_its_phone_does_not_slip_to_another",),
    ),
    Mutant(
        "a contact whose name cannot be read may be another's",
        "handlers/cash_out/details.py",
        "    return stands and draft.phone is None and details.name is None\n",
        "    return stands and draft.phone is None\n",
        (f"{_TWO}test_a_contact_without_a_name_that_can_be_one_is_asked_about",),
    ),
    Mutant(
        "a name in question is not settled by a phone",
        "handlers/cash_out/details.py",
        "    stands = draft.own_name is not None and draft.name == draft.own_name\n",
        "    stands = draft.own_name is not None\n",
        (f"{_TWO}test_a_name_in_question_stays_in_question_when_only_a_phone_comes",),
    ),
    Mutant(
        "a typed name is not replaced by a nickname unasked",
        "handlers/cash_out/details.py",
        "    return draft.own_name or (draft.name if waits or is_same else None)\n",
        "    return None\n",
        (f"{_TWO}test_a_typed_name_is_not_replaced_by_a_nickname_unasked",),
    ),
    Mutant(
        "a chosen name outlasts a complete draft",
        "handlers/cash_out/details.py",
        "    return draft.own_name or (draft.name if waits or is_same else None)\n",
        "    return draft.name if waits or is_same else None\n",
        (f"{_TWO}test_until_a_name_is_chosen_nothing_can_be_confirmed",),
    ),
    Mutant(
        "the name of an older program's draft counts as the agent's own",
        "handlers/cash_out/draft.py",
        '{"own_name": data.get("name")}',
        "{}",
        (f"{_TWO}test_a_draft_of_the_program_before_is_not_mixed",),
    ),
    Mutant(
        "a pasted person with a foreign number takes the earlier one away",
        "storage/values/paste.py",
        "    return paste.phone is not None and named and has_amount\n",
        "    return False\n",
        (f"{_TWO}test_a_pasted_person_with_a_foreign_number_leaves_the_phone_to_be_asked",),
    ),
    Mutant(
        "an amount that is said twice is not the one before",
        "handlers/cash_out/shared_details.py",
        "        draft.amount = None\n        draft.amount_text",
        "        draft.amount_text",
        (f"{_TWO}test_a_paste_that_says_its_amount_twice_does_not_leave_the_one_before",),
    ),
    Mutant(
        "a forwarded name decides nothing",
        "handlers/cash_out/steps.py",
        "is Step.CONFIRM or draft.in_doubt(turn.policy)\n",
        "is Step.CONFIRM\n",
        (f"{_TWO}test_a_typed_name_is_not_replaced_by_a_nickname_unasked",),
    ),
    Mutant(
        "words that answer other questions are no name",
        "handlers/cash_out/answers.py",
        "    if words(text) in CONFIRM | NO or edit_of(text) is not None:\n",
        "    if edit_of(text) is not None:\n",
        (f"{_ANSWERS}test_words_that_answer_other_questions_are_no_name",),
    ),
    Mutant(
        "no digit is glued onto a complete number",
        "storage/values/phone.py",
        "    extra = isinstance(reading, Ok) and _ends_in_extra_digits(typed, len(national))\n",
        "    extra = False\n",
        (_GLUED,),
    ),
    Mutant(
        "a number in uneven groups does not go on",
        "storage/values/phone.py",
        "    goes_on = tuple(before) in _EVEN and len({*marks}) == 1\n",
        "    goes_on = sum(before) == SHORTEST - 1\n",
        (_GLUED,),
    ),
    Mutant(
        "a text that begins with 0 is no number of a spreadsheet",
        "storage/values/phone.py",
        'r"[1-9][0-9]*[.,]00?"',
        'r"\\+?[0-9]*[.,]00?"',
        (_GLUED,),
    ),
    Mutant(
        "the decimals of a spreadsheet are no digits of a number that is too short",
        "storage/values/phone.py",
        'r"([^.,]*[0-9])[.,]0+"',
        'r"([1-9][0-9]{8,14})[.,]0+"',
        (_DECIMALS,),
    ),
    Mutant(
        "one digit does not complete a number",
        "storage/values/phone.py",
        "(last == 1 or _IN_BRACKETS.search(typed))",
        "_IN_BRACKETS.search(typed)",
        (_GLUED,),
    ),
    Mutant(
        "a group in brackets does not complete a number",
        "storage/values/phone.py",
        "(last == 1 or _IN_BRACKETS.search(typed))",
        "last == 1",
        (_GLUED,),
    ),
    Mutant(
        "a phone does not begin with a number of the name",
        "storage/values/paste.py",
        "            spans += [(begin, begin + end) for end in _phone_ends(words[begin:])]\n",
        "            spans += []\n",
        (_DOUBTFUL, _BESIDE),
    ),
    Mutant(
        "what begins as a phone does may be a number of the name",
        "storage/values/paste.py",
        '    return short and "+" not in words[0]\n',
        "    return False\n",
        (_DOUBTFUL,),
    ),
    Mutant(
        "a whole number without 0 may be the last group of a longer one",
        "storage/values/paste.py",
        " and _is_whole(bare) and _BEGINS.match(bare):\n",
        " and _is_whole(bare):\n",
        (_DOUBTFUL,),
    ),
    Mutant(
        "a short number before an amount may be a name's, though it begins with 0",
        "storage/values/paste.py",
        "first < _FEWEST_DIGITS_OF_A_PREFIX or ",
        "",
        (_DOUBTFUL,),
    ),
    Mutant(
        "the end of a longer number is no phone",
        "storage/values/paste.py",
        "        spans += [(-at, ends[-1]) for at in longer]\n",
        "        spans += []\n",
        (_DOUBTFUL,),
    ),
    Mutant(
        "a number from abroad is not glued to a number of the name",
        "storage/values/paste.py",
        "|00(?=[1-9])",
        "|00(?=x)",
        (_DOUBTFUL,),
    ),
    Mutant(
        "a group behind a short phone in one word may belong to it",
        "storage/values/paste.py",
        " or _UNBROKEN.fullmatch(bare) is not None\n",
        " or True\n",
        (_DOUBTFUL,),
    ),
    Mutant(
        "an amount is no part of a phone that is too short",
        "storage/values/paste.py",
        " or _ROUND.fullmatch(bare):\n",
        ":\n",
        (f"{_PASTE}test_an_amount_is_no_part_of_a_phone_that_is_too_short",),
    ),
    Mutant(
        "a phone does not end early because Rp stands behind it",
        "storage/values/paste.py",
        'rf"{_COUNTS}|000"',
        'rf"{_UNIT}|000"',
        (f"{_PASTE}test_the_last_group_of_a_phone_is_not_left_to_the_words_behind_it",),
    ),
    Mutant(
        "a second phone behind the same label is not dropped",
        "storage/values/paste.py",
        "        yield PastedPart(kind, earlier is kind, text)\n",
        "        yield PastedPart(kind, label is kind, text)\n",
        (_DOUBTFUL,),
    ),
    Mutant(
        "behind a phone in a line of its own form may stand the amount of another",
        "storage/values/paste.py",
        "    if is_form and label is Label.PHONE and isinstance(",
        "    if isinstance(",
        (_DOUBTFUL,),
    ),
    Mutant(
        "a contact of Hong Kong is not taken for one of ours",
        "storage/values/phone.py",
        "    return read_phone(text) if known else No(Reason.NO_COUNTRY)\n",
        "    return read_phone(text)\n",
        (f"{_TWO}test_a_contact_whose_number_names_no_country_is_not_taken_for_ours",),
    ),
    Mutant(
        "a bank account is no phone",
        "storage/values/paste.py",
        "        account = account_length(words[at:])\n",
        "        account = 0\n",
        (f"{_ANSWERS}test_a_bank_account_in_a_paste_is_not_taken_for_a_phone",),
    ),
    Mutant(
        "the sender's number in a form is not the beneficiary's",
        "storage/values/paste.py",
        "    if label in {Label.ACCOUNT, Label.OTHER}:\n",
        "    if label is Label.ACCOUNT:\n",
        (f"{_VALUES}test_paste.py::test_what_is_missing_said_twice_or_anothers_is_left_out",),
    ),
    Mutant(
        "a mark that turns digits around is named",
        "storage/values/characters.py",
        "\\u202a-\\u202d",
        "\\u202a-\\u202e",
        (_HIDDEN,),
    ),
    Mutant(
        "a word that may be part of a name is asked about",
        "storage/values/name.py",
        "        return Ask(value, instead=BeneficiaryName(whole))\n",
        "        return Ok(value)\n",
        (f"{_VALUES}test_name.py::test_a_word_that_may_be_part_of_the_name_is_asked_about",),
    ),
    Mutant(
        "cents that are some are not dropped",
        "storage/values/amount.py",
        "    return No(Reason.CENTS) if int(cents) else rule",
        "    return rule",
        (f"{_VALUES}test_vectors.py::test_a_line_of_the_table_is_read_as_it_says",),
    ),
)
