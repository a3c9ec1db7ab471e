### How an order that is being written begins, ends and is refused, and what is no answer.

draft-started-over = We start over. What you had entered is dropped, nothing was sent.
draft-ended = Your draft has ended: nothing was added to it for 30 minutes. Nothing was sent. Begin again: /cashout
draft-cancelled = Cancelled. Nothing was sent. Begin again at any time: /cashout
# Answers to the press on Confirm: at most 200 characters
draft-accepted = Order { $number } accepted ✓
draft-already-accepted = Already accepted: order { $number }. Nothing is sent twice.
draft-question-over = That question is over. Please see the newest message.
draft-cannot-send-again = I cannot fill in that order again. Begin with /cashout

# Why no order was made, and what to do. The first sentence, then one of the others
refusal-nothing-made = No order was made, no money went out.
refusal-not-an-agent = Only agents make orders.
refusal-suspended = Your rights are suspended. Please contact your company's admin.
refusal-sending-stopped = Sending is stopped for now. Keep the beneficiary's details and try again once an admin tells you that sending is open again.
refusal-team-stopped = Sending is stopped for your team for now; other teams are not affected. Keep the beneficiary's details and try again once your supervisor or an admin tells you that it is open again.
refusal-channel-stopped = Sending there is stopped for now. Keep the beneficiary's details and try again once an admin tells you that it is open again.
refusal-channel-stopped-others = Sending to { $channel } is stopped for now. This works: { $others }. Choose it, if the beneficiary can collect there.
refusal-limits-missing = Nothing can be sent yet, because the company has not set how much may be sent. Keep the beneficiary's details and ask an admin to set both limits with /limits; then begin again: /cashout
refusal-channel-closed = That place is closed now. Choose another.
refusal-amount = That amount is not allowed there. Write another one.
refusal-one-at-a-time = Another first order is under way, and first orders are sent one at a time. Begin again in a minute: /cashout
refusal-order-limit = One order can be at most { $limit }.
refusal-channel-limit = One order there can be at most { $limit }.
refusal-day-limit = Your limit for 24 hours: { $limit } is left.
refusal-team-limit = Your team's limit for 24 hours: { $limit } is left.
refusal-company-limit = The company's limit for 24 hours: { $limit } is left.
refusal-phone-limit = For this phone { $limit } is left within 7 days.
# Stands behind one of these
refusal-smaller = Write a smaller amount, or ask an admin.
refusal-nothing-left = Ask an admin.
refusal-more-at = This limit has room for it again from { $time } on, if nothing else is sent meanwhile.
refusal-purpose-needed = Orders have a purpose by now. Please check again.
refusal-purpose-off = That purpose has just been closed. Please check again, or ask an admin.
refusal-purpose-renamed = That purpose has another name by now. Please check again.
# The read-back follows, and says what is left and what can be done
refusal-budget = The budget of { $purpose } is not enough for this amount.
refusal-unit-unproven = No other amount is sent until one order of the smallest amount has shown that amounts reach Faspay correctly. Write { $limit }.

# To somebody who wants to make an order and is no agent
only-agents-agent = You are an agent; { only-agents-make-orders }
only-agents-supervisor = You are a supervisor; { only-agents-make-orders }
only-agents-admin = You are an admin; { only-agents-make-orders }
only-agents-make-orders = orders are made by agents. You can look at them with /orders and /order NUMBER.

# What does not count as an answer
not-an-answer-edit = An edited message is not read again, so nothing has changed. Please send it as a new message, or press Edit where there is such a button.
not-an-answer-forward = A forwarded message does not count as this answer. Please type it yourself.
not-an-answer-other-bot = Words sent through another bot do not count as this answer. Please type them yourself.
not-an-answer-early = Your answer came before I had shown this. Please look at it first.
# The read-back follows below
not-an-answer-late = Your answer took a long time to reach me. Is the beneficiary still there? Check again:

# A message without words, in one of three kinds
no-words-voice = I cannot listen to voice messages.
no-words-file = I do not open photos, videos and files, and do not read the words below them.
no-words-other = I cannot read that.
# Follows one of these three
no-words-write = Please send words; a phone number may also be a contact, or everything at once, like: Budi Santoso 0812-3456-7890 300rb

# After words that nothing asked for
hint-agent = To send money write /cashout, or name, phone and amount at once, like: Budi Santoso 0812-3456-7890 300rb
hint-others = Write /help to see what you can do here.

# Before the question for the channel
draft-channels-stopped = Nothing is sent there for now: { $channels }.
draft-no-channel-open = Keep the beneficiary's details and try again once an admin tells you that sending is open again. To drop this order: /cancel
