"""Indonesian: what is said while an order is being written."""

from collections.abc import Sequence

from handlers.messages.order_views import OrderView
from handlers.messages.texts._id_words import IndonesianWords
from handlers.messages.texts.base_drafts import DraftTexts
from handlers.messages.texts.money_words import in_words
from handlers.services.orders.requests import Refusal, Refused
from storage.models.channel import Channel
from storage.models.order import Code, Money
from storage.models.person import Role
from storage.values import AmountRule, No, Reason, Rupiah

_REASONS = {
    Reason.PHONE_CHARACTERS: "Nomor HP hanya angka, misalnya 0812-3456-7890.",
    Reason.LANDLINE: "Itu nomor telepon rumah. Perlu nomor HP yang mulai dengan 08.",
    Reason.SERVICE_NUMBER: "Itu nomor layanan. Perlu nomor HP penerima yang mulai dengan 08.",
    Reason.FOREIGN: "Itu bukan nomor Indonesia. Perlu nomor HP Indonesia (08… atau +62…).",
    Reason.PHONE_START: "Nomor HP harus mulai dengan 08, +62 atau 62.",
    Reason.UNKNOWN_PREFIX: "Awalan nomor itu tidak dikenal. Periksa lagi nomornya.",
    Reason.TOO_SHORT: "Nomor itu terlalu pendek. Periksa, mungkin ada angka yang tertinggal.",
    Reason.TOO_LONG: "Itu terlalu panjang. Periksa dan tulis lagi.",
    Reason.EXTRA_DIGITS: "Angka terakhirnya belum jelas, termasuk nomor itu atau bukan. Tulis "
    "nomornya saja, misalnya 0812-3456-7890.",
    Reason.SEVERAL_PHONES: "Mungkin ada lebih dari satu nomor di situ. Tulis satu nomor saja.",
    Reason.BANK_ACCOUNT: "Itu sepertinya nomor rekening, jadi tidak saya pakai sebagai nomor HP.",
    Reason.NO_COUNTRY: "Nomor kontak itu tidak menyebut negaranya. Kalau nomor Indonesia, ketik "
    "mulai dengan 08.",
    Reason.FEW_LETTERS: "Nama paling sedikit dua huruf.",
    Reason.DIGITS_IN_NAME: "Nama tidak boleh berisi angka.",
    Reason.COMMAND: "Itu perintah, bukan jawaban.",
    Reason.NAME_CHARACTERS: "Ada tanda yang tidak boleh di nama. Pakai huruf, spasi, titik, koma, "
    "tanda hubung dan apostrof saja.",
    Reason.NOT_LATIN: "Nama perlu ditulis dengan huruf Latin. Ketik ulang, jangan disalin.",
    Reason.BIDI: "Ada tanda tersembunyi di dalamnya. Ketik ulang, jangan disalin.",
    Reason.INVISIBLE: "Ada tanda yang tidak terlihat di dalamnya. Ketik ulang, jangan disalin.",
    Reason.UNCLEAR: "Jumlahnya belum jelas. Tulis lengkap, misalnya 500.000.",
    Reason.GROUPED_WITH_UNIT: "Itu bisa dibaca dua cara. Tulis lengkap, misalnya 500.000.",
    Reason.AMBIGUOUS_M: "“m” bisa juta atau miliar. Tulis lengkap, misalnya 500.000.",
    Reason.CENTS: "Tulis tanpa sen, misalnya 500.000.",
    Reason.UNREADABLE: "Itu belum bisa dibaca. Tulis lagi dengan jelas.",
    Reason.START_WITH_DIGITS: "Mulai jumlah dengan angka, misalnya 500.000.",
    Reason.UNKNOWN_UNIT: "Satuannya tidak dikenal. Tulis dalam rupiah, misalnya 500.000.",
    Reason.PLAIN_DIGITS: "Pakai angka biasa 0 sampai 9, misalnya 500.000.",
}


class IndonesianDrafts(IndonesianWords, DraftTexts):
    """The questions, their corrections, and how a draft ends."""

    def ask_channel(self) -> str:
        return "Di mana penerima akan mengambil uangnya?"

    def ask_channel_again(self) -> str:
        return "Pilih salah satu tombol, atau tulis namanya."

    def ask_name(self) -> str:
        return "Siapa nama penerima? Tulis seperti di KTP."

    def ask_phone(self) -> str:
        return "Nomor HP penerima? Ketik, tempel, atau kirim kontaknya."

    def ask_amount(self, channel: Channel, rule: AmountRule) -> str:
        return (
            f"Berapa jumlahnya? {self.channel(channel)}: {self.amount(rule.minimum)} sampai "
            f"{self.amount(rule.maximum)}, kelipatan {self.amount(rule.step)}."
        )

    def read_back(self, channel: Channel, name: str, phone: str, amount: Rupiah) -> str:
        return self.paragraphs(
            "Periksa bersama penerima:",
            self.lines(
                f"Nama: {name}",
                f"Nomor HP: {phone}",
                f"Jumlah: {self.amount(amount)}",
                f"({in_words(amount, 'id')})",
                f"Diambil di: {self.channel(channel)}",
            ),
            "Sudah benar? Setelah dikonfirmasi tidak bisa ditarik kembali.",
        )

    def confirm_or_change(self) -> str:
        return (
            "Tekan tombol, atau tulis “ya” untuk konfirmasi, “ubah nama”, “ubah nomor”, "
            "“ubah jumlah” atau “batal”."
        )

    def did_you_mean(self, guess: str) -> str:
        return f"Maksudnya {guess}?"

    def which_name(self, phone: str | None) -> str:
        asked = f"Nomor {phone} milik siapa?" if phone else "Nama mana yang benar?"
        return f"{asked} Tekan nama yang sesuai KTP, atau tulis namanya."

    def refused_value(self, no: No) -> str:
        limit = self.amount(no.limit or 0)
        if no.reason is Reason.BELOW_MINIMUM:
            return f"Jumlahnya paling sedikit {limit}."
        if no.reason is Reason.ABOVE_MAXIMUM:
            return f"Jumlahnya paling banyak {limit}."
        if no.reason is Reason.NOT_A_MULTIPLE:
            nearest = " atau ".join(self.amount(near) for near in no.nearest)
            hint = f" Yang terdekat: {nearest}." if nearest else ""
            return f"Jumlahnya harus kelipatan {limit}.{hint}"
        return _REASONS[no.reason]

    def noted(self, parts: Sequence[str]) -> str:
        return f"Sudah dicatat: {', '.join(parts)}."

    def earlier_dropped(self) -> str:
        return "Data orang yang tadi dihapus."

    def contact_without_number(self) -> str:
        return "Kontak itu tidak punya nomor."

    def contact_left_out(self) -> str:
        return "Tidak ada yang diambil dari kontak itu."

    def started_over(self) -> str:
        return "Kita mulai dari awal. Isian yang tadi dihapus, tidak ada yang dikirim."

    def draft_ended(self) -> str:
        return (
            "Isian tadi sudah berakhir karena 30 menit tidak dilanjutkan. Tidak ada yang dikirim. "
            "Mulai lagi: /cashout"
        )

    def draft_cancelled(self) -> str:
        return "Dibatalkan. Tidak ada yang dikirim. Mulai lagi kapan saja: /cashout"

    def nothing_to_cancel(self) -> str:
        return "Tidak ada yang bisa dibatalkan sekarang. Pesanan Anda: /orders"

    def order_cancelled(self, order_no: str) -> str:
        return (
            f"Pesanan {order_no} dibatalkan sebelum dikirim. Tidak ada uang keluar. "
            "Boleh membuat pesanan baru: /cashout"
        )

    def too_late_to_cancel(self, view: OrderView) -> str:
        return (
            f"Pesanan {view.order_no} sedang atau sudah dikirim, tidak bisa ditarik lagi. "
            f"{self._ends(view)} Kalau tidak diambil, tunggu kabar dari saya bahwa uangnya kembali."
        )

    def _ends(self, view: OrderView) -> str:
        if view.money is not Money.ISSUED:
            return "Hasilnya belum pasti; saya kabarkan begitu ada jawaban Faspay."
        if view.code is Code.MISSING:
            return "Kodenya tidak sampai kepada kami; admin sudah tahu."
        if view.expires_at is None:
            return "Batas waktu kodenya tidak disebut Faspay, biasanya 24 jam."
        tense = "berakhir" if view.code_over else "berlaku sampai"
        return f"Kodenya {tense} {self.moment(view.expires_at)}."

    def accepted(self, order_no: str) -> str:
        return f"Pesanan {order_no} diterima ✓"

    def already_accepted(self, order_no: str) -> str:
        return f"Sudah diterima: pesanan {order_no}. Tidak ada yang dikirim dua kali."

    def question_over(self) -> str:
        return "Pertanyaan itu sudah lewat. Lihat pesan yang paling baru."

    def refusal(self, refused: Refused) -> str:
        limit = self.amount(refused.limit or 0)
        why = {
            Refusal.NOT_AN_AGENT: "Hanya agen yang membuat pesanan.",
            Refusal.SUSPENDED: self.stopped_for_you(),
            Refusal.LINE_STOPPED: "Pengiriman sedang dihentikan. Simpan data penerima dan coba "
            "lagi setelah ada kabar dari admin.",
            Refusal.LIMITS_MISSING: "Belum ada yang bisa dikirim: batas jumlah perusahaan belum "
            "ditetapkan. Simpan data penerima dan minta admin menetapkan kedua batas dengan "
            "/limits; lalu mulai lagi: /cashout",
            Refusal.CHANNEL_CLOSED: "Tempat itu sedang ditutup. Pilih yang lain.",
            Refusal.AMOUNT: "Jumlah itu tidak boleh di tempat ini. Tulis jumlah lain.",
            Refusal.ORDER_LIMIT: f"Satu pesanan paling banyak {limit}. "
            "Tulis jumlah yang lebih kecil, atau hubungi admin.",
            Refusal.DAY_LIMIT: f"Batas harian Anda: hari ini tersisa {limit}. "
            "Tulis jumlah yang lebih kecil, atau hubungi admin.",
            Refusal.UNIT_UNPROVEN: "Sebelum jumlah lain dikirim, satu pesanan terkecil harus "
            f"membuktikan jalannya. Tulis {limit}.",
            Refusal.ONE_AT_A_TIME: "Pesanan pertama lain sedang berjalan; satu demi satu dulu "
            "sampai selesai. Mulai lagi sebentar: /cashout",
        }[refused.refusal]
        return f"Pesanan tidak dibuat, tidak ada uang keluar. {why}"

    def stopped_for_you(self) -> str:
        return "Hak Anda sedang dihentikan. Hubungi admin perusahaan Anda."

    def only_agents(self, role: Role) -> str:
        return (
            f"Anda {self.role(role)}; pesanan dibuat oleh agen. "
            "Anda bisa melihat pesanan dengan /orders dan /order NOMOR."
        )

    def edits_change_nothing(self) -> str:
        return "Pesan yang diubah tidak dibaca lagi. Kirim sebagai pesan baru, ya."

    def forwards_confirm_nothing(self) -> str:
        return "Pesan terusan tidak dipakai sebagai jawaban ini. Ketik sendiri, ya."

    def others_bots_confirm_nothing(self) -> str:
        return (
            "Kata-kata yang masuk lewat bot lain tidak dipakai sebagai jawaban ini. "
            "Ketik sendiri, ya."
        )

    def came_early(self) -> str:
        return "Jawaban Anda datang sebelum ini tampil. Mohon periksa dulu."

    def came_late(self) -> str:
        return "Jawaban Anda lama tertahan di jalan. Apakah penerima masih menunggu? Periksa lagi:"

    def only_words(self) -> str:
        return (
            "Itu tidak bisa saya baca. Kirim tulisan; nomor HP boleh juga sebagai kontak, "
            "atau semuanya sekaligus, seperti: Budi Santoso 0812-3456-7890 300rb"
        )

    def hint(self, role: Role) -> str:
        if role is Role.AGENT:
            return (
                "Untuk mengirim uang tulis /cashout, atau langsung nama, nomor HP dan jumlah, "
                "seperti: Budi Santoso 0812-3456-7890 300rb"
            )
        return "Tulis /help untuk melihat apa yang bisa Anda lakukan di sini."
