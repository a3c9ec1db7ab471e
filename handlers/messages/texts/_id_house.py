"""Indonesian: what is said about the house."""

from handlers.messages.texts._id_words import IndonesianWords
from handlers.messages.texts.base_house import HouseTexts
from handlers.services.controls.health import Health
from handlers.services.controls.limits import Limits
from handlers.services.controls.sending import Guard, Typed
from storage.models.outbox import Notice
from storage.values import Rupiah

_GUARDS = {
    Guard.ECHO: "jawaban Faspay untuk pesanan {order} berbeda dari yang dikirim.",
    Guard.NO_ROOM: "tidak ada ruang untuk menyimpan jawaban Faspay; apakah disk penuh?",
    Guard.UNIT: "saldo tidak turun sebagaimana mestinya dengan pesanan {order}. "
    "Bandingkan dengan Faspay sebelum membuka; periksa FASPAY_AMOUNT_UNIT.",
    Guard.UNIT_UNTOLD: "Faspay tidak memberi tahu saldo setelah pesanan {order}, jadi jumlahnya "
    "belum terbukti. Bandingkan dengan Faspay berapa yang keluar sebelum membuka; pesanan "
    "berikutnya diukur lagi.",
    Guard.CLOCK: "jam mesin ini dan jam Faspay berbeda dua menit atau lebih (jam Faspay dikurangi "
    "jam kita: {order} detik). Minta jamnya disetel (NTP) sebelum membuka.",
    Guard.DEBIT: "mutasi Faspay memuat debit yang tidak dijelaskan oleh pesanan kita. Periksa "
    "dengan /reconcile dan Faspay sebelum membuka.",
    Guard.UPDATES_TAKEN: "pihak lain memegang token bot ini dan sudah tiga kali dalam satu jam "
    "mengambil pesan orang dari saya. Nama dan nomor HP mungkin sudah sampai ke pihak lain. "
    "Sebelum membuka, minta token baru di @BotFather (/revoke) dan pasang di TELEGRAM_BOT_TOKEN.",
    Guard.OLD_DATA: "basis data lebih lama daripada yang sudah dikerjakan: sebuah cadangan "
    "dipasang sebagai gantinya. Cocokkan dulu: /reconcile",
}


class IndonesianHouse(IndonesianWords, HouseTexts):
    """What admins read."""

    def why(self, reason: str) -> str:
        guard, _space, order_no = reason.partition(" ")
        known = next((words for each, words in _GUARDS.items() if each == guard), None)
        return known.format(order=order_no) if known else reason

    def wrote(self, typed: Typed) -> str:
        return f"{typed.by or 'Seseorang'} menulis: “{typed.words}”"

    def _reason(self, reason: str, typed: Typed | None) -> str:
        if typed is not None:
            return self.wrote(typed)
        return f"Alasan: {self.why(reason)}" if reason else ""

    def line_changed(
        self, kind: Notice, reason: str, typed: Typed | None = None, by: str = ""
    ) -> str:
        if kind is Notice.LINE_STOPPED and reason == Guard.OLD_DATA:
            return self._old_data()
        if kind is Notice.LINE_STOPPED:
            return self.lines(
                "⚠️ Pengiriman dihentikan: pesanan baru tidak dikirim, yang di jalan selesai.",
                self._reason(reason, typed),
                "Setelah diperiksa, buka lagi dengan /resume",
            )
        return self.lines("Pengiriman dibuka lagi ✓", f"Dibuka oleh {by}." if by else "")

    def _old_data(self) -> str:
        return self.lines(
            "⚠️ Data lama terpasang: keadaan basis data yang lebih awal, tanpa pesanan dan "
            "perubahan terbaru. Tidak ada yang dikirim; pesanan dari waktu itu tidak saya kirim "
            "lagi.",
            "Saya sedang menanyakan setiap pesanan ke Faspay dan mencocokkan dengan mutasinya.",
            "Mohon periksa yang tidak bisa saya ketahui:",
            "• /people: siapa yang sejak itu ditangguhkan atau diterima? Lakukan lagi. Undangan "
            "dari waktu itu tidak berlaku.",
            "• /limits: masih benar? Jumlah sehari bisa kurang dari sebenarnya.",
            "• Kode pesanan yang hilang di sini masih ada di chat agen, tetapi tidak bisa saya "
            "temukan atau hapus.",
            "Setelah pencocokan lengkap, hasilnya datang di sini (ulangi: /reconcile). Periksa "
            "setiap selisih, lalu buka dengan /resume",
        )

    def line_held(self) -> str:
        return (
            "Pengiriman belum bisa dibuka: data lebih lama daripada yang sudah dikerjakan, dan "
            "pencocokan dengan Faspay belum menunjukkan bahwa tidak ada yang hilang. Pencocokan "
            "diulang sendiri; laporan terbaru menyebut waktunya. Lalu /resume"
        )

    def clock_warning(self, seconds: int) -> str:
        return self.lines(
            f"⚠️ {self._clock(seconds)}",
            "Minta jamnya disetel (NTP). Mulai 120 detik pengiriman berhenti: Faspay menolak yang "
            "tanggalnya salah, dan jam yang kami sebut tidak benar.",
        )

    def _clock(self, seconds: int) -> str:
        way = "lebih lambat dari" if seconds > 0 else "lebih cepat dari"
        return f"Jam mesin ini kira-kira {abs(seconds)} detik {way} jam Faspay."

    def updates_elsewhere(self, kind: Notice) -> str:
        if kind is Notice.UPDATES_TAKEN:
            return self.lines(
                "⚠️ Pihak lain memegang token bot ini dan baru saja mengambil pesan orang dari "
                "saya. Setiap kali terjadi, saya ambil kembali saat itu juga.",
                "Yang ditulis sementara itu mungkin sampai ke mereka, termasuk nama dan nomor HP, "
                "dan tidak sampai ke saya. Mereka juga bisa menulis atas nama bot ini.",
                "Uangnya: pesanan yang sudah saya terima tidak tersentuh. Pada kali ketiga dalam "
                "satu jam saya menghentikan semua pengiriman.",
                self._new_token(),
                "Bila itu salinan uji bot ini, beri salinan itu token sendiri.",
            )
        return self.lines(
            "⚠️ Program lain mengambil pesan dengan token bot ini: salinan kedua bot ini, atau "
            "pihak lain. Sebagian pesan sampai ke sana, bukan ke saya, termasuk nama dan nomor HP; "
            "yang menulis tidak mendapat jawaban, atau mendapat jawaban yang aneh.",
            "Uangnya: pesanan yang sudah saya terima tidak tersentuh.",
            "Hentikan program lain itu: salinan yang masih berjalan, atau percobaan dengan token "
            "ini. Bila tidak ada yang Anda ketahui, pihak lain memegang token ini.",
            self._new_token(),
        )

    def _new_token(self) -> str:
        return (
            "Lalu minta yang menjalankan bot ini membuat token baru di @BotFather (/revoke), "
            "memasangnya di TELEGRAM_BOT_TOKEN, dan menjalankan bot lagi."
        )

    def stop_usage(self) -> str:
        return "Tulis alasannya: /stop ALASAN. Pengiriman belum dihentikan."

    def line_stopped_already(self, reason: str, typed: Typed | None = None) -> str:
        return self.lines("Pengiriman memang sedang dihentikan.", self._reason(reason, typed))

    def line_open_already(self) -> str:
        return "Pengiriman memang sedang terbuka."

    def limits(self, limits: Limits) -> str:
        return self.lines(
            f"Satu pesanan paling banyak: {self._limit(limits, limits.order)}",
            f"Satu agen sehari paling banyak: {self._limit(limits, limits.day)}",
            self._warning(limits),
            self.limits_usage(),
        )

    def _limit(self, limits: Limits, limit: Rupiah | None) -> str:
        if limit is not None:
            return self.amount(limit)
        return "belum ditetapkan" if limits.needed else "tanpa batas"

    def _warning(self, limits: Limits) -> str:
        if limits.missing:
            return (
                "⚠️ Belum ada yang dikirim sampai keduanya ditetapkan, karena ini uang sungguhan. "
                "Misalnya: /limits order 500.000, lalu /limits day 5.000.000"
            )
        if limits.too_low:
            return (
                f"⚠️ Pesanan paling sedikit {self.amount(limits.smallest)}: di bawah itu tidak ada "
                "yang bisa mengirim. Untuk menghentikan pengiriman: /stop ALASAN"
            )
        return ""

    def limits_changed(self, limits: Limits) -> str:
        return self.lines("Batas diubah.", self.limits(limits))

    def limits_missing(self) -> str:
        return self.lines(
            "⚠️ Belum ada yang bisa dikirim: untuk uang sungguhan batasnya harus ditetapkan dulu, "
            "untuk satu pesanan dan untuk satu agen sehari. Tanpa batas, siapa pun yang menemukan "
            "HP agen bisa menguras saldo.",
            "Tetapkan keduanya, misalnya: /limits order 500.000, lalu /limits day 5.000.000",
            "Sampai saat itu tidak ada yang dikirim, dan agen yang mencoba diminta menghubungi "
            "Anda.",
        )

    def limits_usage(self) -> str:
        return "Mengubah: /limits order JUMLAH, /limits day JUMLAH, atau off sebagai jumlahnya"

    def health(self, health: Health) -> str:
        why = self.wrote(health.typed) if health.typed else self.why(health.reason)
        state = f"dihentikan ({why})" if health.stopped else "terbuka"
        return self.lines(
            f"Pengiriman: {state}",
            f"Pesanan menunggu dikirim: {health.waiting}",
            f"Sedang dikirim: {health.sending}",
            f"Belum pasti: {health.unknown}",
            f"Siap diambil: {health.to_collect}",
            f"Pesan masuk yang belum dibaca: {health.open_updates}",
            f"⚠️ {self._clock(health.clock_seconds)}" if health.clock_seconds else "",
            "⚠️ Batas belum ditetapkan: sampai ditetapkan, tidak ada yang dikirim. Lihat /limits"
            if health.limits_missing
            else "",
        )

    def watching(self, *, on: bool) -> str:
        if on:
            return "Anda akan menerima kabar setiap pesanan. Berhenti: /watch"
        return "Kabar setiap pesanan dimatikan untuk Anda. Nyalakan lagi: /watch"

    def balance_asked(self) -> str:
        return "Saldo sedang ditanyakan ke Faspay; jawabannya datang di sini."

    def balance(self, total: Rupiah, available: Rupiah, in_flight: Rupiah) -> str:
        return self.lines(
            f"Saldo di Faspay: {self.amount(total)}",
            f"Bisa dipakai: {self.amount(available)}",
            f"Pesanan yang belum terkirim atau belum pasti: {self.amount(in_flight)}",
        )

    def balance_unknown(self) -> str:
        return "Faspay belum menjawab berapa saldonya. Tanyakan lagi nanti: /balance"

    def back_again(self) -> str:
        return "Saya sempat tidak aktif, sekarang kembali. Pertanyaan ini masih terbuka:"

    def broken(self) -> str:
        return (
            "Maaf, pesan Anda tadi tidak bisa saya proses, dan tidak mengubah apa pun. "
            "Periksa /orders, lalu kirim lagi bila perlu."
        )
