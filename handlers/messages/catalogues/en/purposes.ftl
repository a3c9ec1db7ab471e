### What admins read about purposes: what orders are for, with their budgets.

purposes-now = Purposes of orders:
purposes-none = There are no purposes yet: agents are not asked what the money is for.
purposes-usage =
    To add: /policy purpose FOOD Food aid
    To change: /policy purpose FOOD budget 10.000.000 (or off), … name NEW NAME, … team TEAM, … off, … on
    The code has 8 letters or digits at most and goes into the description at Faspay; at Alfamart and Indomaret only its first 2 have room.
    Agents are asked only where there is more than one; the only one is taken.

purpose-head = { $code } · { $name } · { $state }
purpose-on = on
purpose-off = off
purpose-no-budget = No budget
purpose-budget = Budget { $budget } · left { $left }
# What came late may take more than the budget
purpose-over = ⚠️ Budget { $budget } · over by { $over }: no new orders, and of those that wait to be sent only the first, as far as it reaches
# Collected, and confirmed but not collected yet
purpose-spent = Collected { $used } · on its way { $reserved }
purpose-first-for = Offered first to the teams: { $teams }

# What holds now, above the purpose
purpose-changed-added = There is this purpose now.
purpose-changed-renamed = This is its name now. Orders that are there keep the name that they had.
purpose-changed-on = This purpose is on: agents can choose it.
purpose-changed-off = This purpose is off: it is not offered any more, and none of its orders is sent while it is off.
purpose-changed-budget = This is its budget now.
purpose-changed-default = What that team is offered first is noted.
purpose-default-other = That team is offered another purpose first. Nothing was changed.

purpose-exists = The code { $code } is taken. To call it otherwise: /policy purpose { $code } name { $name }
purpose-name-taken = There is a purpose of that name already: { $code }. Choose another name, so that nobody takes one for the other.
purpose-name-reserved = There is no purpose { $code } yet, and a new name cannot begin with “{ $word }”: that word changes a purpose that is there. Begin it with another word.
purpose-code-reserved = The word { $code } is not free for a purpose: it means something else behind /policy or /orders. Choose another code.
purpose-unknown = There is no purpose { $code } yet. To add it: /policy purpose { $code } ITS NAME
purpose-code-unreadable = A purpose's code has 1 to 8 letters A–Z or digits and begins with a letter, for example FOOD. All purposes: /policy
purpose-name-unreadable = A purpose's name has 1 to 40 letters, for example: /policy purpose FOOD Food aid
purpose-budget-usage = Write the budget, { $least } to { $most }, for example: /policy purpose { $code } budget 10.000.000, or off for none
purpose-team-usage = There is no such team. Write its name: /policy purpose { $code } team TEAM; to offer it first no more: … team TEAM off. All teams: /people
purpose-which-team = Which teams are offered { $code } first? Those with a ✓ are; press again to take it back.

label-purpose-on = Switch on
label-purpose-off = Switch off
label-purpose-first-for = Offer first to a team …
label-purposes = ← All purposes

# What is told to the other admins; $before and $after are amounts, or “no budget”
did-purpose-added = { $who } added the purpose { $code }: “{ $words }”
did-purpose-renamed = { $who } renamed the purpose { $code }: { $words }
did-purpose-on = { $who } switched the purpose { $code } on.
did-purpose-off = { $who } switched the purpose { $code } off: it is not offered any more.
did-purpose-budget = { $who } changed the budget of the purpose { $code }: { $before } → { $after }.
did-purpose-default = { $who } changed what the team { $words } is offered first: { $before } → { $after }.
purpose-default-none = nothing
