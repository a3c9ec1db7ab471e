### The audit trail: one line an act, put together from the parts below with “ · ” between them.

history-empty = Nothing is on record yet.

history-status = status
history-code = code
history-code-shown = code shown again
history-order-requested = order made
history-invited = invitation made
history-invite-claimed = invitation used
history-invite-approved = newcomer approved
history-invite-refused = newcomer rejected
history-suspended = suspended
history-locked = rights locked
history-restored = restored
history-sending-stopped = sending stopped
history-sending-resumed = sending resumed
history-first-admin = first admin
history-limits = limits changed
history-purpose = purpose of orders changed
history-reconciled = books compared
history-old-data = older data found
history-keys-rotated = data sealed with another key
history-teams-merged = team names merged
history-assigned = put into a team
history-group-begun = a team's orders shown in a group
history-group-ended = no longer shown in a group
history-updates-taken = somebody else took this bot's messages
history-proposed = proposed
history-proposal-ended = proposal ended

# Which order, whom it was done to, and who did it
history-order = order { $number }
history-subject = to { $id }
history-actor = by { $id }
history-operator = by the operator
history-decided = agreed by { $id }
history-decided-operator = agreed by the operator
# A reason that the program gives, and one that a person typed
history-why = ({ $why })
history-words = “{ $words }”
