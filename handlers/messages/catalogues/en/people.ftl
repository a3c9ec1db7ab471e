### What is said about people: invitations, and what each may do.

# An admin gets a link to pass on: first for whom it is, then the terms, then the link itself.
invitation-without-team = An invitation for the role { $role }.
invitation-into-team = An invitation for the role { $role }, team { $team }.
invitation-terms = Valid for 15 minutes, for one person. Pass this link on; once it is used I ask for your approval.
invite-usage = Write: /invite agent|supervisor|admin [TEAM], for example /invite agent Bandung

# Somebody used a link: to them, then to who invited them
claimed = Thank you. The person who invited you must approve first; you will hear from me here.
somebody-claimed-without-team = { $name } (ID { $id }) used your invitation for the role { $role }.
somebody-claimed-into-team = { $name } (ID { $id }) used your invitation for the role { $role }, team { $team }.
somebody-claimed-approve = Make sure that it is the right person, for example by phone. You can approve for one hour.

# What became of it: to who invited them, then to the newcomer
approved = { $name } is in now. Role: { $role }.
rejected = { $name } was refused and has no access.
welcome = Welcome! Your role: { $role }.
not-approved = The person who invited you did not approve. If that is a mistake, ask your admin.

# Why nothing was changed. At most 200 characters each: more does not fit on a button's answer.
problem-link-unknown = This invitation is not valid: it was used, is over 15 minutes old, or is not yours. Ask your admin for a new one.
problem-own-link = This is your own invitation. Pass the link on to the person you invite.
problem-member-already = You are registered already. Write /help to begin.
problem-suspended = Your rights are suspended. Please contact your company's admin.
problem-not-claimed = Nobody has used this invitation yet.
problem-claim-waits = The person who invited you has not approved yet. You will hear from me here.
problem-claim-over = Your invitation was not approved, so it is over. Ask your admin for a new link if that is a mistake.
problem-too-late = The link was used more than an hour ago, so this is over and nobody was let in. To invite them again, write /invite and pass on the new link.
problem-decided = This invitation is decided already.
problem-nobody = Nobody has that ID. See /people
problem-oneself = You cannot suspend yourself.
problem-last-admin = This is the last admin; there must be at least one. /stop REASON stops all sending; whoever runs the bot can suspend them.
problem-waits-for-second = The one who invited this person has approved. Another admin must decide as well; it is in the proposal's message.
problem-team-stopped = Sending is stopped for their team, so nobody can leave it by one person's word. Once two people have opened it (/resume), move them.
problem-unchanged = That is how it is already; nothing was changed.

# The list of people: a line for each, of parts with dots between them
people-none = There is nobody yet.
person-and-id = { $name } (ID { $id })
person-unreachable = has blocked the bot
which-person = Write: /{ $command } ID. Everybody's ID is in /people

person-suspended = { $name } is suspended from now on; their orders that are not sent yet will not be sent. To give the rights back: /restore { $id }
person-restored = { $name } may act again. To suspend again: /suspend { $id }

# An agent was suspended who has seen codes; then what the admin can do about them
codes-still-out =
    { $codes ->
        [one] One code that they have seen, { $total } in all, can still be collected.
       *[other] { $codes } codes that they have seen, { $total } in all, can still be collected.
    }
codes-still-out-until =
    { $codes ->
        [one] One code that they have seen, { $total } in all, can still be collected, until { $until } at the latest.
       *[other] { $codes } codes that they have seen, { $total } in all, can still be collected, until { $until } at the latest.
    }
codes-still-out-what-to-do = I am taking the codes off their screen now, but a code that somebody has noted still works. If no cash may go out any more, call Faspay now.

# /lock
# No command to tap: a slip would lock them out while somebody waits.
lock-usage-agent = You can lock your own access only, with / lock (no space, and nothing behind it). It ends at once, and two people of your company must give it back.
lock-usage-supervisor = Write whom: /lock NAME or /lock ID, for somebody in your team; for yourself: /lock me. Their access ends at once.
lock-usage-admin = Write whom: /lock NAME or /lock ID; for yourself: /lock me. Their access ends at once.
lock-whom = Whose access is to end? One press is enough.
lock-nobody = Nobody whom you could lock is called “{ $words }”. Write a part of the name, or the ID: /lock ID
person-locked = { $name } is locked: from now on they see and send nothing here, and their orders that are not sent yet will not be sent. Codes are being taken out of their chat. Two people give the rights back: /restore { $id }
locked-oneself = Your access is locked: from now on nothing can be seen or sent with this account, and orders that are not sent yet will not be sent. Codes are being taken out of this chat. Two people of your company give it back: please call your supervisor or an admin.
