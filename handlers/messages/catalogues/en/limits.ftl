### What admins read about the limits for one order and for an agent's day.

limits-now =
    One order, at most: { $order }
    One agent in a day, at most: { $day }
# In place of an amount: with real money both must be set, otherwise there may be none.
limit-not-set = not set yet
limit-none = no limit
limits-both-needed = ⚠️ Nothing is sent until both are set: this is real money. For example: /limits order 500.000, then /limits day 5.000.000
limits-too-low = ⚠️ An order is { $smallest } at least: below that nobody can send. To stop sending there is /stop REASON
limits-usage = To change: /limits order AMOUNT, /limits day AMOUNT, or off as the amount
limits-changed = The limits were changed.

# Unasked, once a day, until an admin has set both
limits-missing =
    ⚠️ Nothing can be sent yet: for real money the limits must be set first, the most for one order and for one agent's day. Without them, whoever finds an agent's phone could empty the account.
    Set both, for example: /limits order 500.000, then /limits day 5.000.000
    Until then nothing is sent, and agents who try are told to ask you.
