### /notifications: what a person hears of, and how.

# Kinds of news, also on buttons
news-progress = How orders go on
news-problems = Something must be done
news-sending = Sending stopped or opened
news-acts = What other admins did
news-books = Comparison with Faspay
news-collected = My order was collected

# What is asked once a kind was pressed
news-about-progress = One message for each order; it changes as the order goes on, and never makes a sound.
news-about-problems = An order that is not certain, a missing code, money that came back: somebody must look.
news-about-sending = While sending is stopped, no order leaves.
news-about-acts = Who was invited, suspended or given other limits, and by whom.
news-about-books = How orders and Faspay's books compare, usually every night.
news-about-collected = The beneficiary has taken the cash. All other news of your orders always comes with a sound.

# How news comes, also on buttons
loudness-sound = 🔔 with sound
loudness-silent = 🔕 silent
loudness-off = ✖ off

# The same as words after /notifications: one word each, no capitals
news-word-progress = progress
news-word-problems = problems
news-word-sending = sending
news-word-acts = acts
news-word-books = books
news-word-collected = collected
loudness-word-sound = sound
loudness-word-silent = silent
loudness-word-off = off
quiet-word = quiet

# The overview
notifications = What you hear of:
news-line = • { $news }: { $how }
notifications-always = Codes and answers to you always come.
quiet-none = Quiet hours: none.
quiet-hours = Quiet hours: { $begins } to { $ends }. Then only what needs somebody makes a sound.
label-quiet-hours = Quiet hours
label-no-quiet-hours = No quiet hours
quiet-when = When is it to be quiet? Then only what needs somebody makes a sound. Other hours: /notifications quiet 22.30-05.00
notifications-usage = Nothing was changed. Write for example /notifications problems silent, or /notifications quiet 21.00-06.00. Everything can be pressed as well: /notifications
loudness-refused-not-offered = Nothing was changed: your role has no such choice. What you may choose: /notifications
loudness-refused-last-to-hear = Nothing was changed: nobody else in your team would hear it, so it cannot be off. It can be silent, though.
