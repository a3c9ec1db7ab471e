### What admins read about sending: whether it is open, who stopped it, and how things are.

# Why the program itself stopped sending; each is said behind "Reason:"
guard-echo = Faspay's answer to order { $order } differs from what was sent.
guard-no-room = there is no room to keep Faspay's answers; is the disk full?
guard-unit = the balance did not fall as it should have with order { $order }. Compare it with Faspay before opening; check FASPAY_AMOUNT_UNIT.
guard-unit-untold = Faspay did not tell the balance after order { $order }, so the amount is not proven yet. Compare with Faspay what went out before opening; the next order is measured.
guard-clock = this machine's clock and Faspay's are two minutes or more apart (Faspay's minus ours: { $seconds } s). Have the clock set (NTP) before opening.
guard-debit = Faspay's statement has a debit that none of our orders explains. Look at it with /reconcile and Faspay before opening.
guard-updates-taken = somebody else holds this bot's token and has taken people's messages away from me three times within an hour. Names and phone numbers may have gone elsewhere. Before opening, have a new token made with @BotFather (/revoke) and put into TELEGRAM_BOT_TOKEN.
guard-account = two orders in a row were refused for a reason that lies with the company's account at Faspay or with the settings here; the last was { $order }. /order { $order } shows what Faspay said and makes a message for its support. Have the account or the settings put right before opening: until Faspay has looked at an order again, another such refusal within a day stops sending at once.
guard-failures = { $count } transfers in a row got no clear answer from Faspay, so for each it is not certain whether its money is out; the last was { $order }. I go on asking about them; /order { $order } shows what came of it. Ask Faspay whether its service is well before opening: until one transfer is answered clearly, the next one that is not stops sending at once.
guard-low-balance = Faspay was asked at { $time }: { $available } is available, and orders that wait to be sent come to { $needed }. Have the balance topped up before opening; /balance asks again.
guard-old-data = the database is older than what was done before: a backup was put in its place. Reconcile first: /reconcile

# Why a person stopped sending, in that person's words
wrote = { $who } wrote: “{ $words }”
wrote-somebody = A person wrote: “{ $words }”

sending-reason = Reason: { $why }
sending-how-to-open = Once the cause has been looked into, open sending again with /resume
sending-opened-by = Opened by { $who }.
sending-open-already = Sending is open already.

# A backup was put in place
old-data =
    ⚠️ Older data is in place: an earlier state of the database, in which the newest orders and changes are missing. Nothing is sent, and no order from that time is sent again.
    I am asking Faspay about every order now, and comparing our orders with its statement.
    Please check what I cannot know:
    • /people: who was suspended or admitted since? Do it again. Invitations from that time are void.
    • /health: which teams or channels had been stopped since? Stop them again.
    • /limits: are they still right? A day's total may lack orders.
    • Codes of orders that are missing here are still in the agents' chats, but I cannot find or delete them.
    When the comparison is complete, the result comes here (again: /reconcile). Look at each difference, then open with /resume
# The answer to /resume before that data was compared
sending-held = Sending cannot be opened yet: the data is older than the work already done, and the comparison with Faspay has not shown yet that nothing is missing. I will compare again automatically; the newest report says when. Then /resume

clock-behind = ⚠️ This machine's clock is about { $seconds } seconds behind Faspay's.
clock-ahead = ⚠️ This machine's clock is about { $seconds } seconds ahead of Faspay's.
clock-what-to-do = Have the clock set (NTP). From 120 seconds on, sending stops: Faspay refuses calls with a wrong time, and the times that I tell people are wrong.

# Somebody with the bot's token set an address of their own for its messages
updates-taken =
    ⚠️ Somebody else holds this bot's token and has just taken people's messages away from me. I take that back at once, each time.
    What was written meanwhile may have gone to them, names and phone numbers included, and did not reach me. They can also write to people in the bot's name.
    The money: orders that I have confirmed are not touched by it. From the third time within an hour I stop all sending.
    { new-token }
    If it was a test copy of this bot, give that one a token of its own.
# A second program fetches the bot's messages
updates-shared =
    ⚠️ Another program fetches messages with this bot's token: a second copy of this bot, or somebody else. Some messages reach it instead of me, names and phone numbers included; whoever wrote them gets no answer, or a strange one.
    The money: orders that I have confirmed are not touched by it.
    Stop the other program: a copy still running, or a test set-up with this token. If you know of none, somebody else holds the token.
    { new-token }
# A part of the two messages above
new-token = Then have whoever runs this bot make a new token with @BotFather (/revoke), put it into TELEGRAM_BOT_TOKEN and start the bot again.

# The answer to /health
health-open = Sending: open
health-stopped-company = Sending: stopped
health-stopped-team = Sending for team { $name }: stopped
health-stopped-channel = Sending to { $name }: stopped
health-counts =
    Orders waiting to be sent: { $waiting }
    Being sent: { $sending }
    Not certain: { $unknown }
    Ready to collect: { $to_collect }
    Messages not yet handled: { $updates }
health-limits-missing = ⚠️ Limits are not set: until they are, nothing is sent. See /limits
health-proposals = Waiting for a second person: { $count }
health-second-admin-missing = ⚠️ A second admin is missing, so whoever runs the bot is the second person for what takes two (python -m bot decide). To invite one: /invite admin. Who was let in less than 7 days ago does not count with who let them in.

# The answer to /watch
watching-on = You will hear of every order. To stop: /watch
watching-off = You no longer hear of every order. To hear again: /watch

balance-asked = Faspay is being asked for the balance; the answer comes here.
balance =
    Balance at Faspay: { $total }
    Available: { $available }
    Orders not sent or not certain yet: { $in_flight }
balance-unknown = Faspay did not tell the balance. Ask again later: /balance
