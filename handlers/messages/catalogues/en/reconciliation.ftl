### What admins read of a comparison of our orders with Faspay's books.

reconcile-asked = Our orders are being compared with Faspay's books. That may take some minutes; the result comes here.
reconcile-asked-already = You have asked already: our orders are being compared with Faspay's books, or I will ask Faspay again within the hour for what it did not tell. The result comes here.

# The report's first line, and a line of /health about the newest one
reconciled = Orders and Faspay's books, { $days }: { $outcome }
last-reconciled = Faspay's books: { $at }, { $outcome }
last-reconciled-never = Faspay's books: not compared yet

# How a comparison ended: the end of those lines
outcome-clean = clean ✓
outcome-not-certain = no difference, but not all is certain
outcome-incomplete = not complete, so not called clean
outcome-differs =
    { $new ->
        [one] ⚠️ { $new } new difference, { $older } older still open
       *[other] ⚠️ { $new } new differences, { $older } older still open
    }
outcome-incomplete-and-differs = not complete. { outcome-differs }

# What Faspay did not tell, put in with commas between; then when it is asked again
gap-statement = the statement
gap-balance = the balance
gap-inquiry = some orders
gaps-unread = Could not be read from Faspay: { $missing }.
gaps-given-up = The comparison was cut short on our side again and again, and is given up for now; Faspay was not the cause.
gaps-again-within-the-hour = I will ask again within the hour.
gaps-again-next-night = I will ask again next night, or when you write /reconcile.

# What was compared; the first is a part of the three behind it
compared-counts =
    { $orders ->
        [one] { $orders } order
       *[other] { $orders } orders
    }, { $lines ->
        [one] { $lines } line
       *[other] { $lines } lines
    }
compared = Compared: { compared-counts }.
compared-balance-fits = Compared: { compared-counts }, the balance.
compared-balance-explained = Compared: { compared-counts }, the balance: it differs by what was explained.
# How the balance came out otherwise, behind "Compared: ..."
balance-differs = The balance does not fit.
balance-first = This is the first balance I know; the next comparison starts from it.
balance-restarted = ⚠️ Balance not checked: it was last checked too long ago, so nobody knows what moved unseen since. The next comparison starts from this balance. Compare it with Faspay's own page.
balance-moved = Balance not checked: money was moving. The next comparison makes up for it.
balance-untold = Balance not checked: Faspay did not tell it.

# Orders of which nobody knows yet whether they exist: a line for each, the rest by its count
uncertain-orders = Not certain yet. Make no new order in their place, and ask Faspay with the number:
uncertain-left-out = … and { $count } more

# A backup was put in place
hold-lifted = The older data is compared now. Look at each difference, then open with /resume
hold-waits = Older data is in place, and what it lacks may not all be in the statement yet, so sending cannot be opened.
hold-compared-at = The books are compared again about { $at }.
hold-compared-next-night = The books are compared again next night, or when you write /reconcile.
