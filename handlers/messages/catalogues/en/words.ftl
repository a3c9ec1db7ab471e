### Labels of buttons, and the names of what orders, people and channels can be.

# Buttons
label-confirm = Confirm
label-edit-name = Edit name
label-edit-phone = Edit phone
label-edit-amount = Edit amount
label-edit-purpose = Edit purpose
label-cancel = Cancel
label-yes = Yes
label-write-again = No, write again
label-another-name = Another name
label-another-phone = Another number
label-show-code = Show code
label-copy-code = Copy code
label-send-again = Send again
label-approve = Approve
label-reject = Reject
label-ask-support = Message for Faspay

# Lists of orders
label-today = Today
label-this-week = This week
label-previous = ← Previous
label-next = Next →
label-look-further = Look further →

# Groups of orders, as people think of them: on buttons, and in the heading of a list
group-waiting = Waiting
group-collected = Collected
group-back = Failed or back
group-needs-people = Needs people

# How a time is written (Unicode's date fields); the zone follows by itself: 22 Nov 2026 14.05 WIB
pattern-moment = d MMM y HH.mm
pattern-second = d MMM y HH.mm.ss
pattern-day = d MMM y
pattern-clock = HH.mm

# Channels, as on their buttons
channel-permata = Permata ATM
channel-alfamart = Alfamart
channel-indomaret = Indomaret

# Where the money of an order is
status-awaiting-approval = waiting for approval
status-requested = waiting to be sent to Faspay
status-sending = being sent to Faspay
status-unknown = not certain yet, being asked at Faspay
status-issued = ready to collect
status-failed = failed, the money is not out
status-paid = collected
status-reversed = reversed, the money has come back
status-cancelled = cancelled, no money went out
status-not-sent = not sent, no money went out
status-rejected = refused by Faspay, no money went out
status-not-created = never created, no money went out

role-agent = agent
role-supervisor = supervisor
role-admin = admin

standing-active = active
standing-suspended = suspended
