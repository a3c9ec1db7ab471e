### What admins read of one difference between our orders and Faspay's books.

# What differs: in the list of differences, and in the head of a card
mismatch-unknown-debit = unknown debit
mismatch-unexpected-debit = debit though no money should be out
mismatch-unconfirmed-debit = debit of an order that is not certain
mismatch-second-debit = more than one debit for one order
mismatch-missing-debit = no debit
mismatch-amount = another amount
mismatch-day = another day
mismatch-missing-refund = money not back
mismatch-unexpected-refund = money back that should not be
mismatch-status = another status
mismatch-balance = balance does not fit

# The list: these lines, each of parts with dots between them
discrepancies-open = Open differences:
discrepancy-order = order { $order }
discrepancy-balance-less = { $gap } missing
discrepancy-balance-more = { $gap } too much
discrepancies-left-out = … and { $count } more: /reconcile

# The head of the card; whose debit it is; when it happened
discrepancy-head = ⚠️ Difference #{ $number }: { $what }
discrepancy-of-order = Order { $order }
discrepancy-of-no-order = The line names { $order }, which is no order of ours.
discrepancy-when = { $at }, { $age } ago

# What happened. $seen is the amount in Faspay's statement, $expected the one by our books,
# $gap how far they are apart, $status where our books have the order's money.
tells-unknown-debit = { $seen } left the account, and none of our orders explains it.
tells-unexpected-debit = { $seen } went out for this order, of which we say: { $status }.
tells-unconfirmed-debit = { $seen } went out for this order of { $expected }, but when asked, Faspay did not know it. We say: { $status }.
tells-second-debit = The order is for { $expected }, but { $seen } went out in more than one debit.
tells-missing-debit = The order is for { $expected } and exists at Faspay ({ $status }), but the statement has { $seen } for it.
tells-missing-refund = Faspay says of this order: { $status }. But { $expected } went out and { $seen } has come back.
tells-day = The debit of { $seen } is dated { $at }, the order was sent { $sent }.
tells-amount-less = The order is for { $expected }, but { $seen } went out: { $gap } too little.
tells-amount-more = The order is for { $expected }, but { $seen } went out: { $gap } too much, more than a fee can explain.
tells-unexpected-refund = { $seen } came back for this order, of which we say: { $status }.
tells-unexpected-refund-more = { $seen } came back for this order, but by the statement only { $expected } had gone out.
tells-balance-less = { $gap } is missing: since { $at } the balance has fallen by that much more than the statement shows.
tells-balance-more = { $gap } is too much: since { $at } the balance has risen by that much more than the statement shows.

# Faspay was asked about the order and contradicts our books: what it says, then what we say
inquiry-on-process = Faspay's inquiry says: on process, not collected.
inquiry-success = Faspay's inquiry says: collected.
inquiry-failed = Faspay's inquiry says: failed.
inquiry-reversed = Faspay's inquiry says: reversed.
inquiry-not-found = Faspay's inquiry says: there is no such order.
inquiry-other = Faspay's answer about this order names another number, amount, phone or channel than was sent.
inquiry-something-else = Faspay's inquiry says something else.
our-books-say = We say: { $status }.

# What to do about it
do-unknown-debit = Ask whoever else may use the Faspay account, then Faspay, with time and amount.
do-unexpected-debit = Do not make a new order in its place. Ask Faspay about this order number.
do-unconfirmed-debit = Its money is out: do not make a new order in its place. Ask Faspay what became of it, with this order number.
do-second-debit = Ask Faspay about this order number and claim back what is too much.
do-missing-debit = It may be booked late. If it is still here tomorrow, ask Faspay about this order number.
do-amount = Compare with Faspay, order number in hand; check FASPAY_AMOUNT_UNIT.
do-day = Check whether the books of the day and of the month still agree; if not, ask Faspay.
do-missing-refund = Claim the money from Faspay with this order number.
do-unexpected-refund = Do not repeat the order. Ask Faspay why money came back, what the order's status is, and whether the beneficiary got cash.
do-status = Look at /order { $order } and ask Faspay about this order number. Do not repeat the order.
do-balance = Compare the balance with Faspay's own page, and ask who else may use the account.
discrepancy-stops = Sending is stopped because of it, until an admin writes /resume.
discrepancy-if-known = If you know what it is: /reconcile { $number } REASON

# An admin has said what it is
explained = Difference #{ $number } is settled with your reason. If anything about it changes, I'll report it again.
explained-still-stopped = Sending is still stopped. Once everything has been looked into, open it with /resume
explain-usage = To settle one that you can explain: /reconcile NUMBER REASON
no-such-discrepancy = No difference with that number is open. Those that are: /reconcile

# How old it is, in the largest unit
age-minutes = { $count } min
age-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
age-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
