### The card of an order in its agent's chat: it shows the code.

# $spaced is the code in fours
card-code =
    Code:
    { $code }
    (read: { $spaced })
card-steps-permata =
    At a Permata ATM:
    1. Choose cardless withdrawal (tarik tunai tanpa kartu).
    2. Enter the phone number { $phone }.
    3. Enter the code.
    4. Enter the amount { $amount }, then take the cash.
    The steps on the screen may come in a slightly different order.
card-steps-alfamart = At Alfamart: show this code to the cashier, then receive { $amount }.
card-steps-indomaret = At Indomaret: tell the cashier the phone number { $phone }, the code and the amount { $amount }, then receive the cash and a receipt.
card-cash = This code is cash: give it to the beneficiary only.

# Where the code is not shown (yet)
card-accepted = Accepted ✓ The code appears in this message, usually within seconds.
card-status = Status: { $status }.
card-code-held = People must check Faspay's answer first, so the code is held back. The admins have been told. The money may be set aside: do not make a new order for this person. News will follow.
# Follows “Its code ended …”
card-code-over = Wait for my notice.
card-code-soon = Faspay has taken this order. The code appears in this message soon.
# Stands for a moment, before the card is deleted
card-wiped = Order { $number }: the code was removed from here. Its status: /order { $number }

# Answers to a press on “Show code”: at most 200 characters
card-comes = A new card with the code is on its way.
no-code-no-such-order = I find no order of yours with that number. See /orders
no-code-not-yet = There is no code yet. It appears in the order's card once Faspay gives it.
no-code-held = People must check Faspay's answer first, so the code is held back. Do not make a new order for this person. News will follow.
no-code-missing = The order exists at Faspay, but its code did not reach us. The admins know. Do not make a new order for this person.
no-code-ended = This order's code is no longer valid. See its status with /order NUMBER
no-code-too-often = The code was asked for too often. Wait a few minutes; the earlier card is still valid.
