"""Indonesian: the words of each notice about an order, to its agent and to those who watch."""

from storage.models.channel import Channel
from storage.models.order import Cause
from storage.models.outbox import Notice
from storage.models.refusal import RefusalKind

_NEW_ORDER = "Bila masih perlu, boleh membuat pesanan baru: /cashout"
_NO_NEW_ORDER = "Jangan buat pesanan baru untuk orang ini."

_NOT_SENT = "Pesanan tidak sampai ke Faspay: tidak ada uang keluar."
_REJECTED = "Faspay menolak pesanan ini dan memastikan tidak mencatatnya: tidak ada uang keluar."
_NOTHING_TO_RETYPE = (
    "Sebabnya ada pada urusan perusahaan dengan Faspay, bukan pada data yang Anda isi: tidak bisa "
    "diperbaiki di tempat, jadi jangan isi ulang dulu. Admin sudah diberi tahu; tanyakan kepada "
    "mereka kapan pesanan bisa dikirim lagi."
)

OWN = {
    Notice.REQUESTED: "Pesanan diterima.",
    Notice.ISSUED: "Faspay sudah menerima pesanan ini. Kodenya ada di kartu pesanan.",
    Notice.CODE_LATE: "Kodenya sudah ada. Lihat di kartu pesanan ini, atau tekan tombol.",
    Notice.CODE_MISSING: "⚠️ Pesanan ini ada di Faspay dan uangnya sudah disisihkan, tetapi kodenya "
    f"tidak sampai kepada kami. Pesanannya tetap berlaku. {_NO_NEW_ORDER} "
    "Sampaikan kepada penerima: uangnya tercatat, kodenya sedang diurus, mohon "
    "menunggu. Admin sudah diberi tahu untuk menghubungi "
    "Faspay dengan nomor pesanan ini.",
    Notice.CODE_MALFORMED: "⚠️ Ada kode dalam jawaban Faspay, tetapi tidak mungkin benar, jadi saya "
    "tahan: kode itu hanya akan ditolak. Uangnya mungkin sudah disisihkan untuk pesanan ini. "
    f"{_NO_NEW_ORDER} Sampaikan kepada penerima: kode yang benar sedang dimintakan, mohon "
    "menunggu. Admin sudah diberi tahu untuk memintanya dari Faspay.",
    Notice.UNKNOWN: f"Belum pasti apakah uangnya sudah keluar. {_NO_NEW_ORDER} Saya tanya Faspay "
    "terus; kabar menyusul.",
    Notice.REPORTED_ON_PROCESS: "Faspay mengabarkan pesanan ini sedang diproses, tetapi itu belum "
    f"dipastikan. {_NO_NEW_ORDER} Kabar menyusul.",
    Notice.REPORTED_SUCCESS: "Faspay mengabarkan uangnya sudah diambil, tetapi itu belum "
    f"dipastikan. {_NO_NEW_ORDER} Kabar menyusul.",
    Notice.PAID: "Uangnya sudah diambil ✓ Pesanan selesai.",
    Notice.FAILED: "Faspay sudah dua kali memastikan pesanan ini gagal: uangnya tidak keluar dan "
    f"kodenya tidak berlaku lagi. {_NEW_ORDER}",
    Notice.REVERSED: "Faspay membalik pesanan ini: uangnya sudah kembali ke perusahaan dan kodenya "
    "tidak berlaku lagi. Tanyakan dulu kepada penerima apakah ia menerima uang; bila ya, hubungi "
    "supervisor. Bila tidak, boleh membuat pesanan baru: /cashout",
    Notice.EXPIRED: "Belum pasti apakah uangnya sudah kembali. Jangan buat pesanan pengganti dulu; "
    "tunggu kabar dari saya.",
    Notice.CANCELLED: "Pesanan dibatalkan sebelum dikirim ke Faspay, karena terlalu lama menunggu "
    f"atau tidak boleh dikirim lagi. Tidak ada uang keluar. {_NEW_ORDER}",
    Notice.NOT_SENT: f"{_NOT_SENT} {_NEW_ORDER}",
    Notice.REJECTED: f"{_REJECTED} {_NEW_ORDER}",
    Notice.NOT_CREATED: "Setelah diperiksa dua orang: pesanan ini tidak pernah dibuat di Faspay, "
    f"tidak ada uang keluar. {_NEW_ORDER}",
    Notice.ECHO: f"⚠️ Jawaban Faspay perlu diperiksa orang dulu. {_NO_NEW_ORDER} Kabar menyusul.",
    Notice.LATE_EVIDENCE: "⚠️ Tadinya kami kabarkan tidak ada uang keluar, tetapi ternyata Faspay "
    f"mencatat pesanan ini. {_NO_NEW_ORDER} Bila sudah terlanjur dibuat, segera beri tahu "
    "supervisor Anda.",
    Notice.CONTRADICTION: "⚠️ Jawaban Faspay bertentangan dengan catatan kami. "
    f"{_NO_NEW_ORDER} Kabar menyusul.",
    Notice.UNRESOLVED: f"Masih belum pasti apakah uangnya sudah keluar. {_NO_NEW_ORDER} Sedang "
    "diperiksa orang.",
    Notice.UNREACHABLE: "Kabar pesanan ini belum bisa disampaikan.",
}

OWN_REFUSED: dict[tuple[Notice, RefusalKind | None], str] = {
    (
        Notice.REJECTED,
        RefusalKind.ORDER,
    ): f"{_REJECTED} Periksa nama, nomor HP dan jumlahnya. {_NEW_ORDER}",
    (Notice.REJECTED, RefusalKind.COMPANY): f"{_REJECTED} {_NOTHING_TO_RETYPE}",
    (Notice.NOT_SENT, RefusalKind.COMPANY): f"{_NOT_SENT} {_NOTHING_TO_RETYPE}",
}
"""What the agent reads instead, where it is known who can do something about a refusal."""

OF_THE_COMPANY = (
    "Ini soal akun perusahaan di Faspay atau pengaturan di sini, bukan soal penerima: pesanan lain "
    "bisa ikut ditolak. Periksa pengaturan FASPAY (python -m bot doctor), atau tanyakan kepada "
    "Faspay. Agen sudah diminta menunggu Anda."
)
OTHERS = {
    Notice.REQUESTED: "Pesanan baru.",
    Notice.ISSUED: "Faspay sudah menerima pesanan ini; uangnya menunggu diambil.",
    Notice.CODE_LATE: "Kodenya sudah ada.",
    Notice.CODE_MISSING: "⚠️ Pesanan ini ada di Faspay dan uangnya sudah disisihkan, tetapi kodenya "
    "tidak sampai kepada kami. Pesanannya tetap berlaku: jangan diulang. Hubungi Faspay "
    "dengan nomor pesanan ini.",
    Notice.CODE_MALFORMED: "Kodenya ditahan: tetap tersegel dan tidak ditampilkan kepada siapa "
    "pun. Uangnya mungkin sudah disisihkan: jangan diulang. Minta kode yang benar dari Faspay "
    "dengan nomor pesanan ini.",
    Notice.UNKNOWN: "Belum pasti apakah uangnya sudah keluar. Jangan diulang. Faspay ditanya "
    "terus; kabar menyusul.",
    Notice.REPORTED_ON_PROCESS: "Faspay mengabarkan sedang diproses, belum dipastikan.",
    Notice.REPORTED_SUCCESS: "Faspay mengabarkan uangnya sudah diambil, belum dipastikan.",
    Notice.PAID: "Uangnya sudah diambil ✓",
    Notice.FAILED: "Faspay sudah dua kali memastikan gagal: uangnya tidak keluar.",
    Notice.REVERSED: "Faspay membalik pesanan ini: uangnya sudah kembali ke perusahaan. Bila "
    "penerima ternyata sudah menerima uang, hubungi Faspay dengan nomor pesanan ini.",
    Notice.EXPIRED: "Belum pasti apakah uangnya sudah kembali; Faspay sedang ditanya.",
    Notice.CANCELLED: "Dibatalkan sebelum dikirim ke Faspay: tidak ada uang keluar.",
    Notice.NOT_SENT: "Tidak sampai ke Faspay: tidak ada uang keluar.",
    Notice.REJECTED: "Faspay menolak pesanan ini dan tidak mencatatnya: tidak ada uang keluar.",
    Notice.NOT_CREATED: "Setelah diperiksa dua orang: tidak pernah dibuat di Faspay, tidak ada "
    "uang keluar.",
    Notice.ECHO: "⚠️ Jawaban Faspay berbeda dari yang kami kirim. Pengiriman dihentikan dan kode "
    "ditahan. Bandingkan dengan catatan di Faspay; jangan diulang.",
    Notice.LATE_EVIDENCE: "⚠️ Tadinya tercatat tidak ada uang keluar, tetapi ternyata Faspay "
    "mencatat pesanan ini. Periksa apakah agen sudah membuat pesanan pengganti.",
    Notice.CONTRADICTION: "⚠️ Jawaban Faspay bertentangan dengan catatan kami. Periksa dan hubungi "
    "Faspay dengan nomor pesanan ini; jangan diulang.",
    Notice.UNRESOLVED: "⚠️ Masih belum pasti apakah uang pesanan ini keluar. Tanyakan "
    "kepada Faspay dengan nomor pesanan ini; jangan diulang.",
    Notice.UNREACHABLE: "⚠️ Agen ini memblokir bot, jadi kabar pesanan ini belum sampai kepadanya. "
    "Hubungi langsung.",
}

_AT_A_COUNTER = (
    "kode untuk kasir terdiri dari 4 sampai 32 huruf dan angka, sedangkan yang ini bukan."
)
MALFORMED = {
    Channel.PERMATA: "kode Permata tepat sepuluh angka, sedangkan yang ini bukan.",
    Channel.ALFAMART: _AT_A_COUNTER,
    Channel.INDOMARET: _AT_A_COUNTER,
}
"""What is wrong with a code that is held back for its form."""

_WHY_CANCELLED = {
    Cause.AGENT: "oleh agennya",
    Cause.SUPERVISOR: "oleh supervisor",
    Cause.AGE: "karena terlalu lama menunggu",
    Cause.CLOCK: "karena jam kami salah atau sempat berhenti: lama menunggunya tidak pasti",
    Cause.SUSPENSION: "karena agennya tidak boleh lagi mengirim pesanan",
    Cause.LIMIT: "karena ada batas jumlah",
    Cause.UNREADABLE: "karena datanya tidak bisa dibaca lagi",
}


def cancelled(cause: Cause, *, own: bool) -> str:
    """Say that an order was cancelled, and why."""
    why = _WHY_CANCELLED[cause]
    if own:
        return (
            f"Pesanan dibatalkan sebelum dikirim ke Faspay, {why}. Tidak ada uang keluar. "
            f"{_NEW_ORDER}"
        )
    return f"Dibatalkan sebelum dikirim ke Faspay, {why}. Tidak ada uang keluar."
