### /digest: the day's orders, at a time that its reader chooses.

digest-head =
    Digest of orders
    made from { $begins }, before { $ends }

# What the last comparison with Faspay's books says of all sums below
digest-books-never = ⚠️ These sums are ours alone: they have never been compared with Faspay's books.
digest-books-agree = Faspay's books agree ✓ (compared { $at })
digest-books-agree-so-far = Faspay's books agree ✓ as far as they were compared, { $at }. Later orders are not compared yet.
digest-books-not-compared = ⚠️ None of these orders has been compared with Faspay's books yet: the last comparison was { $at }.
digest-books-differ =
    { $count ->
        [one] ⚠️ Faspay's books do not agree: { $count } difference is open (compared { $at }). These sums are ours alone.
       *[other] ⚠️ Faspay's books do not agree: { $count } differences are open (compared { $at }). These sums are ours alone.
    }
digest-books-in-doubt = ⚠️ Faspay's books are not known to agree (compared { $at }). These sums are ours alone.
digest-books-do = What differs, and what is missing: /reconcile

digest-no-orders = No order was made in this time.
digest-total =
    { $count ->
        [one] Asked for: { $count } order, { $amount }
       *[other] Asked for: { $count } orders, { $amount }
    }
# A state of orders, or an agent
digest-line = • { $what }: { $count } · { $amount }
digest-by-agent = By agent:
digest-more-agents = { $agents } more agents
digest-by-purpose = By purpose:
digest-more-purposes = { $purposes } more purposes
digest-no-purpose = without a purpose
digest-all-settled = Nothing is unsettled ✓
digest-unsettled = Not settled now: { $count }
digest-unsettled-line = • { $number } · { $amount } · { $agent } · { $state } · { $age }
# An ended order that needs people
digest-must-look = { $state }; people must look at it
digest-more-unsettled = and { $count } more: /orders waiting, and /orders problems
digest-as-of = States as of { $time }

# When it comes
digest-about = A digest says what became of a day's orders, by state, by agent and by purpose, what is not settled, and whether Faspay's books agree. It makes no sound.
digest-none = You get none.
digest-daily = You get one daily at { $time }; the next one comes { $next }.
digest-other-time = Another time: /digest 18.30
digest-usage = Nothing was changed. Write for example /digest 18.30, /digest off or /digest now. Everything can be pressed as well: /digest
digest-word-now = now
label-digest = Digest each day
label-digest-now = Show it now
label-no-digest = No digest
