### The live message of an order, for those who watch it: below its first lines a line a step.

# Its first lines in a group, which name nobody
live-in-group =
    Order { $number }
    { $amount } · { $channel }
    Agent: { $agent }

# Before the steps of a day
live-day = { $day } ({ $zone })

# What happened, behind its time. A line stays as it is, whatever comes later.
live-requested = Accepted.
live-unknown = ⚠️ Not certain for now whether the money is out.
live-issued = Faspay has it.
live-expired = Not collected in time; Faspay is asked about the money.
live-paid = Collected ✓
live-reported-on-process = Faspay reports that it is being processed; not confirmed yet.
live-reported-success = Faspay reports that it was collected; not confirmed yet.
live-failed = Failed, as Faspay said twice: the money is not out.
live-reversed = Reversed: the money is back with the company.
live-cancelled = Cancelled before it was sent: no money went out.
live-not-sent = Did not reach Faspay: no money went out.
live-rejected = Refused, and Faspay has no such order: no money went out.
live-not-created = Never created at Faspay, as two people checked: no money went out.
live-code-missing = ⚠️ Its code did not reach us. People must ask Faspay.
live-code-malformed = ⚠️ Its code cannot be right and is held back. People must ask Faspay.
live-echo = ⚠️ Faspay's answer differs from the order. People must check.
live-late-evidence = ⚠️ Faspay has this order after all. People must check.
live-contradiction = ⚠️ Faspay contradicts our records. People must check.
live-unresolved = ⚠️ Still not certain after a long time. People must ask Faspay.
live-cancelled-for = Cancelled before it was sent, { $why }: no money went out.
live-issued-until = { $step } Valid until { $time }.
live-refusal = { $step } It said: “{ $refusal }”.
