"""Every commit of the program by its name: come by in a scene, excused, or of one who only reads.

`test_commits.py` holds these tables against the source, and a schedule in which anything else is
come by has failed.
"""

from tests.crash.scenes import Scene

COMMITS: dict[str, Scene] = {
    # the start
    "house.prove_keys": Scene.FIRST_START,
    "after_upgrade.bring_up_to_date": Scene.FIRST_START,
    "people.seed_admins": Scene.FIRST_START,
    "old_data.adopt": Scene.OLD_COPY,
    "rechecking.ask_all": Scene.AFTER_THE_ANSWER,
    "delivering.recover": Scene.INTERRUPTED,
    # what people say, and what is said to them
    "intake.store": Scene.MAIN,
    "turn.handle_next": Scene.MAIN,
    "turn.put_off": Scene.UNREADABLE,
    "takeover.taken": Scene.TAKEN,
    "takeover.shared": Scene.TAKEN,
    "delivering.next_act": Scene.MAIN,
    "settling.settle": Scene.MAIN,
    # an order's way
    "line.stop_by": Scene.NO_ROOM,
    "submitting.claim": Scene.MAIN,
    "submitting.renew": Scene.LONG,
    "submitting.record": Scene.MAIN,
    "unit.judge": Scene.REAL_MONEY,
    "rechecking.next_question": Scene.MAIN,
    "rechecking.apply_finding": Scene.MAIN,
    "callbacks.receive": Scene.ENDED,
    # the clocks
    "clock_guard.look": Scene.SKEW,
    "rechecking.tell_expiry": Scene.EXPIRED,
    "overdue.judge": Scene.NO_ROOM,
    # chores
    "jobs.look_after": Scene.MAIN,
    "submitting.recover": Scene.SECOND_LIFE,
    "submitting.page_unresolved": Scene.UNRESOLVED,
    "drafts.end_overdue": Scene.OVERDUE,
    "codes.wipe_old": Scene.ENDED,
    "inbox.forget_updates": Scene.OLD_ROWS,
    "inbox.forget_callbacks": Scene.OLD_ROWS,
    "outbox.forget_sent": Scene.OLD_ROWS,
    "reachability.forget_buckets": Scene.OLD_ROWS,
    # errands, and the books
    "errands.claim": Scene.BALANCE,
    "errands.answer_balance": Scene.BALANCE,
    "reconciling.ask_nightly": Scene.NIGHT,
    "reconciling.begin": Scene.NIGHT,
    "reconciling.go_on": Scene.NIGHT,
    "reconciling.take_finding": Scene.NIGHT,
    "reconciling.give_back": Scene.STOPPED_AT_NIGHT,
    "reconciling_result.give_up": Scene.CUT_OFF_AT_NIGHT,
    "reconciling_result.finish": Scene.NIGHT,
}
"""What is committed by a running program, and the scene in which it is."""

EXCUSED: dict[str, str] = {
    "announcing.sweep_cards": (
        "a net below settling.settle and moving.move, which wipe every card of an ended order: no "
        "known order of events leaves it anything (tests/handlers/services/test_coming_back.py)"
    ),
    "limits.tell_missing": (
        "only with real money, which the stand-ins have not: one row a day for each admin, unique "
        "(tests/handlers/services/test_limits.py)"
    ),
    "queue_repair.mend": (
        "only beside a replica of the program before, which no schedule has; by itself it finds "
        "nothing to mend (tests/handlers/services/test_queue_repair.py)"
    ),
    "returning.ask_again": (
        "needs 150 real seconds without Telegram, by a clock that cannot be skipped "
        "(tests/handlers/test_returning.py)"
    ),
    "registration.start": "webhook mode; a number (tests/handlers/services/test_registration.py)",
    "registration.announce": (
        "webhook mode; told before every try (tests/handlers/services/test_registration.py)"
    ),
    "registration.confirm": (
        "webhook mode; one row, told again at every look (tests/bot/telegram/test_claim.py)"
    ),
    "registration.withdraw": "webhook mode, the same row (tests/bot/telegram/test_claim.py)",
    "registration.look": (
        "webhook mode; with takeover.taken in it (tests/handlers/services/test_registration.py)"
    ),
    "resealing.reseal_some": (
        "`keys rotate`, a process of its own (tests/faults/test_rotation.py kills it at every one)"
    ),
    "acts.keys_rotated": "`keys rotate`, a process of its own, once all is sealed (tests/bot)",
    "people.suspend": (
        "`people suspend`, a process of its own beside the bot, one transaction (tests/process)"
    ),
    "old_data.restore": "`restore`, a process of its own, one transaction (tests/journeys)",
    "demo_house._seed": "for the demonstration and for tests",
}
"""Commits that no schedule comes by, and why."""

READS = frozenset(
    {
        "callbacks.is_known",
        "clock_watch._something_may_leave",
        "codes.still_collectable",
        "doctor._why_nothing_is_sent",
        "house.answers",
        "last_words._something_to_say",
        "line.is_open",
        "names.everyone",
        "old_data.position",
        "orders.get",
        "overdue.look",
        "rechecking.question_about",
        "rechecking.somebody_expired",
        "reconciling.question_about",
        "reconciling.to_ask",
        "reconciling.widened",
        "resealing.sealed_with",
        "submitting.somebody_waits",
        "unit.is_guarded",
        "unit.somebody_is_ahead",
        "web_metrics.counts",
    }
)
"""Who only reads: a commit of theirs that writes is an unknown point."""
