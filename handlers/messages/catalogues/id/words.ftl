### Labels of buttons, and the names of what orders, people and channels can be.

# Buttons
label-confirm = Konfirmasi
label-edit-name = Ubah nama
label-edit-phone = Ubah nomor
label-edit-amount = Ubah jumlah
label-edit-purpose = Ubah tujuan
label-cancel = Batal
label-yes = Ya
label-write-again = Bukan, tulis ulang
label-another-name = Nama lain
label-another-phone = Nomor lain
label-show-code = Lihat kode
label-copy-code = Salin kode
label-send-again = Kirim lagi
label-approve = Setujui
label-reject = Tolak
label-ask-support = Pesan untuk Faspay

# Lists of orders
label-today = Hari ini
label-this-week = Minggu ini
label-previous = ← Sebelumnya
label-next = Berikutnya →
label-look-further = Cari lebih jauh →

# Groups of orders, as people think of them: on buttons, and in the heading of a list
group-waiting = Menunggu
group-collected = Sudah diambil
group-back = Gagal atau kembali
group-needs-people = Perlu orang

# How a time is written (Unicode's date fields); the zone follows by itself: 22 Nov 2026 14.05 WIB
pattern-moment = d MMM y HH.mm
pattern-second = d MMM y HH.mm.ss
pattern-day = d MMM y
pattern-clock = HH.mm

# Channels, as on their buttons
channel-permata = ATM Permata
channel-alfamart = Alfamart
channel-indomaret = Indomaret

# Where the money of an order is
status-awaiting-approval = menunggu persetujuan
status-requested = menunggu dikirim ke Faspay
status-sending = sedang dikirim ke Faspay
status-unknown = belum pasti, sedang ditanyakan ke Faspay
status-issued = siap diambil
status-failed = gagal, uang tidak keluar
status-paid = sudah diambil
status-reversed = dibalik, uang sudah kembali
status-cancelled = dibatalkan, tidak ada uang keluar
status-not-sent = tidak terkirim, tidak ada uang keluar
status-rejected = ditolak Faspay, tidak ada uang keluar
status-not-created = tidak pernah dibuat, tidak ada uang keluar

role-agent = agen
role-supervisor = supervisor
role-admin = admin

standing-active = aktif
standing-suspended = dihentikan sementara
