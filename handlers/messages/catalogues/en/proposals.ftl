### What admins read of what one person may not do alone: one asks, another decides.

# The card: what is asked for, by whom, then how it stands
proposal-reminder = ⏳ Still waiting for a decision:
proposal-head = Proposal #{ $number }: { $what }
proposal-asked = Asked for by { $who }, { $time }.

# What is asked for; each stands behind "Proposal #12:"
asks-open-sending = open sending again.
asks-open-part = open sending again for { $part }.
asks-loosen-limit = change the limit for { $scope } from { $before } to { $after }.
asks-purpose-on = switch the purpose { $code } on, with this budget: { $budget }. Orders can then take more altogether than now.
asks-purpose-off = switch the purpose { $code } off. Orders are then made without a purpose and its budget.
asks-enrol = let { $who } in. Role: { $role }, team: { $team }.
asks-suspend-admin = suspend the admin { $who }.
asks-restore = give { $who } their rights back. Role: { $role }.

# While it waits
proposal-nothing-yet = Nothing has changed yet: this takes two people.
proposal-who-decides = Who can approve it: { $who }. If you are not sure that it was really asked for, call first. It ends by itself at { $until }.
proposal-operator-decides = No other admin can approve it. The second person is whoever runs the bot, at its machine: python -m bot decide { $number }. It ends by itself at { $until }.

# How it ended
operator-alone = the operator, at the machine
proposal-approved = ✓ Approved by { $who }, { $time }. It is done.
proposal-rejected = ✗ Rejected by { $who }, { $time }. Nothing was changed.
proposal-expired = Over, { $time }: nobody decided in time. Nothing was changed.
proposal-withdrawn-by-asker = Withdrawn by who asked, { $time }. Nothing was changed.
proposal-withdrawn-replaced = Over, { $time }: the same person has asked for something else in its place. Nothing was changed.
proposal-withdrawn-changed = Over, { $time }: things are no longer as they were when it was asked for. It has changed nothing. If it is still wanted, ask again.
proposal-withdrawn-stopped-again = Over, { $time }: somebody, or a guard, has stopped sending once more. It has opened nothing. Look at the newest reason: /audit. Then ask again: /resume
proposal-withdrawn-asker-left = Over, { $time }: who asked may not ask for this any more. Nothing was changed.
proposal-withdrawn-old-data = Over, { $time }: older data was put in place. It has changed nothing. If it is still wanted, ask again.

label-withdraw = Withdraw

# The answer to a press that decided nothing. At most 200 characters each.
proposal-redundant = This was over already. Your press has changed nothing.
denied-other-content = This button is not of a proposal that waits. Your press has changed nothing.
denied-own = You asked for this yourself, so somebody else must decide. Nothing was changed.
denied-about-them = This is about you, so somebody else must decide. Nothing was changed.
denied-no-right = You may not decide this. Nothing was changed.
denied-enrolled = One of you two let the other in, or gave them their rights back, less than 7 days ago, so you do not count as two people yet. Somebody else must decide. Nothing was changed.
denied-not-theirs = Only who asked can withdraw this. Nothing was changed.
denied-expired = Too late: its time was over. Nothing was changed.
denied-changed = Things are no longer as they were when it was asked for, so it is over. Your press has changed nothing.

# The answer to a command that would be one proposal too many
asked-too-often = You have asked for ten things within an hour, and each calls all admins. This was not asked for, and nothing was changed. Wait, or have another admin ask.

# To a newcomer whom the first of two has approved
approved-once = The person who invited you has approved. One more must, for your role; you will hear from me here.
