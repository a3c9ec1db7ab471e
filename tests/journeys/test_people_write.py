"""What people write in their own way, over HTTP: words, contacts of several numbers, stickers."""

from bot.sandbox.telegram.records import Message
from tests.journeys.stage import Journey, play

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Budi\nTEL;CELL:+6281234567890\nTEL:+6281311110002\nEND:VCARD"


def test_an_amount_in_words_and_a_chosen_number_reach_faspay(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        agent = stage.agent
        agent.share_contact("6281234567890", "Budi", "Santoso", vcard=CARD)
        await agent.wait_for("several numbers")
        agent.press("0813-1111-0002")
        await agent.wait_for("How much?")
        agent.send("lima ratus ribu")
        await agent.wait_for("five hundred thousand rupiah")
        agent.press("Confirm")
        made = stage.transaction(await stage.card()).request
        assert (made.amount_rupiah, made.phone) == (500_000, "081311110002")

    play(script, database_url)


def test_a_flood_of_stickers_gets_one_answer_and_the_agents_next_word_is_heard(
    database_url: str,
) -> None:
    async def script(stage: Journey) -> None:
        agent = stage.agent
        for _ in range(12):
            agent.send_sticker()
        agent.send("Budi Santoso 0812-3456-7890 setengah juta")
        await agent.wait_for("five hundred thousand rupiah")
        assert len([each for each in agent.chat.messages if _is_hint(each)]) == 1

    play(script, database_url)


def _is_hint(message: Message) -> bool:
    return "I cannot read that" in message.text
