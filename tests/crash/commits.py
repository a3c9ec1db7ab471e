"""Every commit of the program by its name: reached in a scene, excused, or read-only.

`test_commits.py` checks these tables against the source. A schedule that reaches anything else has
failed.
"""

from tests.crash.scenes import Scene

COMMITS: dict[str, Scene] = {
    # the start
    "sentinel.prove_keys": Scene.FIRST_START,
    "after_upgrade.bring_up_to_date": Scene.FIRST_START,
    "members.seed_admins": Scene.FIRST_START,
    "restored_data.adopt": Scene.OLD_COPY,
    "inquiries.ask_all": Scene.AFTER_THE_ANSWER,
    "claims.recover": Scene.INTERRUPTED,
    # what people say, and what is said to them
    "intake.store": Scene.MAIN,
    "turn.handle_next": Scene.MAIN,
    "turn.put_off": Scene.UNREADABLE,
    "takeover.taken": Scene.TAKEN,
    "takeover.shared": Scene.TAKEN,
    "claims.next_act": Scene.MAIN,
    "results.settle": Scene.MAIN,
    # an order's way
    "sending.stop_by": Scene.NO_ROOM,
    "transfers.claim": Scene.MAIN,
    "transfers.renew": Scene.LONG,
    "transfer_outcome.record": Scene.MAIN,
    "amount_unit.judge": Scene.REAL_MONEY,
    "inquiries.next_question": Scene.MAIN,
    "inquiries.apply_finding": Scene.MAIN,
    "callbacks.receive": Scene.ENDED,
    # the clocks
    "clock.look": Scene.SKEW,
    "inquiries.tell_expiry": Scene.EXPIRED,
    "overdue.judge": Scene.NO_ROOM,
    # maintenance
    "maintenance.look_after": Scene.MAIN,
    "transfers.recover": Scene.SECOND_LIFE,
    "transfers.page_unresolved": Scene.UNRESOLVED,
    "drafts.end_overdue": Scene.OVERDUE,
    "digests.send_due": Scene.DIGEST,
    "codes.wipe_old": Scene.ENDED,
    "inbox.forget_updates": Scene.OLD_ROWS,
    "stored_callbacks.forget": Scene.OLD_ROWS,
    "outbox.forget_sent": Scene.OLD_ROWS,
    "digest_times.forget_old": Scene.OLD_ROWS,
    "reachability.forget_buckets": Scene.OLD_ROWS,
    # tasks, and the reconciliation
    "balance.claim": Scene.BALANCE,
    "balance.answer_balance": Scene.BALANCE,
    "run.ask_nightly": Scene.NIGHT,
    "run.begin": Scene.NIGHT,
    "run.go_on": Scene.NIGHT,
    "run.take_finding": Scene.NIGHT,
    "run.give_back": Scene.STOPPED_AT_NIGHT,
    "conclusion.give_up": Scene.CUT_OFF_AT_NIGHT,
    "conclusion.finish": Scene.NIGHT,
}
"""What a running program commits, and the scene that reaches it."""

EXCUSED: dict[str, str] = {
    "announcing.sweep_cards": (
        "a net below results.settle and moving.move, which wipe every card of an ended order: no "
        "known order of events leaves it anything "
        "(tests/handlers/services/people/test_coming_back.py)"
    ),
    "live_messages.forget_ended": (
        "needs an order that ended a month ago; its one statement deletes rows that nothing else "
        "looks at any more (tests/storage/repositories/test_live_messages.py)"
    ),
    "limits.tell_missing": (
        "only with real money, which the stand-ins have not: one row a day for each admin, unique "
        "(tests/handlers/services/controls/test_limits.py)"
    ),
    "low_balance.judge": (
        "writes only where the account has run dry, which the stand-in's does not; one transaction "
        "with what it tells (tests/handlers/services/controls/test_low_balance.py)"
    ),
    "phone_tails.fill_some": (
        "only after an upgrade: every order of this program has its hash from the first "
        "(tests/storage/repositories/test_phone_tails.py)"
    ),
    "queue_repair.mend": (
        "only beside a replica of the program before, which no schedule has; by itself it finds "
        "nothing to mend (tests/handlers/services/recovery/test_queue_repair.py)"
    ),
    "reoffer.ask_again": (
        "needs 150 real seconds without Telegram, by a clock that cannot be skipped "
        "(tests/handlers/cash_out/test_reoffer.py)"
    ),
    "registration.start": (
        "webhook mode; a number (tests/handlers/services/controls/test_registration.py)"
    ),
    "registration.announce": (
        "webhook mode; told before every try "
        "(tests/handlers/services/controls/test_registration.py)"
    ),
    "registration.confirm": (
        "webhook mode; one row, told again at every look (tests/bot/telegram/test_claim.py)"
    ),
    "registration.withdraw": "webhook mode, the same row (tests/bot/telegram/test_claim.py)",
    "registration.look": (
        "webhook mode; with takeover.taken in it "
        "(tests/handlers/services/controls/test_registration.py)"
    ),
    "resealing.reseal_some": (
        "`keys rotate`, a process of its own (tests/faults/test_rotation.py kills it at every one)"
    ),
    "acts.keys_rotated": "`keys rotate`, a process of its own, once all is sealed (tests/bot)",
    "members.suspend_at_machine": (
        "`people suspend`, a process of its own beside the bot, one transaction (tests/process)"
    ),
    "decide._decide": (
        "`decide`, a process of its own beside the bot, one transaction (tests/bot/cli)"
    ),
    "newcomers.end_overdue": (
        "of proposals, which no order reaches; one transaction with what it tells "
        "(tests/dialogs/test_proposals.py)"
    ),
    "overdue.remind": "the same: of proposals (tests/dialogs/test_proposals.py)",
    "restored_data.restore": "`restore`, a process of its own, one transaction (tests/journeys)",
}
"""Commits that no schedule reaches, and why."""

READS = frozenset(
    {
        "callbacks.is_known",
        "clock._something_may_leave",
        "collectable.still_collectable",
        "decide._waiting",
        "deciders.second_admin_is_missing",
        "doctor_machine._why_nothing_is_sent",
        "system_state.answers",
        "drain._is_any_due",
        "sending.is_open",
        "names.everyone",
        "restored_data.position",
        "orders.get",
        "overdue.look",
        "inquiries.question_about",
        "inquiries.somebody_expired",
        "run.question_about",
        "run.to_ask",
        "run.widened",
        "resealing.sealed_with",
        "transfers.somebody_waits",
        "amount_unit.is_guarded",
        "amount_unit.somebody_is_ahead",
        "metrics.counts",
    }
)
"""Use cases that only read. A commit of theirs that writes is an unknown point."""
