### What admins read of what another admin, or the operator at the machine, did.

# Who did it: begins a sentence
actor-operator = The operator, at the machine,
actor-program = The bot

did-invited = { $who } made an invitation. Role: { $role }, team: { $team }.
did-invite-approved = { $who } let { $newcomer } in. Role: { $role }.
did-invite-refused = { $who } turned { $newcomer } away, who gets no access.
did-suspended = ⚠️ { $who } suspended { $whom }.
did-lock = ⚠️ { $who } locked { $whom }, who sees and sends nothing any more. Two people give the rights back: /restore { $id }
did-lock-themselves = ⚠️ { $whom } locked their own access. Call them before it is given back, which takes two people: /restore { $id }
did-restored = { $who } gave { $whom } their rights back.
did-assigned = { $who } changed the team of { $whom }: { $team }.
did-limits = { $who } changed the limit for { $scope }: { $before } → { $after }.
did-reconciled = { $who } settled difference #{ $number } and wrote: “{ $words }”
did-keys-rotated = { $who } sealed all data anew, with the key { $key }.
did-teams-merged = Names of teams that differed by case or spaces only mean one team now: { $words }. Its supervisors see the orders of both. Where two teams were meant, part them with /team ID TEAM

# The team of somebody who is in none
team-of-nobody = none

# Stands behind an act that took two people
act-agreed = { $who } agreed.

act-of-operator-not-agreed = If nobody of yours is at the machine: /stop REASON stops all sending.
act-not-agreed = If this was not agreed, call them. /stop REASON stops all sending at once; /lock { $id } takes their rights at once.
