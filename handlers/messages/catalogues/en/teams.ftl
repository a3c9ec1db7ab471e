### What admins and supervisors read about teams.

team-which = For which team? Only its supervisors see the orders of its agents.
team-new = New team
team-new-named = New team “{ $team }”
team-none = Without a team
team-name-a-new-one = Write the new team's name once: { $command } NAME. From then on it is a button.
team-is-it-new = There is no team “{ $team }” yet. Is it a new one, or do you mean one of these?
team-unreadable = A team's name has 1 to { $longest } letters. Nothing was changed.
team-none-to-follow = You are in no team, so there are no orders and no people for you to see. Ask an admin to put you into one (they write /team and your ID).
team-usage = Write: /team ID TEAM, or /team ID to choose. Everybody's ID is in /people

# Somebody was put into a team, or taken out of theirs; what follows from it depends on their role.
team-assigned = { $name } is in team { $team } now.
team-assigned-to-none = { $name } is in no team now.
team-assigned-agent = Orders made before stay where they were.
team-assigned-supervisor-to-none = They see nobody's orders until they are put into one.
