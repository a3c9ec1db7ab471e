"""Indonesian: what is said about Faspay's books."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.services.book_views import DifferenceView, Report
from handlers.texts._id_words import IndonesianWords
from handlers.texts.base_books import LISTED, BookTexts
from storage.reconciliation import Gap, Mismatch
from storage.values import Rupiah

_WHAT = {
    Mismatch.UNKNOWN_DEBIT: "debit tak dikenal",
    Mismatch.UNEXPECTED_DEBIT: "ada debit padahal uang seharusnya tidak keluar",
    Mismatch.SECOND_DEBIT: "lebih dari satu debit untuk satu pesanan",
    Mismatch.MISSING_DEBIT: "tidak ada debit",
    Mismatch.AMOUNT: "jumlah berbeda",
    Mismatch.DAY: "tanggal berbeda",
    Mismatch.MISSING_REFUND: "uang belum kembali",
    Mismatch.UNEXPECTED_REFUND: "uang kembali padahal seharusnya keluar",
    Mismatch.STATUS: "status berbeda",
    Mismatch.BALANCE: "saldo tidak cocok",
}
_TELLS = {
    Mismatch.UNKNOWN_DEBIT: "{seen} keluar dari rekening, dan tidak satu pun pesanan kita "
    "menjelaskannya.",
    Mismatch.UNEXPECTED_DEBIT: "{seen} keluar untuk pesanan ini, padahal catatan kita: {status}.",
    Mismatch.SECOND_DEBIT: "Pesanan ini {expected}, tetapi {seen} keluar dalam lebih dari satu "
    "debit.",
    Mismatch.MISSING_DEBIT: "Pesanan ini {expected} dan ada di Faspay ({status}), tetapi di mutasi "
    "tercatat {seen}.",
    Mismatch.AMOUNT: "Pesanan ini {expected}, tetapi {seen} keluar. Selisihnya lebih dari biaya "
    "yang wajar.",
    Mismatch.DAY: "Debit {seen} bertanggal {at}, pesanannya dikirim {sent}.",
    Mismatch.MISSING_REFUND: "Menurut Faspay pesanan ini: {status}. Namun {expected} sudah keluar "
    "dan {seen} yang kembali.",
    Mismatch.UNEXPECTED_REFUND: "{seen} kembali untuk pesanan ini, padahal catatan kita: {status}.",
    Mismatch.STATUS: "Jawaban Faspay bertentangan dengan catatan kita: {status}.",
    Mismatch.BALANCE: "Menurut saldo waktu itu, satu hari dimulai dengan {expected}; menurut saldo "
    "sekarang dan mutasi sejak itu, dengan {seen}.",
}
_DO = {
    Mismatch.UNKNOWN_DEBIT: "Tanyakan kepada siapa pun yang memakai rekening Faspay ini, lalu "
    "kepada Faspay, dengan waktu dan jumlahnya. Yang baru menghentikan pengiriman sampai admin "
    "menulis /resume.",
    Mismatch.UNEXPECTED_DEBIT: "Jangan buat pesanan pengganti. Tanyakan kepada Faspay dengan nomor "
    "pesanan ini. Yang baru menghentikan pengiriman sampai admin menulis /resume.",
    Mismatch.SECOND_DEBIT: "Tanyakan kepada Faspay dengan nomor pesanan ini dan tagih "
    "kelebihannya. Yang baru menghentikan pengiriman sampai admin menulis /resume.",
    Mismatch.MISSING_DEBIT: "Mungkin dibukukan terlambat. Bila besok masih ada, tanyakan kepada "
    "Faspay dengan nomor pesanan ini.",
    Mismatch.AMOUNT: "Bandingkan dengan Faspay memakai nomor pesanan; periksa FASPAY_AMOUNT_UNIT.",
    Mismatch.DAY: "Periksa apakah buku harian dan bulanan masih cocok; bila tidak, tanyakan kepada "
    "Faspay.",
    Mismatch.MISSING_REFUND: "Tagih uangnya kepada Faspay dengan nomor pesanan ini.",
    Mismatch.UNEXPECTED_REFUND: "Jangan ulangi pesanannya. Tanyakan kepada Faspay statusnya, dan "
    "apakah penerima sudah menerima uang.",
    Mismatch.STATUS: "Lihat /order {order} dan tanyakan kepada Faspay dengan nomor pesanan ini. "
    "Jangan ulangi pesanannya.",
    Mismatch.BALANCE: "Bandingkan saldonya di halaman Faspay: ada yang bergerak tanpa terlihat di "
    "mutasi.",
}
_GAPS = {
    Gap.STATEMENT: "mutasi",
    Gap.BALANCE: "saldo",
    Gap.INQUIRY: "beberapa pesanan",
    Gap.BROKEN: "dan pencocokannya berkali-kali terputus",
}


class IndonesianBooks(IndonesianWords, BookTexts):
    """What admins read."""

    def reconcile_asked(self, open_: Sequence[DifferenceView]) -> str:
        return self.paragraphs(
            "Pesanan kita sedang dicocokkan dengan buku Faspay. Bisa beberapa menit; hasilnya "
            "datang di sini.",
            self._differences(open_),
        )

    def reconcile_asked_already(self, open_: Sequence[DifferenceView]) -> str:
        return self.paragraphs(
            "Sudah Anda minta: pesanan kita sedang dicocokkan dengan buku Faspay, atau yang belum "
            "dijawab Faspay ditanyakan lagi dalam satu jam. Hasilnya datang di sini.",
            self._differences(open_),
        )

    def reconciled(self, report: Report) -> str:
        return self.paragraphs(
            f"Pesanan dan buku Faspay, {self.days(report.first_day, report.last_day)}: "
            f"{self._books_outcome(report)}",
            self._books_gaps(report),
            self._books_basis(report),
            self._differences(report.open, LISTED),
        )

    def _books_outcome(self, report: Report) -> str:
        older = len(report.open) - report.new
        if report.new or older:
            counts = f"⚠️ {report.new} selisih baru, {older} yang lama masih terbuka"
            return counts if report.complete else f"belum lengkap. {counts}"
        return "cocok ✓" if report.complete else "belum lengkap, jadi belum disebut cocok"

    def _books_gaps(self, report: Report) -> str:
        if report.complete:
            return ""
        missing = ", ".join(_GAPS[gap] for gap in sorted(report.gaps))
        again = (
            "Akan ditanyakan lagi sendiri, dalam satu jam."
            if report.again
            else "Ditanyakan lagi malam berikutnya, atau dengan /reconcile."
        )
        return f"Faspay tidak menjawab tentang: {missing}. {again}"

    def _books_basis(self, report: Report) -> str:
        if not report.complete:
            return ""
        seen = f"Dicocokkan: {report.orders_seen} pesanan, {report.lines_seen} baris mutasi"
        return f"{seen}, saldo." if report.weighed else f"{seen}. Saldo tidak: sedang bergerak."

    def _differences(self, views: Sequence[DifferenceView], most: int | None = None) -> str:
        if not views:
            return ""
        most = most or len(views)
        return self.lines(
            "Selisih yang terbuka:",
            *(self._difference(view) for view in views[:most]),
            f"… dan {len(views) - most} lagi: /reconcile" if len(views) > most else "",
            self.explain_usage(),
        )

    def _difference(self, view: DifferenceView) -> str:
        parts = (
            f"#{view.number} {_WHAT[view.mismatch]}",
            f"pesanan {view.order_no}" if view.order_no else "",
            self.amount(view.seen) if view.mismatch is Mismatch.UNKNOWN_DEBIT and view.seen else "",
            self.age(view.age),
        )
        return " · ".join(part for part in parts if part)

    def difference(self, view: DifferenceView) -> str:
        facts = {
            "expected": self.amount(view.expected or Rupiah(0)),
            "seen": self.amount(view.seen or Rupiah(0)),
            "status": self.status(view.money) if view.money else "bukan pesanan kita",
            "at": self.moment(view.happened_at),
            "sent": self.moment(view.sent_at) if view.sent_at else "",
            "order": view.order_no or "",
        }
        return self.paragraphs(
            self.lines(
                f"⚠️ Selisih #{view.number}: {_WHAT[view.mismatch]}",
                self._whose_debit(view),
                f"{self.moment(view.happened_at)}, {self.age(view.age)} yang lalu",
            ),
            _TELLS[view.mismatch].format(**facts),
            _DO[view.mismatch].format(**facts),
            f"Bila Anda tahu sebabnya: /reconcile {view.number} ALASAN",
        )

    def _whose_debit(self, view: DifferenceView) -> str:
        if view.mismatch is Mismatch.UNKNOWN_DEBIT and view.order_no:
            return f"Barisnya menyebut {view.order_no}, yang bukan pesanan kita."
        return f"Pesanan {view.order_no}" if view.order_no else ""

    def explained(self, number: int) -> str:
        return (
            f"Selisih #{number} diselesaikan dengan alasan Anda. Bila ada yang berubah, saya "
            "kabarkan lagi."
        )

    def explain_usage(self) -> str:
        return "Menyelesaikan yang Anda ketahui sebabnya: /reconcile NOMOR ALASAN"

    def no_such_difference(self) -> str:
        return "Tidak ada selisih terbuka dengan nomor itu. Yang terbuka: /reconcile"

    def last_reconciled(self, report: Report | None) -> str:
        if report is None:
            return "Buku Faspay: belum pernah dicocokkan"
        return f"Buku Faspay: {self.moment(report.finished_at)}, {self._books_outcome(report)}"

    def age(self, age: timedelta) -> str:
        minutes = max(0, int(age.total_seconds() // 60))
        for unit, size in (("hari", 1440), ("jam", 60)):
            if minutes >= size:
                return f"{minutes // size} {unit}"
        return f"{minutes} menit"
