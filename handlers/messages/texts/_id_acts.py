"""Indonesian: what admins read of what another admin, or the operator, did."""

from collections.abc import Mapping

from handlers.messages.texts._id_words import IndonesianWords
from handlers.messages.texts.base_acts import ActTexts
from storage.models.audit import Act

_DID = {
    Act.INVITED: "{who} membuat undangan. Peran: {role}, tim: {team}.",
    Act.INVITE_APPROVED: "{who} menerima {newcomer}. Peran: {role}.",
    Act.INVITE_REFUSED: "{who} menolak {newcomer}, yang tidak mendapat akses.",
    Act.SUSPENDED: "⚠️ {who} menghentikan {whom}.",
    Act.RESTORED: "{who} mengaktifkan kembali {whom}.",
    Act.ASSIGNED: "{who} mengubah tim {whom}: {team}.",
    Act.LIMITS: "{who} mengubah batas untuk {scope}: {before} → {after}.",
    Act.RECONCILED: "{who} menyelesaikan selisih #{number} dan menulis: “{words}”",
    Act.KEYS_ROTATED: "{who} menyegel ulang semua data, dengan kunci {key}.",
    Act.TEAMS_MERGED: "Nama tim yang hanya berbeda huruf besar atau spasi sekarang satu tim: "
    "{words}. Supervisornya melihat pesanan keduanya. Bila memang dua tim, pisahkan dengan "
    "/team ID TIM",
}


class IndonesianActs(IndonesianWords, ActTexts):
    """What admins read."""

    @property
    def did(self) -> Mapping[Act, str]:
        return _DID

    @property
    def scopes(self) -> Mapping[str, str]:
        return {"order": "satu pesanan", "day": "satu hari per agen"}

    @property
    def operator(self) -> str:
        return "Operator, di mesinnya,"

    @property
    def program(self) -> str:
        return "Bot"

    @property
    def unlimited(self) -> str:
        return "tanpa batas"

    @property
    def nowhere(self) -> str:
        return "tidak ada"

    def if_not_agreed(self, actor_id: int | None) -> str:
        if actor_id is None:
            return (
                "Bila tidak ada orang Anda di mesin itu: /stop ALASAN menghentikan semua "
                "pengiriman."
            )
        return (
            f"Bila ini tidak disepakati, telepon orangnya. /suspend {actor_id} mencabut haknya "
            "saat itu juga, /stop ALASAN menghentikan semua pengiriman."
        )
