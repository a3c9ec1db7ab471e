"""Indonesian: what is said about an order."""

from collections.abc import Sequence

from handlers.messages.act_views import ActView
from handlers.messages.order_views import OrderView
from handlers.messages.texts._id_notices import (
    MALFORMED,
    OF_THE_COMPANY,
    OTHERS,
    OWN,
    OWN_REFUSED,
    cancelled,
)
from handlers.messages.texts._id_words import IndonesianWords
from handlers.messages.texts.base_orders import OrderTexts
from handlers.services.orders.codes import NoCode
from storage.models.audit import Act
from storage.models.channel import Channel
from storage.models.order import Code, Money, Review
from storage.models.outbox import Notice
from storage.models.person import Role
from storage.models.refusal import RefusalKind

_ACTS = {
    Act.MONEY: "status",
    Act.CODE: "kode",
    Act.CODE_SHOWN: "kode ditampilkan lagi",
    Act.ORDER_REQUESTED: "pesanan dibuat",
    Act.INVITED: "undangan dibuat",
    Act.INVITE_CLAIMED: "undangan dipakai",
    Act.INVITE_APPROVED: "orang baru disetujui",
    Act.INVITE_REFUSED: "orang baru ditolak",
    Act.SUSPENDED: "dihentikan sementara",
    Act.RESTORED: "diaktifkan kembali",
    Act.LINE_STOPPED: "pengiriman dihentikan",
    Act.LINE_RESUMED: "pengiriman dibuka",
    Act.FIRST_ADMIN: "admin pertama",
    Act.LIMITS: "batas diubah",
    Act.RECONCILED: "buku dicocokkan",
    Act.OLD_DATA: "data lama ditemukan",
    Act.KEYS_ROTATED: "data disegel dengan kunci lain",
    Act.TEAMS_MERGED: "nama tim disatukan",
    Act.ASSIGNED: "dimasukkan ke tim",
    Act.UPDATES_TAKEN: "pihak lain mengambil pesan bot ini",
}
_NO_CODE = {
    NoCode.NO_SUCH_ORDER: "Saya tidak menemukan pesanan Anda dengan nomor itu. Lihat /orders",
    NoCode.NOT_YET: "Kodenya belum ada. Kode muncul di kartu pesanan begitu Faspay memberikannya.",
    NoCode.HELD: "Jawaban Faspay perlu diperiksa orang dulu, jadi kodenya ditahan. "
    "Jangan buat pesanan baru untuk orang ini. Kabar menyusul.",
    NoCode.MISSING: "Pesanan ada di Faspay, tetapi kodenya tidak sampai kepada kami. Admin sudah "
    "diberi tahu. "
    "Jangan buat pesanan baru untuk orang ini.",
    NoCode.ENDED: "Kode pesanan ini sudah tidak berlaku. Lihat statusnya dengan /order NOMOR",
    NoCode.TOO_OFTEN: "Kode terlalu sering diminta. Tunggu beberapa menit; "
    "kartu yang lama masih berlaku.",
}


class IndonesianOrders(IndonesianWords, OrderTexts):
    """Cards, notices and lists."""

    def card(self, view: OrderView, code: str | None) -> str:
        news = self._with_code(view, code) if code else self._without_code(view)
        return self.paragraphs(self._head(view), news)

    def _head(self, view: OrderView) -> str:
        return self.lines(
            f"Pesanan {view.order_no}",
            f"{self.amount(view.amount)} · {self.channel(view.channel)}",
            f"{view.name} · {view.phone}",
        )

    def _with_code(self, view: OrderView, code: str) -> str:
        return self.paragraphs(
            f"Kode:\n{code}\n(dibaca: {self.spaced(code)})",
            self._steps(view),
            self._until(view),
            "Kode ini sama dengan uang: berikan hanya kepada penerima.",
        )

    def _steps(self, view: OrderView) -> str:
        amount = self.amount(view.amount)
        return {
            Channel.PERMATA: "Di ATM Permata:\n1. Pilih tarik tunai tanpa kartu.\n"
            f"2. Masukkan nomor HP {view.phone}.\n3. Masukkan kode.\n"
            f"4. Masukkan jumlah {amount}, lalu ambil uangnya.\n"
            "Urutan di layar ATM bisa sedikit berbeda.",
            Channel.ALFAMART: "Di Alfamart: tunjukkan kode ini kepada kasir, "
            f"lalu terima {amount}.",
            Channel.INDOMARET: f"Di Indomaret: sebutkan nomor HP {view.phone}, kode dan jumlah "
            f"{amount} kepada kasir, lalu terima uang dan struknya.",
        }[view.channel]

    def _until(self, view: OrderView) -> str:
        if view.expires_at is None:
            return "Batas waktunya tidak disebut Faspay, biasanya 24 jam."
        return f"Berlaku sampai {self.moment(view.expires_at)}."

    def _without_code(self, view: OrderView) -> str:
        if view.money in {Money.REQUESTED, Money.SENDING, Money.AWAITING_APPROVAL}:
            return "Diterima ✓ Kode akan muncul di pesan ini, biasanya dalam beberapa detik."
        if view.money is Money.UNKNOWN:
            return OWN[Notice.UNKNOWN]
        if view.money is not Money.ISSUED:
            return f"Status: {self._state(view)}."
        return self._issued_without_code(view)

    def _issued_without_code(self, view: OrderView) -> str:
        if Review.ECHO in view.reviews:
            return (
                "Jawaban Faspay perlu diperiksa orang dulu, jadi kodenya ditahan. Uangnya mungkin "
                "sudah disisihkan: jangan buat pesanan baru untuk orang ini. Kabar menyusul."
            )
        if view.code is Code.MISSING:
            return OWN[Notice.CODE_MISSING]
        if view.code_over or view.code is Code.WIPED:
            return f"{self._over(view)} Tunggu kabar dari saya."
        if Review.CODE_MALFORMED in view.reviews:
            return OWN[Notice.CODE_MALFORMED]
        return "Faspay sudah menerima pesanan ini. Kode segera muncul di pesan ini."

    def card_wiped(self, order_no: str) -> str:
        return f"Pesanan {order_no}: kode sudah dihapus dari sini. Statusnya: /order {order_no}"

    def notice(self, kind: Notice, view: OrderView) -> str:
        agent = "" if view.own else f"Agen: {view.agent}"
        return self.paragraphs(self.lines(self._head(view), agent), self._news(kind, view))

    def _news(self, kind: Notice, view: OrderView) -> str:
        if kind is Notice.REVERSED and view.paid_at is not None:
            kept = OWN if view.own else OTHERS
            return f"⚠️ Tadinya dikabarkan sudah diambil. {kept[kind]}"
        if kind is Notice.EXPIRED:
            return f"{self._over(view)} {(OWN if view.own else OTHERS)[kind]}"
        if kind is Notice.ISSUED and not view.own:
            return f"{OTHERS[kind]} {self._until(view)}"
        if kind in {Notice.ECHO, Notice.CODE_MALFORMED} and not view.own:
            return self._held(kind, view)
        return self._why_not_out(kind, view) or (OWN if view.own else OTHERS)[kind]

    def _held(self, kind: Notice, view: OrderView) -> str:
        malformed = f"⚠️ Kode dalam jawaban Faspay tidak mungkin benar: {MALFORMED[view.channel]}"
        why = malformed if kind is Notice.CODE_MALFORMED else ""
        shown = "Kodenya sudah sempat ditampilkan kepada agen."
        seen = shown if view.code is Code.DELIVERED else ""
        return " ".join(part for part in (why, OTHERS[kind], seen) if part)

    def _why_not_out(self, kind: Notice, view: OrderView) -> str:
        if kind is Notice.CANCELLED and view.cancelled is not None:
            return cancelled(view.cancelled, own=view.own)
        if kind not in {Notice.REJECTED, Notice.NOT_SENT} or view.refusal is None:
            return ""
        if view.own:
            return OWN_REFUSED.get((kind, view.refusal_kind), OWN[kind])
        said = f"{OTHERS[kind]} Kata Faspay: “{view.refusal}”."
        company = view.refusal_kind is RefusalKind.COMPANY
        return f"⚠️ {said} {OF_THE_COMPANY}" if company else said

    def _over(self, view: OrderView) -> str:
        if view.expires_at is None:
            return "Kodenya sudah berakhir (24 jam sejak dibuat)."
        return f"Kodenya berakhir {self.moment(view.expires_at)}."

    def order_list(self, views: Sequence[OrderView], role: Role) -> str:
        if not views:
            begin = " Mulai: /cashout" if role is Role.AGENT else ""
            return f"Belum ada pesanan.{begin}"
        return self.paragraphs(
            "Pesanan terbaru:",
            *(self._line(view) for view in views),
            "Selengkapnya: /order NOMOR",
        )

    def _line(self, view: OrderView) -> str:
        agent = "" if view.own else f" · agen {view.agent}"
        return self.lines(
            f"{view.order_no} · {self.amount(view.amount)} · {view.name}{agent}",
            f"{self.moment(view.created_at)} · {self._state(view)}",
        )

    def _state(self, view: OrderView) -> str:
        if view.money is not Money.ISSUED:
            return self.status(view.money)
        if view.code_over or view.code is Code.WIPED:
            return "lewat waktu, belum dipastikan"
        if view.code_held:
            return "ditahan, sedang diperiksa orang"
        return (
            "ada di Faspay, kodenya tidak ada"
            if view.code is Code.MISSING
            else self.status(view.money)
        )

    def order_detail(self, view: OrderView) -> str:
        team = f" · tim {view.team}" if view.team else ""
        return self.lines(
            self._head(view),
            "" if view.own else f"Agen: {view.agent}{team}",
            f"Dibuat: {self.moment(view.created_at)}",
            f"Status: {self._state(view)}",
            self._until(view) if view.money is Money.ISSUED and not view.code_over else "",
            self._over(view) if view.money is Money.ISSUED and view.code_over else "",
            f"Kode: /code {view.order_no}" if self._code_to_see(view) else "",
            "⚠️ Perlu dilihat orang." if view.reviews and not view.own else "",
        )

    def _code_to_see(self, view: OrderView) -> bool:
        seen = view.code in {Code.SEALED, Code.DELIVERED} and not view.code_held
        return view.own and view.money is Money.ISSUED and seen and not view.code_over

    def history(self, entries: Sequence[ActView]) -> str:
        if not entries:
            return "Belum ada catatan."
        return "\n".join(self._act(entry) for entry in entries)

    def _act(self, entry: ActView) -> str:
        change = " → ".join(part for part in (entry.before, entry.after) if part)
        parts = (
            self.moment(entry.at),
            f"{_ACTS[entry.act]} {change}".strip(),
            f"pesanan {entry.order_no}" if entry.order_no else "",
            f"untuk {entry.subject.person_id}" if entry.subject else "",
            f"oleh {entry.actor.person_id}" if entry.actor else "",
            "oleh operator" if entry.by_operator else "",
            f"({entry.why})" if entry.why else "",
            f"“{entry.words}”" if entry.words else "",
        )
        return " · ".join(part for part in parts if part)

    def which_order(self, command: str) -> str:
        return f"Tulis nomor pesanannya: /{command} 12 angka. Nomor-nomornya ada di /orders"

    def no_such_order(self) -> str:
        return "Saya tidak menemukan pesanan dengan nomor itu. Lihat /orders"

    def code_comes(self) -> str:
        return "Kartu baru dengan kodenya segera datang."

    def no_code(self, why: NoCode) -> str:
        return _NO_CODE[why]
