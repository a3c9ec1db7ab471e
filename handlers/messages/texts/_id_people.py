"""Indonesian: what is said about people."""

from collections.abc import Sequence

from handlers.messages.texts._id_words import IndonesianWords
from handlers.messages.texts.base_people import PeopleTexts
from handlers.services.orders.codes import Collectable
from handlers.services.people.members import Problem
from storage.models.person import Person, Role
from storage.values import Inert

_HELP = {
    Role.AGENT: (
        "Saya membantu Anda mengirim uang tunai kepada penerima tanpa kartu bank.\n\n"
        "Tulis /cashout, atau langsung nama, nomor HP dan jumlah dalam satu pesan, seperti:\n"
        "Budi Santoso 0812-3456-7890 300rb\n\n"
        "/orders melihat pesanan Anda\n/order NOMOR satu pesanan\n/code NOMOR kode sekali lagi\n"
        "/cancel membatalkan\n/language bahasa"
    ),
    Role.SUPERVISOR: (
        "Di sini Anda mengikuti pesanan tim Anda; setiap perubahan saya kabarkan.\n\n"
        "/orders pesanan terbaru tim\n/order NOMOR satu pesanan dan riwayatnya\n"
        "/team anggota tim\n/language bahasa"
    ),
    Role.ADMIN: (
        "Anda menentukan siapa boleh mengirim uang, dan bisa menghentikan pengiriman.\n\n"
        "/invite agent|supervisor|admin [TIM] mengundang\n/people semua orang\n"
        "/team ID TIM memasukkan orang ke tim\n"
        "/suspend ID menghentikan, /restore ID mengaktifkan kembali\n"
        "/stop ALASAN menghentikan pengiriman, /resume membukanya\n"
        "/limits batas jumlah\n/balance saldo di Faspay\n"
        "/reconcile mencocokkan pesanan dengan buku Faspay\n"
        "/orders dan /order NOMOR pesanan\n/audit [NOMOR] catatan\n/health keadaan\n"
        "/watch kabar setiap pesanan\n/language bahasa"
    ),
}
_COMMON = [("language", "Pilih bahasa"), ("help", "Bantuan")]
_MENU = {
    Role.AGENT: [
        ("cashout", "Kirim uang tunai"),
        ("orders", "Pesanan saya"),
        ("code", "Lihat kode lagi: /code NOMOR"),
        ("cancel", "Batalkan"),
    ],
    Role.SUPERVISOR: [
        ("orders", "Pesanan tim"),
        ("order", "Satu pesanan: /order NOMOR"),
        ("team", "Anggota tim"),
    ],
    Role.ADMIN: [
        ("orders", "Pesanan terbaru"),
        ("order", "Satu pesanan: /order NOMOR"),
        ("people", "Semua orang"),
        ("invite", "Undang: /invite PERAN [TIM]"),
        ("team", "Masukkan ke tim: /team ID TIM"),
        ("suspend", "Hentikan seseorang: /suspend ID"),
        ("restore", "Aktifkan kembali: /restore ID"),
        ("stop", "Hentikan pengiriman: /stop ALASAN"),
        ("resume", "Buka pengiriman"),
        ("limits", "Batas jumlah"),
        ("balance", "Saldo di Faspay"),
        ("reconcile", "Cocokkan pesanan dengan Faspay"),
        ("audit", "Catatan: /audit [NOMOR]"),
        ("health", "Keadaan sistem"),
        ("watch", "Kabar setiap pesanan"),
    ],
}
_PROBLEMS = {
    Problem.LINK_UNKNOWN: "Undangan ini tidak berlaku: sudah dipakai, sudah lewat 15 menit, atau "
    "bukan milik Anda. Minta undangan baru kepada admin.",
    Problem.OWN_LINK: "Ini undangan Anda sendiri. Teruskan tautannya kepada orang yang diundang.",
    Problem.MEMBER_ALREADY: "Anda sudah terdaftar. Tulis /help untuk mulai.",
    Problem.SUSPENDED: "Hak Anda sedang dihentikan. Hubungi admin perusahaan Anda.",
    Problem.NOT_CLAIMED: "Undangan ini belum dipakai siapa pun.",
    Problem.CLAIM_WAITS: "Undangan Anda masih menunggu persetujuan pengundang. Kabarnya datang di "
    "sini.",
    Problem.CLAIM_OVER: "Undangan Anda tidak disetujui dalam satu jam, jadi sudah berakhir. "
    "Minta tautan baru kepada admin Anda.",
    Problem.TOO_LATE: "Tautannya dipakai lebih dari satu jam yang lalu, jadi undangan ini berakhir "
    "dan tidak ada yang diterima. Untuk mengundang lagi, tulis /invite dan teruskan tautan baru.",
    Problem.DECIDED: "Undangan ini sudah diputuskan.",
    Problem.NOBODY: "Tidak ada orang dengan ID itu. Lihat /people",
    Problem.ONESELF: "Anda tidak bisa menghentikan diri sendiri.",
    Problem.LAST_ADMIN: "Ini admin terakhir; harus ada setidaknya satu.",
    Problem.UNCHANGED: "Sudah begitu keadaannya; tidak ada yang diubah.",
}


class IndonesianPeople(IndonesianWords, PeopleTexts):
    """The door of the house."""

    def help(self, role: Role) -> str:
        return _HELP[role]

    def menu(self, role: Role) -> list[tuple[str, str]]:
        return [*_MENU[role], *_COMMON]

    def stranger(self) -> str:
        return (
            "Halo! Bot ini hanya untuk petugas perusahaan; bila Anda salah satunya, "
            "minta tautan undangan kepada admin Anda."
        )

    def suspended(self) -> str:
        return "Hak Anda di sini sedang dihentikan; hubungi admin perusahaan Anda."

    def only_private(self, link: str) -> str:
        return f"Saya hanya bekerja di chat pribadi: {link}"

    def not_for_role(self, role: Role) -> str:
        return f"Perintah itu bukan untuk {self.role(role)}. Yang bisa Anda pakai: /help"

    def unknown_command(self) -> str:
        return "Perintah itu tidak ada. Yang bisa Anda pakai: /help"

    def invitation(self, role: Role, team: Inert, link: str) -> str:
        of_team = f", tim {team}" if team else ""
        return (
            f"Undangan untuk {self.role(role)}{of_team}. Berlaku 15 menit, untuk satu orang. "
            f"Teruskan tautan ini; setelah dipakai, saya minta persetujuan Anda.\n\n{link}"
        )

    def invite_usage(self) -> str:
        return "Tulis: /invite agent|supervisor|admin [TIM], misalnya /invite agent Bandung"

    def claimed(self) -> str:
        return "Terima kasih. Pengundang Anda perlu menyetujui dulu; kabarnya datang di sini."

    def somebody_claimed(self, name: Inert, person_id: int, role: Role, team: Inert) -> str:
        of_team = f", tim {team}" if team else ""
        return (
            f"{name} (ID {person_id}) memakai undangan Anda untuk {self.role(role)}{of_team}. "
            "Pastikan benar orangnya, misalnya lewat telepon. Anda bisa menyetujui selama satu jam."
        )

    def approved(self, name: Inert, role: Role) -> str:
        return f"{name} sekarang {self.role(role)}."

    def rejected(self, name: Inert) -> str:
        return f"{name} ditolak dan tidak mendapat akses."

    def welcome(self, role: Role) -> str:
        return f"Selamat datang! Anda sekarang {self.role(role)}.\n\n{self.help(role)}"

    def not_approved(self) -> str:
        return "Pengundang Anda tidak menyetujui. Bila ini keliru, hubungi admin Anda."

    def problem(self, problem: Problem) -> str:
        return _PROBLEMS[problem]

    def people(self, rows: Sequence[tuple[Person, Inert]]) -> str:
        if not rows:
            return "Belum ada orang."
        return "\n".join(self._person(person, name) for person, name in rows)

    def _person(self, person: Person, name: Inert) -> str:
        parts = (
            f"{name} (ID {person.person_id})",
            self.role(person.role),
            Inert(person.team),
            self.standing(person.standing),
            "memblokir bot" if person.unreachable else "",
        )
        return " · ".join(part for part in parts if part)

    def which_person(self, command: str) -> str:
        return f"Tulis: /{command} ID. ID setiap orang ada di /people"

    def person_suspended(self, name: Inert, person_id: int) -> str:
        return (
            f"{name} dihentikan mulai sekarang; pesanannya yang belum terkirim tidak akan dikirim. "
            f"Mengaktifkan kembali: /restore {person_id}"
        )

    def codes_still_out(self, still: Collectable) -> str:
        until = f", paling lambat sampai {self.moment(still.until)}" if still.until else ""
        return (
            f"Masih ada {still.codes} kode yang sudah mereka lihat, seluruhnya "
            f"{self.amount(still.total)}, yang uangnya masih bisa diambil{until}. Kodenya sedang "
            "saya hapus dari layar mereka, tetapi kode yang sudah dicatat orang tetap berlaku. "
            "Kalau uang itu tidak boleh keluar lagi, segera telepon Faspay."
        )

    def person_restored(self, name: Inert, person_id: int) -> str:
        return f"{name} aktif kembali. Menghentikan lagi: /suspend {person_id}"

    def choose_language(self) -> str:
        return "Pilih bahasa Anda. Choose your language."

    def language_chosen(self) -> str:
        return "Baik, mulai sekarang dalam bahasa Indonesia."
