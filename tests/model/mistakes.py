"""The rules of the design that are broken on purpose, each by one switch in a model."""

from enum import StrEnum


class Mistake(StrEnum):
    """What a hurried engineer could write. The value is the broken rule."""

    NEW_NUMBER = "after a time-out no program sends again, under whatever number"
    SENT_UNCOMMITTED = "SENDING is committed before the first byte leaves"
    NO_COMPARE_AND_SET = "who read an older order loses"
    NO_DEADLINE = (
        "a worker that slept past half its lease, and renewed nothing since, does not send"
    )
    BLIND_RENEWAL = "a claim is renewed only while the order is still its owner's to send"
    REQUESTED_AGAIN = "the order of a dead sender is unknown, never requested again"
    TIMEOUT_NOT_SENT = "a time-out is unknown, never 'not sent'"
    STRANGER_NOT_SENT = "only who holds the order can know that nothing left"
    DUPLICATE_REJECTED = "'number already exists' means that it exists"
    REFUSAL_BELIEVED = "a refusal counts only with an inquiry that says 'not found'"
    OLD_NOT_FOUND = "'not found' counts only if it was asked after the refusal was known"
    NOT_FOUND_FAILED = "'not found' is never failed"
    ONE_FAILED = "failed needs two inquiries, ten seconds apart"
    CALLBACK_BELIEVED = "a callback is a hint: only an inquiry moves the money"
    SUCCESS_FINAL = "success is not final: a reversal is believed after it"
    OLDER_INQUIRY = "an older inquiry contradicts nothing that was learnt later"
    LATE_UNTOLD = "late evidence pages people"
    NO_ECHO_CHECK = "an answer that differs from the order issues nothing and pages people"
    CODE_NOT_KEPT = "the code is kept even when the answer leaves the money in doubt"
    MISSING_STAYS = "a code that comes after an inquiry is still kept"
    JOURNAL_UNREAD = "the journal is replayed at every start"
    JOURNAL_EMPTIED = "the journal is emptied only after the record is committed"

    CODE_UNSTORED = "the code goes into the chat only once it is stored"
    CODE_PUSHED = "no new message holds the code: it is edited in"
    EDIT_ONCE = "an edit whose answer was lost is repeated"
    CODE_AFTER_END = "no code is rendered once the order has ended"
    CODE_SUSPENDED = "a suspended agent is shown no code"
    CARDS_LEFT = "the end of an order wipes its cards"
    OLD_CARDS_LEFT = "a new card wipes the older ones"
    WIPE_IN_LINE = "a wipe overtakes what waits in its chat"
    WIPE_BESIDE = "nothing overtakes what is being said in its chat"
    DELETED_IS_WIPED = "a card counts as wiped only once an edit has found that it is gone"
    DELETED_IS_EDITED = "nothing is edited into a card that is to be deleted"
    SLEPT_EDIT = "a sender that slept past its claim edits nothing"

    NOTICE_LATER = "what must be told is written with the fact"
    NOTICE_FROZEN = "a notice is rendered from the newest state, and dropped when untrue"
    TWO_IN_FLIGHT = "one message of a chat is in flight at a time"
    SLEPT_NOTICE = "a sender that slept past its claim says nothing"
    CALLBACK_TOLD = "failed and reversed are never told on a callback alone"
    JOINED_FROZEN = "what is said in one message with others is true as well, or dropped"
    JOINED_DONE_EARLY = "what is said in one message with others is open until that message is sent"
    LATE_UNTOLD_TO_READER = "who was told 'no money is out' is told of late evidence first"

    LIVE_FROZEN = "a live message is rendered from the newest state, when it is sent"
    LIVE_MERGED = "a change waits for no row that is being shown already"
    LIVE_AGAIN = "a live message that is known is edited, not sent again"
    SLEPT_LIVE = "a sender that slept past its claim edits no live message"
