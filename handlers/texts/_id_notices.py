"""Indonesian: the words of each notice about an order, to its agent and to those who watch."""

from storage.outbox import Notice

_NEW_ORDER = "Bila masih perlu, boleh membuat pesanan baru: /cashout"
_NO_NEW_ORDER = "Jangan buat pesanan baru untuk orang ini."

OWN = {
    Notice.REQUESTED: "Pesanan diterima.",
    Notice.ISSUED: "Faspay sudah menerima pesanan ini. Kodenya ada di kartu pesanan.",
    Notice.CODE_LATE: "Kodenya sudah ada. Lihat di kartu pesanan ini, atau tekan tombol.",
    Notice.CODE_MISSING: "⚠️ Pesanan ini ada di Faspay dan uangnya sudah disisihkan, tetapi kodenya "
    f"tidak sampai kepada kami. Pesanannya tetap berlaku. {_NO_NEW_ORDER} "
    "Sampaikan kepada penerima: uangnya tercatat, kodenya sedang diurus, mohon "
    "menunggu. Admin sudah diberi tahu untuk menghubungi "
    "Faspay dengan nomor pesanan ini.",
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
    Notice.NOT_SENT: f"Pesanan tidak sampai ke Faspay: tidak ada uang keluar. {_NEW_ORDER}",
    Notice.REJECTED: "Faspay menolak pesanan ini dan memastikan tidak mencatatnya: tidak ada uang "
    "keluar. Periksa nama, nomor HP dan jumlahnya. " + _NEW_ORDER,
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

OTHERS = {
    Notice.REQUESTED: "Pesanan baru.",
    Notice.ISSUED: "Faspay sudah menerima pesanan ini; uangnya menunggu diambil.",
    Notice.CODE_LATE: "Kodenya sudah ada.",
    Notice.CODE_MISSING: "⚠️ Pesanan ini ada di Faspay dan uangnya sudah disisihkan, tetapi kodenya "
    "tidak sampai kepada kami. Pesanannya tetap berlaku: jangan diulang. Hubungi Faspay "
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
    Notice.UNRESOLVED: "⚠️ Sudah lama belum pasti apakah uang pesanan ini keluar. Tanyakan "
    "kepada Faspay dengan nomor pesanan ini; jangan diulang.",
    Notice.UNREACHABLE: "⚠️ Agen ini memblokir bot, jadi kabar pesanan ini belum sampai kepadanya. "
    "Hubungi langsung.",
}
