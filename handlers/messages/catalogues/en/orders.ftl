### Orders in lists, in full, and what is known of their codes.

# The first lines of every message about an order
order-head =
    Order { $number }
    { $amount } · { $channel }
    { $name } · { $phone }
# Below them, where it has a purpose
order-purpose = Purpose: { $name } ({ $code })
order-agent = Agent: { $agent }
order-agent-of-team = Agent: { $agent } · team { $team }
order-made = Made: { $time }
order-status = Status: { $status }
order-code = Code: /code { $number }
order-contradicted = not certain: what Faspay says contradicts itself; people must look at it
order-review = ⚠️ People must look at it.

# Until when the code can be used, as Faspay said, or when it did not say
# $left is how long that still is, where the app can show it, else the words below
order-valid-until = Valid until { $time } ({ $left }).
order-no-later = no later
order-valid-until-not-stated = Faspay does not state the time, usually within 24 hours.
order-code-ended = Its code ended { $time }.
order-code-ended-not-stated = Its code has ended (24 hours after it was made).

# The status of an order that Faspay has taken, where “ready to collect” would not be true
order-issued-over = not collected in time, not settled yet
order-issued-held = held back, people are checking
order-issued-code-missing = at Faspay, its code is missing

order-list = Newest orders
# What was looked for: the heading of the list is put together from these, with “ · ” between them
order-list-own = Your own orders
order-list-agent = Agent { $agent }
order-list-today = Today, { $day }
order-list-week = Week from { $day }
order-list-phone = Phone ending in { $digits }
order-list-sum = Sum of { $amount }
order-list-purpose = Purpose { $code }
order-list-nothing-found =
    { $heading }:

    I find no such order. All of them: /orders
order-list-nothing-found-below-ticks =
    { $heading }:

    I find no such order. Press what has a ✓ to take it back. All of them: /orders
order-list-looked-back = I have looked back to { $time }. “Look further” goes on from there.
order-list-older-not-ready = Orders from before the update are still being prepared for this search; older ones may be missing for now. Nothing is lost: look again later, or choose the day.
order-list-usage =
    I do not know what to look for. You can write:
    /orders waiting, /orders failed
    /orders today, /orders 27/11
    /orders 7890 the phone's last four digits
    /orders Rp 500.000 the sum
    Several of them at once work too: /orders waiting today
# Only where the company has purposes; $code is one of them
order-list-usage-purpose = /orders { $code } the code of its purpose
# Only to those who see orders of others
order-list-usage-agent = /orders NAME the orders of one agent
order-list-which-agent = More than one person is called so. Whose orders?
# Behind it, where not all of them have a button
order-list-more-agents =
    { $count ->
        [one] { $count } more is not shown: write more of the name, or the ID: /orders ID
       *[other] { $count } more are not shown: write more of the name, or the ID: /orders ID
    }
order-list-line =
    { $number } · { $amount } · { $name }
    { $time } · { $status }
order-list-line-of-others =
    { $number } · { $amount } · { $name } · agent { $agent }
    { $time } · { $status }
order-list-more = More: /order NUMBER
order-list-empty = There are no orders yet.
order-list-empty-agent = There are no orders yet. Begin: /cashout
order-which = Write the order number: /{ $command } 12 digits. The numbers are in /orders
order-unknown = I find no order with that number. See /orders
# Before an agent goes on writing an order to a phone that has one already
order-still-open =
    ⚠️ You have an order to this number that has not ended:
    { $number } · { $amount } · { $status }
    Go on only if this is to be paid as well.
order-in-doubt =
    ⚠️ It is not certain that the money of your order to this number is back:
    { $number } · { $amount } · { $status }
    Ask your supervisor first; go on only if they say so.
# The same, where the last order has ended within a day; $time is when
order-last-paid =
    ⚠️ Your order to this number has been collected:
    { $number } · { $amount } · { $time }
    Go on only if this is to be paid as well.
order-last =
    Your last order to this number:
    { $number } · { $amount } · { $time }
    { $status }

# Answers to “cancel”
cancel-nothing = There is nothing to cancel now. Your orders: /orders
cancel-done = Order { $number } was cancelled before it was sent. No money went out. You may make a new order: /cashout
# $ends is one of the sentences below: when the order's code ends
cancel-too-late = Order { $number } is on its way to Faspay or there, and cannot be recalled. { $ends } If it is not collected, wait for my notice that the money has come back.
cancel-outcome-uncertain = Its outcome is not certain yet; I'll tell you as soon as Faspay answers.
cancel-code-missing = Its code did not reach us; the admins know.
cancel-code-end-not-stated = Faspay does not state when its code ends, usually within 24 hours.
cancel-code-valid-until = Its code is valid until { $time }.
