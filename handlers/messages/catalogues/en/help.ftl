### What everybody reads about the bot itself: what it can do, and what it cannot.

# The answer to /help, for each role
help-agent =
    I help you send cash to a beneficiary who has no bank card.

    Write /cashout, or name, phone and amount in one message, like:
    Budi Santoso 0812-3456-7890 300rb

    /orders your orders; find some: /orders waiting, /orders today, /orders 7890 (end of the phone), /orders Rp 500.000
    /order NUMBER one order
    /code NUMBER the code once more
    /cancel cancel
    /limits what you may still send
    If your phone or account is in danger, write / lock without the space: your access ends at once, and two people must give it back
    /notifications what you hear of
    /language language
help-supervisor =
    Here you follow your team's orders: each is one silent message that changes with it. A sound means that somebody must do something.

    /orders the team's orders; find some: /orders waiting, /orders today, /orders 7890 (end of the phone), /orders AGENT'S NAME
    /order NUMBER one order and its history
    /team the team's people
    /lock NAME takes somebody's rights at once, for a stolen phone; /restore ID asks for them back
    /stop REASON stops sending for your team at once, /resume opens it once an admin agrees
    /digest a digest of orders each day, or now
    /notifications what you hear of
    /language language
help-admin =
    You decide who may send money, and can stop all sending.

    /invite agent|supervisor|admin [TEAM] invite somebody (supervisors and admins: another admin decides, too)
    /people everybody
    /team ID TEAM puts somebody into a team
    /lock NAME takes anybody's rights at once, for a stolen phone; two people give them back
    /suspend ID takes rights away, /restore ID gives them back (an admin's rights: another admin decides)
    /stop REASON stops all sending (/stop permata REASON, /stop TEAM REASON: only that), /resume opens it once another person agrees
    /limits limits on amounts
    /policy what orders are for: purposes and their budgets
    /balance what is left at Faspay
    /reconcile orders against Faspay's books
    /orders and /order NUMBER orders; find some: /orders waiting, /orders 27/11, /orders Rp 500.000, /orders AGENT'S NAME
    /audit [NUMBER] what was done
    /health how things are
    /watch news of every order
    /digest a digest of orders each day, or now
    /notifications what you hear of
    /language language

# What Telegram shows beside each command in its menu
menu-cashout = Send cash
menu-own-orders = My orders
menu-code = Show a code again: /code NUMBER
menu-own-limits = What I may still send
menu-cancel = Cancel
menu-team-orders = The team's orders
menu-order = One order: /order NUMBER
menu-team-people = The team's people
menu-digest = Digest of orders each day
menu-all-orders = Newest orders
menu-people = Everybody
menu-invite = Invite: /invite ROLE [TEAM]
menu-assign = Put into a team: /team ID TEAM
menu-lock = Stolen phone: lock somebody
menu-suspend = Take rights away: /suspend ID
menu-restore = Give rights back: /restore ID
menu-stop = Stop all sending: /stop REASON
menu-stop-team = Stop sending for your team: /stop REASON
menu-resume = Ask for sending to be opened
menu-limits = Limits on amounts
menu-policy = What orders are for: purposes, budgets
menu-balance = Balance at Faspay
menu-reconcile = Orders against Faspay's books
menu-audit = What was done: /audit [NUMBER]
menu-health = How things are
menu-watch = News of every order
menu-notifications = What you hear of
menu-language = Choose a language
menu-help = Help

# Somebody wrote whom the company does not know
stranger = Hello! This bot is only for the company's staff; if you are one of them, ask your admin for an invitation link.
suspended = Your rights here are suspended; please contact your company's admin.
# Said in a group
only-private = I work only in private chat: { $link }
not-for-role = That command is not for your role ({ $role }). What you can use: /help
unknown-command = There is no such command. What you can use: /help

# In both languages: the reader may not know the one that is set
choose-language = Choose your language. Pilih bahasa Anda.
# The answer to the choice, in the language that was chosen
language-chosen = Good, English from now on.

# The bot was away; the open question follows
back-again = I was away for a while and am back. This question is still open:
# A message could not be handled
broken = Sorry, your last message could not be handled, and it changed nothing. Check /orders, then send it again if needed.
