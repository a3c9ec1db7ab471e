"""Indonesian: what is said about Faspay's books."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.messages.reconciliation_views import DifferenceView, Hold, Report
from handlers.messages.texts._id_differences import WHAT, IndonesianDifferences
from handlers.messages.texts.base_books import LISTED, UNCERTAIN_LISTED
from storage.models.reconciliation import Gap, Mismatch, Weighing

_GAPS = {
    Gap.STATEMENT: "mutasi",
    Gap.BALANCE: "saldo",
    Gap.INQUIRY: "beberapa pesanan",
}
_BALANCE = {
    Weighing.FITS: ", saldo.",
    Weighing.DIFFERS: ". Saldo tidak cocok.",
    Weighing.EXPLAINED: ", saldo: selisihnya sudah dijelaskan.",
    Weighing.FIRST: ". Saldo baru diketahui mulai sekarang; pencocokan berikutnya memakainya.",
    Weighing.ANEW: ". ⚠️ Saldo tidak: yang terakhir dicocokkan sudah terlalu lama, jadi yang "
    "bergerak tanpa terlihat sejak itu tidak diketahui. Mulai lagi dari sini. Bandingkan dengan "
    "halaman Faspay.",
    Weighing.MOVED: ". Saldo tidak: sedang bergerak. Pencocokan berikutnya memeriksanya sejak "
    "terakhir kali.",
    Weighing.UNTOLD: ". Saldo tidak: Faspay tidak menjawab.",
}


class IndonesianBooks(IndonesianDifferences):
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
            self._uncertain(report),
            self._differences(report.open, LISTED),
            self._hold(report.hold),
        )

    def _books_outcome(self, report: Report) -> str:
        older = len(report.open) - report.new
        if report.new or older:
            counts = f"⚠️ {report.new} selisih baru, {older} yang lama masih terbuka"
            return counts if report.complete else f"belum lengkap. {counts}"
        if not report.complete:
            return "belum lengkap, jadi belum disebut cocok"
        return "cocok ✓" if report.is_clean else "tidak ada selisih, tetapi belum semuanya pasti"

    def _books_gaps(self, report: Report) -> str:
        if report.complete:
            return ""
        again = (
            "Akan ditanyakan lagi sendiri, dalam satu jam."
            if report.again
            else "Ditanyakan lagi malam berikutnya, atau dengan /reconcile."
        )
        if Gap.BROKEN in report.gaps:
            return (
                "Pencocokannya berkali-kali terputus di pihak kita dan dihentikan dulu; bukan "
                f"karena Faspay. {again}"
            )
        missing = ", ".join(_GAPS[gap] for gap in sorted(report.gaps))
        return f"Tidak dapat dibaca dari Faspay: {missing}. {again}"

    def _books_basis(self, report: Report) -> str:
        if not report.complete:
            return ""
        seen = f"Dicocokkan: {report.orders_seen} pesanan, {report.lines_seen} baris mutasi"
        return seen + (_BALANCE[report.weighing] if report.weighing else ".")

    def _uncertain(self, report: Report) -> str:
        if not report.uncertain:
            return ""
        left = len(report.uncertain) - UNCERTAIN_LISTED
        return self.lines(
            "Belum pasti. Jangan buat pesanan pengganti, dan tanyakan kepada Faspay dengan "
            "nomornya:",
            *(
                f"{each.order_no} · {self.age(each.age)}"
                for each in report.uncertain[:UNCERTAIN_LISTED]
            ),
            f"… dan {left} lagi" if left > 0 else "",
        )

    def _hold(self, hold: Hold | None) -> str:
        if hold is None:
            return ""
        if hold.lifted:
            return (
                "Data lama sudah dicocokkan. Periksa setiap selisih, lalu buka pengiriman dengan "
                "/resume"
            )
        again = (
            f"Pencocokan berikutnya sekitar {self.moment(hold.next_at)}."
            if hold.next_at
            else "Pencocokan berikutnya malam nanti, atau dengan /reconcile."
        )
        return (
            "Data lama terpasang, dan yang kurang di dalamnya mungkin belum semuanya ada di "
            f"mutasi, jadi pengiriman belum bisa dibuka. {again}"
        )

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
            f"#{view.number} {WHAT[view.mismatch]}",
            f"pesanan {view.order_no}" if view.order_no else "",
            self._sum(view),
            self.age(view.age),
        )
        return " · ".join(part for part in parts if part)

    def _sum(self, view: DifferenceView) -> str:
        if view.mismatch is Mismatch.BALANCE:
            return f"{'kurang' if view.gap < 0 else 'kelebihan'} {self.amount(abs(view.gap))}"
        return (
            self.amount(view.seen) if view.mismatch is Mismatch.UNKNOWN_DEBIT and view.seen else ""
        )

    def explained(self, number: int, *, stands: bool) -> str:
        return self.lines(
            f"Selisih #{number} diselesaikan dengan alasan Anda. Bila ada yang berubah, saya "
            "kabarkan lagi.",
            "Pengiriman masih dihentikan. Setelah semua diperiksa, buka dengan /resume"
            if stands
            else "",
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
