### /watch in a group, which shows a team's orders to all who are in it.

group-begun =
    From now on the orders of team “{ $team }” are shown here, in one silent message each: number, amount, place and what happens. Never a code, a name or a phone number.
    Everybody in this group reads them. To end it: /watch off
group-moved = Where they were shown before, nothing new comes.
group-ended = The orders of team “{ $team }” are no longer shown in the group. What stands there stays; you can remove me from the group.
group-usage = To show a team's orders here: /watch here TEAM. To end it: /watch off
group-is-public = Nothing is shown here: this group is public, so anybody could read it. Make it private (Group type), then write /watch here again.
group-no-team = There is no team yet. Put people into one first, in our private chat: /team ID TEAM
group-which-team = Which team's orders? Write:
group-team-line = /watch here { $team }
group-none = No team's orders are shown in a group. To begin, add me to one and write there, best in a topic: /watch here TEAM
group-none-here = No team's orders are shown in this topic. Those of other topics end there, or with /watch off TEAM in our private chat.
group-list = Groups that are shown orders:
group-line = • { $team } → “{ $title }”
group-how-to-end = To end one: /watch off TEAM

# Told to admins
did-group-begun = { $who } has a team's orders shown in a group: { $words }. Everybody in that group reads them, without codes, names and phone numbers.
did-group-ended = { $who } ended that a team's orders are shown in a group: { $words }.
did-group-ended-by-itself =
    A team's orders are no longer shown in its group: { $words }.
    { $why } Nothing is lost: supervisors see every order as before. To show them in a group again, write /watch here TEAM there.
group-end-shut-out = I was removed from the group.
group-end-migrated = The group became a supergroup, which is another chat: look who is in it.
group-end-topic-gone = The topic was closed or deleted.
group-end-muted = I may not write there any more.
group-end-public = The group became public, so anybody could read it.
group-end-admin-gone = Whoever set it up is no longer an active admin.
group-end-restored = A backup was put in place, so nobody knows whether this was still wanted.
