### What is stopped: all sending, a team's, or that to a channel; and how it is opened.

# Within a sentence
stop-part-team = team { $name }
stop-part-channel = { $name }

# Told when it was stopped; then come the reasons
stop-was-stopped-company = ⚠️ Sending is stopped: no new order is sent; an order already being sent is finished.
stop-was-stopped-team = ⚠️ Sending for team { $name } is stopped: none of its new orders is sent; an order already being sent is finished. Other teams go on as before.
stop-was-stopped-channel = ⚠️ Sending to { $name } is stopped: no new order goes there; an order already being sent is finished. Other channels go on as before.
stop-own-team-only = This stops your own team only. If all sending must stop, call an admin: they can stop everything at once.
stop-everything = To stop everything: /stop all REASON
stop-how-to-open-part = Once the cause has been looked into, open it again with /resume { $name }

# The answer to /stop where it was stopped before; then come all reasons, this one as well
stop-already-company = Sending is stopped already.
stop-already-team = Sending for team { $name } is stopped already.
stop-already-channel = Sending to { $name } is stopped already.

# Told when it was opened
stop-was-opened-company = Sending is open again ✓
stop-was-opened-team = Sending for team { $name } is open again ✓
stop-was-opened-channel = Sending to { $name } is open again ✓
stop-still-all = All sending is still stopped, for another reason.
stop-still-parts = Still stopped: { $parts }.

# The answer to /stop without a reason
stop-usage =
    Write the reason: /stop REASON. Sending is not stopped yet.
    One channel or team only: /stop permata REASON, /stop TEAM REASON
stop-usage-of-team = Write the reason: /stop REASON stops sending for your team, { $team }. It is not stopped yet.

# The answer to /resume where several are stopped; each follows with its reasons
stop-which-to-open = Which is to be opened?

# The answer to /resume where that is open
stop-not-stopped = Not stopped: { $part }.

# Ends a long list of reasons
stop-more-reasons = … and { $count } earlier ones
