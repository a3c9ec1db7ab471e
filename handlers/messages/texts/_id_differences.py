"""Indonesian: the card of a difference between our orders and Faspay's books."""

from handlers.messages.reconciliation_views import DifferenceView
from handlers.messages.texts._id_words import IndonesianWords
from handlers.messages.texts.base_books import BookTexts
from storage.models.reconciliation import Mismatch, Said

WHAT = {
    Mismatch.UNKNOWN_DEBIT: "debit tak dikenal",
    Mismatch.UNEXPECTED_DEBIT: "ada debit padahal uang seharusnya tidak keluar",
    Mismatch.UNCONFIRMED_DEBIT: "debit untuk pesanan yang belum pasti",
    Mismatch.SECOND_DEBIT: "lebih dari satu debit untuk satu pesanan",
    Mismatch.MISSING_DEBIT: "tidak ada debit",
    Mismatch.AMOUNT: "jumlah berbeda",
    Mismatch.DAY: "tanggal berbeda",
    Mismatch.MISSING_REFUND: "uang belum kembali",
    Mismatch.UNEXPECTED_REFUND: "uang kembali yang tidak semestinya",
    Mismatch.STATUS: "status berbeda",
    Mismatch.BALANCE: "saldo tidak cocok",
}
_TELLS = {
    Mismatch.UNKNOWN_DEBIT: "{seen} keluar dari rekening, dan tidak satu pun pesanan kita "
    "menjelaskannya.",
    Mismatch.UNEXPECTED_DEBIT: "{seen} keluar untuk pesanan ini, padahal catatan kita: {status}.",
    Mismatch.UNCONFIRMED_DEBIT: "{seen} keluar untuk pesanan {expected} ini, tetapi saat "
    "ditanya, Faspay tidak mengenalnya. Catatan kita: {status}.",
    Mismatch.SECOND_DEBIT: "Pesanan ini {expected}, tetapi {seen} keluar dalam lebih dari satu "
    "debit.",
    Mismatch.MISSING_DEBIT: "Pesanan ini {expected} dan ada di Faspay ({status}), tetapi di mutasi "
    "tercatat {seen}.",
    Mismatch.DAY: "Debit {seen} bertanggal {at}, pesanannya dikirim {sent}.",
    Mismatch.MISSING_REFUND: "Menurut Faspay pesanan ini: {status}. Namun {expected} sudah keluar "
    "dan {seen} yang kembali.",
}
_LESS = {
    Mismatch.AMOUNT: "Pesanan ini {expected}, tetapi {seen} keluar: kurang {gap}.",
    Mismatch.UNEXPECTED_REFUND: "{seen} kembali untuk pesanan ini, padahal catatan kita: {status}.",
    Mismatch.BALANCE: "Kurang {gap}: sejak {at} saldo turun sebesar itu lebih banyak daripada "
    "menurut mutasi.",
}
"""Where Faspay's books have less than ours."""
_MORE = {
    Mismatch.AMOUNT: "Pesanan ini {expected}, tetapi {seen} keluar: kelebihan {gap}, lebih dari "
    "biaya yang wajar.",
    Mismatch.UNEXPECTED_REFUND: "{seen} kembali untuk pesanan ini, padahal menurut mutasi hanya "
    "{expected} yang keluar.",
    Mismatch.BALANCE: "Kelebihan {gap}: sejak {at} saldo naik sebesar itu lebih banyak daripada "
    "menurut mutasi.",
}
_SAYS = {
    Said.ON_PROCESS: "Jawaban Faspay: sedang diproses, belum diambil.",
    Said.SUCCESS: "Jawaban Faspay: sudah diambil.",
    Said.FAILED: "Jawaban Faspay: gagal.",
    Said.REVERSED: "Jawaban Faspay: dibalik.",
    Said.NOT_FOUND: "Jawaban Faspay: pesanan ini tidak ada.",
    Said.OTHER: "Jawaban Faspay tentang pesanan ini menyebut nomor, jumlah, telepon, atau cara "
    "ambil yang lain daripada yang dikirim.",
}
_DO = {
    Mismatch.UNKNOWN_DEBIT: "Tanyakan kepada siapa pun yang memakai rekening Faspay ini, lalu "
    "kepada Faspay, dengan waktu dan jumlahnya.",
    Mismatch.UNEXPECTED_DEBIT: "Jangan buat pesanan pengganti. Tanyakan kepada Faspay dengan nomor "
    "pesanan ini.",
    Mismatch.UNCONFIRMED_DEBIT: "Uangnya sudah keluar: jangan buat pesanan pengganti. Tanyakan "
    "nasibnya kepada Faspay dengan nomor pesanan ini.",
    Mismatch.SECOND_DEBIT: "Tanyakan kepada Faspay dengan nomor pesanan ini dan tagih "
    "kelebihannya.",
    Mismatch.MISSING_DEBIT: "Mungkin dibukukan terlambat. Bila besok masih ada, tanyakan kepada "
    "Faspay dengan nomor pesanan ini.",
    Mismatch.AMOUNT: "Bandingkan dengan Faspay memakai nomor pesanan; periksa FASPAY_AMOUNT_UNIT.",
    Mismatch.DAY: "Periksa apakah buku harian dan bulanan masih cocok; bila tidak, tanyakan kepada "
    "Faspay.",
    Mismatch.MISSING_REFUND: "Tagih uangnya kepada Faspay dengan nomor pesanan ini.",
    Mismatch.UNEXPECTED_REFUND: "Jangan ulangi pesanannya. Tanyakan kepada Faspay mengapa uang "
    "kembali, apa statusnya, dan apakah penerima sudah menerima uang.",
    Mismatch.STATUS: "Lihat /order {order} dan tanyakan kepada Faspay dengan nomor pesanan ini. "
    "Jangan ulangi pesanannya.",
    Mismatch.BALANCE: "Bandingkan saldonya di halaman Faspay, dan tanyakan siapa lagi yang memakai "
    "rekeningnya.",
}
_STOPS = "Pengiriman dihentikan karenanya, sampai admin menulis /resume."


class IndonesianDifferences(IndonesianWords, BookTexts):
    """The card that admins read."""

    def difference(self, view: DifferenceView) -> str:
        facts = self.facts(view)
        return self.paragraphs(
            self.lines(
                f"⚠️ Selisih #{view.number}: {WHAT[view.mismatch]}",
                self._whose_debit(view),
                f"{self.moment(view.happened_at)}, {self.age(view.age)} yang lalu",
            ),
            self._tells(view).format(**facts),
            self.lines(_DO[view.mismatch].format(**facts), _STOPS if view.stops else ""),
            f"Bila Anda tahu sebabnya: /reconcile {view.number} ALASAN",
        )

    def _tells(self, view: DifferenceView) -> str:
        if view.mismatch is Mismatch.STATUS:
            says = _SAYS[view.said] if view.said else "Jawaban Faspay lain."
            return f"{says} Catatan kita: {{status}}."
        sided = _MORE if view.gap > 0 and view.expected is not None else _LESS
        return _TELLS.get(view.mismatch) or sided[view.mismatch]

    def _whose_debit(self, view: DifferenceView) -> str:
        if view.mismatch is Mismatch.UNKNOWN_DEBIT and view.order_no:
            return f"Barisnya menyebut {view.order_no}, yang bukan pesanan kita."
        return f"Pesanan {view.order_no}" if view.order_no else ""
