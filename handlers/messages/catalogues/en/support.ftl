### What Faspay said of an order, and the message that an admin sends on to Faspay's support.

# In /order, above what its answers said
support-said = Faspay's side (times WIB):
# What was answered: $said is put together from the parts below
support-answer-access = Request for access, { $time }: { $said }
support-answer-transfer = Transfer, { $time }: { $said }
support-answer-inquiry = Status inquiry, { $time }: { $said }
support-answer-callback = Last callback (a hint), { $time }: { $said }
support-unanswered = Transfer: no whole answer has reached us
# $meaning is one of the words below, by Faspay's page
support-status = status { $digit } ({ $meaning })
support-status-unexplained = status { $digit }, which Faspay's page does not explain
support-stated-process = on process
support-stated-success = success
support-stated-failed = failed
support-stated-reversed = reversed
support-stated-error = error
support-other-words = in words that Faspay's page does not list

# The message itself: no name, no phone, no code
support-greeting = To Faspay's support: please look at this cash-out (SendMe). Times are WIB.
support-amount = Amount: { $amount }
support-channel = Channel: { $channel }
support-purpose = Purpose, in the description as far as it fits there: { $code }
support-sent = Sent: { $time }
support-tried = Tried, and not sent: { $time }
support-collected = Reported to us as collected: { $time }
support-our-status = With us: { $status }

# What is asked
support-ask-contradiction = What we were told contradicts our order, or itself. Please tell us in writing what is recorded with you for this trx_no: amount, channel and status, and whether the money is out. Please do not write its code into this chat.
support-ask-code-missing = The order exists with you, but its code did not reach us. How do we get it? Please do not write the code into this chat. If it cannot be had, please tell us how the order can be ended and when the money comes back.
support-ask-code-malformed = The code in your answer is not of the form that this channel has. How do we get the right one? Please do not write the code into this chat. Please also tell us whether the money is set aside.
support-ask-uncertain = We do not know what became of it. Does this trx_no exist with you, with which status, and is the money out? Please answer in writing, and please do not carry it out again.
support-ask-not-collected = Its code has run out. What became of the money, and when does it come back to our balance?
support-ask-no-access = We got no access, so it was not sent. What has to be set right for our account? Other orders may be refused as well.
support-ask-unreachable = We could not reach your service, so it was not sent. Was there an outage at that time, and is it over?
support-ask-refused = It was refused. What exactly did not match? Please confirm that no money went out.
support-ask-refused-account = It was refused for a reason that seems to lie with our account. What has to be set right? Please confirm that no money went out. Other orders may be refused as well.
support-ask-reversed-after-paid = It was reported as collected, and reversed later. Was the cash handed out, and has the money come back to our balance?
support-ask-money-back = Please confirm in writing that no cash was or will be handed out, and that the money is in our balance.
support-ask-status = Please tell us its status with you.
# The answer to the button, where the order never went to Faspay
support-nothing-to-ask = Order { $number } was never on its way to Faspay, so there is nothing to ask its support.
