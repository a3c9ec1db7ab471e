### The questions of an order, and what is said about an answer that cannot be taken.

question-channel = Where will the beneficiary collect the cash?
question-channel-again = Press one of the buttons, or write its name.
question-name = What is the beneficiary's name? As on their ID card.
# Below a question, above buttons such as “B. S. · …7890”
question-or-press-earlier = Or press somebody you have sent to before:
question-earlier-gone = I cannot fill in that person any more. Nothing was taken; please write the name and the phone.
question-phone = The beneficiary's mobile number? Type it, paste it, or share the contact.
question-amount = How much? { $channel }: { $minimum } to { $maximum }, in steps of { $step }.

question-purpose = What is it for?
question-purpose-again = Press one of the buttons, or write the name of the purpose.

# Above the read-back, where the budget of its purpose is nearly used up, or is too small
question-budget-near = Left in the budget of { $purpose }: { $left }.
question-budget-over = ⚠️ The budget of { $purpose } has only { $left } left. Change the amount or the purpose, or ask an admin to have the budget raised.
question-budget-empty = ⚠️ The budget of { $purpose } is used up. Ask an admin to have it raised; or change the purpose, where there is another.

# The read-back: the agent checks it with the beneficiary before anything is sent. $words is the amount in words
question-read-back =
    Check this with the beneficiary:

    Name: { $name }
    Phone: { $phone }
    Amount: { $amount }
    ({ $words })
    Collected at: { $place }

    Is it right? Once confirmed it cannot be recalled.
# The last of its lines, below the place, where the order has a purpose
question-read-back-purpose = Purpose: { $purpose } ({ $code })
amount-in-words = { $words } rupiah
# The rule of Unicode (RBNF) that writes a number out as it is said aloud
pattern-amount-in-words = spellout-cardinal-verbose
question-confirm-or-change = Press a button, or write “yes” to confirm, “edit name”, “edit phone”, “edit amount” or “cancel”.
question-did-you-mean = Did you mean { $guess }?
# Above buttons with two names: the one before, and the one that has just come
question-whose-phone = Whose number is { $phone }? { question-press-the-name }
question-which-name = Which name is right? { question-press-the-name }
question-press-the-name = Press the name as on the ID card, or write it.
question-which-phone = That contact has several numbers. Press the beneficiary's mobile number, or write it.
question-this-phone = Of that contact's numbers only this one is an Indonesian mobile number. Press it if it is the beneficiary's, or write the number.

# Why an answer cannot be taken, and how to write it
reason-phone-characters = A mobile number has digits only, for example 0812-3456-7890.
reason-landline = That is a landline. I need a mobile number, starting with 08.
reason-service-number = That is a service number. I need the beneficiary's mobile number, starting with 08.
reason-foreign = That is not an Indonesian number. I need one like 08… or +62…
reason-phone-start = A mobile number starts with 08, +62 or 62.
reason-unknown-prefix = No mobile number starts like that. Please check it.
reason-too-short = That number is too short. Please check it, a digit may be missing.
reason-too-long = That is too long. Please check it and write it again.
reason-extra-digits = I cannot tell whether the last digits belong to that number. Please write only the number, for example 0812-3456-7890.
reason-several-phones = There may be more than one number in it. Please write only the one to use.
reason-bank-account = That looks like a bank account, so I did not take it as a phone number.
reason-no-country = That contact's number does not say its country. If it is Indonesian, type it starting with 08.
reason-few-letters = A name has at least two letters.
reason-digits-in-name = A name has no digits.
reason-command = That is a command, not an answer.
reason-name-characters = There is a character that a name cannot have. Use letters, spaces, full stops, commas, hyphens and apostrophes only.
reason-not-latin = Please write the name in Latin letters. Type it, do not copy it.
reason-bidi = There are hidden characters in it. Type it, do not copy it.
reason-invisible = There are invisible characters in it. Type it, do not copy it.
reason-unclear = That amount is not clear. Write it in full, for example 500.000.
reason-grouped-with-unit = That can be read in two ways. Write it in full, such as 500.000.
reason-ambiguous-m = “m” can be a million or a billion. Write it in full, such as 500.000.
reason-cents = Write it without cents, for example 500.000.
reason-unreadable = I cannot read that. Please write it again, clearly.
reason-start-with-digits = Start the amount with digits, for example 500.000.
reason-unknown-unit = I do not know that unit. Write rupiah, for example 500.000.
reason-plain-digits = Use the plain digits 0 to 9, for example 500.000.
reason-below-minimum = The amount must be at least { $limit }.
reason-above-maximum = The amount can be at most { $limit }.
reason-not-a-multiple = The amount must be a multiple of { $limit }.
# Follows “must be a multiple of”. $nearest is one amount, or two joined by “or”
reason-nearest = The nearest: { $nearest }.

# What was taken from a pasted line or a shared contact
noted = Noted: { $parts }.
noted-earlier-dropped = The previous person's details were dropped.
contact-without-number = That contact has no number.
contact-left-out = I took nothing from that contact.
