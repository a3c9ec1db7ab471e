"""The words of Indonesian: buttons, channels, states, roles."""

from typing import Literal

from handlers.messages.texts.formats import Formats, Labels
from storage.models.channel import Channel
from storage.models.order import Money
from storage.models.person import Role, Standing

_LABELS = Labels(
    confirm="Konfirmasi",
    edit_name="Ubah nama",
    edit_phone="Ubah nomor",
    edit_amount="Ubah jumlah",
    cancel="Batal",
    yes="Ya",
    write_again="Bukan, tulis ulang",
    another_name="Nama lain",
    show_code="Lihat kode",
    approve="Setujui",
    reject="Tolak",
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_CHANNELS = {
    Channel.PERMATA: "ATM Permata",
    Channel.ALFAMART: "Alfamart",
    Channel.INDOMARET: "Indomaret",
}
_STATUS = {
    Money.AWAITING_APPROVAL: "menunggu persetujuan",
    Money.REQUESTED: "menunggu dikirim ke Faspay",
    Money.SENDING: "sedang dikirim ke Faspay",
    Money.UNKNOWN: "belum pasti, sedang ditanyakan ke Faspay",
    Money.ISSUED: "siap diambil",
    Money.FAILED: "gagal, uang tidak keluar",
    Money.PAID: "sudah diambil",
    Money.REVERSED: "dibalik, uang sudah kembali",
    Money.CANCELLED: "dibatalkan, tidak ada uang keluar",
    Money.NOT_SENT: "tidak terkirim, tidak ada uang keluar",
    Money.REJECTED: "ditolak Faspay, tidak ada uang keluar",
    Money.NOT_CREATED: "tidak pernah dibuat, tidak ada uang keluar",
}
_ROLES = {Role.AGENT: "agen", Role.SUPERVISOR: "supervisor", Role.ADMIN: "admin"}
_STANDINGS = {Standing.ACTIVE: "aktif", Standing.SUSPENDED: "dihentikan sementara"}


class IndonesianWords(Formats):
    """What the Indonesian messages are put together from."""

    @property
    def language(self) -> Literal["id"]:
        return "id"

    @property
    def labels(self) -> Labels:
        return _LABELS

    @property
    def months(self) -> tuple[str, ...]:
        return _MONTHS

    def channel(self, channel: Channel) -> str:
        return _CHANNELS[channel]

    def status(self, money: Money) -> str:
        return _STATUS[money]

    def role(self, role: Role) -> str:
        return _ROLES[role]

    def standing(self, standing: Standing) -> str:
        return _STANDINGS[standing]
