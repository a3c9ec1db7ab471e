### What is told of an order when something changes: below its first lines.

# Sentences of more than one notice
notice-new-order = If it is still needed, you may make a new order: /cashout
notice-no-new-order = Do not make a new order for this person.
notice-not-sent = The order did not reach Faspay: no money went out.
notice-rejected = Faspay refused this order and confirmed that it has none by this number: no money went out.
notice-nothing-to-retype = The reason lies between the company and Faspay, not in what you entered: nobody at the counter can fix it, so do not enter it again for now. The admins have been told; ask them when orders can go out again.

notice-wait = Nothing that you entered is wrong; it could not get through just now. Wait a few minutes, then make the order again: /cashout. If that happens again, tell your supervisor.
notice-of-the-company = That is about the company's account at Faspay or the settings here, not about the beneficiary: other orders may be refused as well. Check the FASPAY settings (python -m bot doctor), or ask Faspay. Such refusals in a row can stop sending: /health says whether it is open.

# To the agent whose order it is
notice-own-requested = The order was accepted.
notice-own-issued = Faspay has taken this order. Its code is in the order's card.
notice-own-code-late = The code is here. See this order's card, or press the button.
notice-own-code-missing = ⚠️ This order exists at Faspay and its money is set aside, but the code did not reach us. The order still stands. { notice-no-new-order } Tell the beneficiary: the money is recorded, the code is missing and is being looked into. The admins have been told to contact Faspay with this order number.
notice-own-code-malformed = ⚠️ A code came with Faspay's answer, but it cannot be right, so I hold it back: it would only be refused. The money may be set aside for this order. { notice-no-new-order } Tell the beneficiary: the right code is being asked for, please wait. The admins have been told to get it from Faspay.
notice-own-unknown = No clear answer from Faspay has reached me. It is not certain yet whether the money is out. { notice-no-new-order } I keep asking Faspay; news will follow.
notice-own-reported-on-process = Reported by Faspay as being processed, not yet confirmed. { notice-no-new-order } News will follow.
notice-own-reported-success = Reported by Faspay as collected, not yet confirmed. { notice-no-new-order } News will follow.
notice-own-paid = The cash was collected ✓ The order is done.
notice-own-failed = Faspay has said twice that this order failed: the money is not out and the code is no longer valid. { notice-new-order }
notice-own-reversed = Faspay has reversed this order: the money has come back to the company and the code is no longer valid. First ask the beneficiary whether they got cash; if so, tell your supervisor. If not, you may make a new order: /cashout
notice-own-expired = It is not certain yet whether the money has come back. Do not make another order in its place yet: I keep asking Faspay; wait for my notice.
notice-own-cancelled = The order was cancelled before it was sent to Faspay, because it had waited too long or may no longer be sent. No money went out. { notice-new-order }
notice-own-not-sent = { notice-not-sent } { notice-new-order }
notice-own-rejected = { notice-rejected } { notice-new-order }
notice-own-not-created = Two people have checked: this order was never created at Faspay, no money went out. { notice-new-order }
notice-own-echo = ⚠️ People must check Faspay's answer first. { notice-no-new-order } News will follow.
notice-own-late-evidence = ⚠️ We told you that no money went out, but it turns out that Faspay has this order. { notice-no-new-order } If you have made one already, tell your supervisor at once. The admins have been told.
notice-own-contradiction = ⚠️ Faspay's answer contradicts our records, so it is not certain where the money is. { notice-no-new-order } The admins have been told to ask Faspay; news will follow.
notice-own-unresolved = It is still not certain whether the money is out. { notice-no-new-order } People are looking into it.
notice-own-unreachable = News of this order could not be delivered yet.

# To the agent, where it is known who can do something about Faspay's refusal
notice-own-rejected-to-retype = { notice-rejected } It said: “{ $refusal }”. Check name, phone and amount with the beneficiary. { notice-new-order }
notice-own-company-rejected = { notice-rejected } { notice-nothing-to-retype }
notice-own-company-not-sent = { notice-not-sent } { notice-nothing-to-retype }
notice-own-wait-rejected = { notice-rejected } { notice-wait }
notice-own-wait-not-sent = { notice-not-sent } { notice-wait }

# To those who watch the order: supervisors and admins
notice-others-requested = New order.
notice-others-issued = Faspay has taken this order; the cash is waiting to be collected.
notice-others-code-late = The code is here.
notice-others-code-missing = ⚠️ This order exists at Faspay and its money is set aside, but the code did not reach us. The order still stands: do not repeat it. Ask Faspay for the code; the button makes the message.
notice-others-code-malformed = It is held back: kept sealed and shown to nobody. The money may be set aside: do not repeat the order. Ask Faspay for the right code; the button makes the message.
notice-others-unknown = It is not certain yet whether the money is out. Do not repeat it. Faspay is being asked; news will follow.
notice-others-reported-on-process = Reported by Faspay as being processed, not yet confirmed.
notice-others-reported-success = Reported by Faspay as collected, not yet confirmed.
notice-others-paid = The cash was collected ✓
notice-others-failed = Faspay has said twice that it failed: the money is not out. The agent may make a new order.
notice-others-reversed = Faspay has reversed this order: the money has come back to the company. The agent was told to ask the beneficiary first. If they did get cash, tell Faspay; the button makes the message.
notice-others-expired = It is not certain yet whether the money has come back: do not repeat it. Faspay is being asked; news will follow.
notice-others-cancelled = Cancelled before it was sent to Faspay: no money went out.
notice-others-not-sent = It did not reach Faspay: no money went out.
notice-others-rejected = Faspay refused this order and has none by this number: no money went out.
notice-others-not-created = Two people have checked: it was never created at Faspay, no money went out. The agent may make a new order.
notice-others-echo = ⚠️ Faspay's answer differs from what we sent. Sending is stopped and the code is held back. The money may be out: do not repeat it. Compare with Faspay's records; the button makes the message.
notice-others-late-evidence = ⚠️ We had recorded that no money went out, but it turns out that Faspay has this order. The money may be out: check whether the agent has made another in its place, and ask Faspay; the button makes the message.
notice-others-contradiction = ⚠️ Faspay's answer contradicts our records, so it is not certain where the money is: do not repeat it. Look at the order and ask Faspay; the button makes the message.
notice-others-unresolved = ⚠️ It is still not certain whether this order's money is out. Do not repeat it. Ask Faspay; the button makes the message.
notice-others-unreachable = ⚠️ This agent has blocked the bot, so news of this order has not reached them. Please call them.

# To those who watch: a refusal, with Faspay's words, and what follows if it is about the company's account
notice-faspay-said = { $news } Faspay said: “{ $refusal }”.
notice-faspay-said-to-retype = { $news } Faspay said: “{ $refusal }”. The agent was asked to check name, phone and amount, and may make a new order.
notice-faspay-said-of-the-company = ⚠️ { $news } Faspay said: “{ $refusal }”. { notice-of-the-company } The agent was told to wait for the admins.
notice-settings-in-the-way = ⚠️ { $news } The settings here make orders that this channel cannot take, so other orders cannot go out either. An admin must have the settings checked (python -m bot doctor). Such refusals in a row can stop sending: /health says whether it is open. The agent was told to wait for the admins.
notice-others-wait = { $news } It could not get through just now. The agent was asked to wait a few minutes and make it again. If it goes on, an admin should look at /health.
# The order is not certain yet, although Faspay has refused it: no inquiry has confirmed it
notice-unconfirmed = { $news } Faspay said: “{ $refusal }”, but has not confirmed yet that it has no such order.
notice-unconfirmed-of-the-company = ⚠️ { $news } Faspay said: “{ $refusal }”, but has not confirmed yet that it has no such order. { notice-of-the-company }

# To those who watch: why an order is not certain
doubt-timeout = Faspay did not answer in time.
doubt-broken = The connection broke before Faspay's answer was whole.
doubt-http-status = Faspay answered with an error of its service.
doubt-unreadable = Faspay's answer could not be read.
doubt-unknown-text = Faspay answered in a way that its page does not explain.
doubt-duplicate = Faspay says that this order number is there already.
doubt-unreachable = Faspay could not be asked.
doubt-owner-died = The bot was interrupted while it sent this order.

# To those who watch: why a code is held back for its form
notice-malformed = ⚠️ The code in Faspay's answer cannot be right: { $why }
notice-malformed-permata = a Permata code has exactly ten digits, but this one is something else.
notice-malformed-alfamart = { notice-malformed-at-a-counter }
notice-malformed-indomaret = { notice-malformed-at-a-counter }
notice-malformed-at-a-counter = a code for a counter has 4 to 32 letters and digits, but this one is something else.
notice-code-was-shown = The agent had been shown the code before.

# Before the news that an order was reversed
notice-was-collected = ⚠️ It had been reported as collected.

# A cancelled order, to its agent and to those who watch; $why is one of the parts below
notice-own-cancelled-for = The order was cancelled before it was sent to Faspay, { $why }. No money went out. { $next }
notice-others-cancelled-for = Cancelled before it was sent to Faspay, { $why }. No money went out.
cancelled-agent = by its agent
cancelled-supervisor = by a supervisor
cancelled-age = because it had waited too long
cancelled-clock = because our clock was wrong or stood still: how long it waited is not certain
cancelled-suspension = because its agent may no longer send orders
cancelled-limit = because of a limit
cancelled-purpose = because its purpose is closed, or has no budget left for it
cancelled-unreadable = because its data can no longer be read
# What its agent may do then
cancelled-then-agent = { notice-new-order }
cancelled-then-supervisor = Ask your supervisor before you make a new one: /cashout
cancelled-then-age = { notice-new-order }
cancelled-then-clock = { notice-new-order }
cancelled-then-suspension = Ask an admin who may send it now.
cancelled-then-limit = A smaller amount may still be possible: /cashout. Else ask an admin.
cancelled-then-purpose = Another purpose may still be possible: /cashout. Else ask an admin.
cancelled-then-unreadable = { notice-new-order } If it happens again, tell an admin.
