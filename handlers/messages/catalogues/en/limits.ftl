### What people read about limits: how they stand, how to change them, and what is left.

limit-now-order = One order, at most: { $limit }
limit-now-agent-day = One agent in 24 hours: { $limit }
limit-now-team-day = One team in 24 hours: { $limit }
limit-now-company-day = All together in 24 hours: { $limit }
limit-now-phone-week = One beneficiary's phone in 7 days: { $limit }
limit-now-channel = One order at { $place }: { $limit }
limit-company-taken = Of all together, the last 24 hours have taken { $taken }; { $left } is left.
# In place of an amount: with real money the first two must be set, otherwise there may be none.
limit-not-set = not set yet
limit-none = no limit
limits-both-needed = ⚠️ Nothing is sent until both are set, for one order and for one agent: this is real money. For example: /limits order 500.000, then /limits agent 5.000.000
limits-too-low = ⚠️ An order is { $smallest } at least: below that nobody can send. To stop sending there is /stop REASON
limits-usage =
    To change: /limits order AMOUNT, /limits agent AMOUNT, and so with team, company, phone, or a place such as permata; off as the amount for no limit.
    A lower limit holds at once. Raising or lifting one takes two people.
limits-too-low-at = ⚠️ An order at { $place } is { $smallest } at least: below that nobody can send there. To stop it there is /stop with the place and a reason
limits-where = To change the limits: /limits
limits-changed = These are the limits now.

# Unasked, once a day, until an admin has set both
limits-missing =
    ⚠️ Nothing can be sent yet: for real money the limits must be set first, the most for one order and for one agent in 24 hours. Without them, whoever finds an agent's phone could empty the account.
    Set both, for example: /limits order 500.000, then /limits agent 5.000.000
    Until then nothing is sent, and agents who try are told to ask you.

# Above a read-back, where a limit allows little more
limit-left-agent-day = Your limit for 24 hours: { $left } of { $limit } is left.
limit-left-team-day = Your team's limit for 24 hours: { $left } of { $limit } is left.
limit-left-company-day = The company's limit for 24 hours: { $left } of { $limit } is left.
limit-left-phone-week = This phone's limit for 7 days: { $left } of { $limit } is left.

# To an agent
limits-own = What you may send now:
limits-own-none = The company has set no limits. Each place has amounts of its own: they stand beside the question.

# What a limit is for, within a sentence such as "… changed the limit for one order"
limit-of-order = one order
limit-of-agent-day = one agent in 24 hours
limit-of-team-day = one team in 24 hours
limit-of-company-day = all together in 24 hours
limit-of-phone-week = one beneficiary's phone in 7 days
limit-of-channel = one order at { $place }
limit-of-budget = the budget of { $code }
limit-of-approval = an order without approval
limit-of-second-approval = an order that one approval is enough for
limit-of-approval-day = one agent in 24 hours without approval
limit-of-approver-day = what one person approves in 24 hours
limit-of-pin = an order without a PIN

# /policy history
policy-decided = { $time }: { $what } { $agreed }
policy-undecided = Nothing was decided about limits and purposes yet.
label-policy-history = What was decided before
