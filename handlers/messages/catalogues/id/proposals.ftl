### What admins read of what one person may not do alone: one asks, another decides.

# The card: what is asked for, by whom, then how it stands
proposal-reminder = ⏳ Masih menunggu keputusan:
proposal-head = Usulan #{ $number }: { $what }
proposal-asked = Diminta oleh { $who }, { $time }.

# What is asked for; each stands behind "Proposal #12:"
asks-open-sending = buka pengiriman lagi.
asks-open-part = membuka lagi pengiriman untuk { $part }.
asks-loosen-limit = ubah batas untuk { $scope } dari { $before } menjadi { $after }.
asks-purpose-on = hidupkan tujuan { $code }, dengan anggaran: { $budget }. Dengan itu pesanan bisa memakai lebih banyak uang seluruhnya.
asks-purpose-off = matikan tujuan { $code }. Sesudah itu pesanan dibuat tanpa tujuan dan anggarannya.
asks-enrol = terima { $who }. Peran: { $role }, tim: { $team }.
asks-suspend-admin = hentikan admin { $who }.
asks-restore = aktifkan kembali { $who }. Peran: { $role }.

# While it waits
proposal-nothing-yet = Belum ada yang berubah: untuk ini perlu dua orang.
proposal-who-decides = Yang bisa menyetujui: { $who }. Bila ragu apakah ini benar diminta, telepon dulu. Berakhir sendiri pada { $until }.
proposal-operator-decides = Tidak ada admin lain yang bisa menyetujui. Orang keduanya yang menjalankan bot, di mesinnya: python -m bot decide { $number }. Berakhir sendiri pada { $until }.

# How it ended
operator-alone = operator, di mesinnya
proposal-approved = ✓ Disetujui oleh { $who }, { $time }. Sudah dilakukan.
proposal-rejected = ✗ Ditolak oleh { $who }, { $time }. Tidak ada yang diubah.
proposal-expired = Berakhir, { $time }: tidak ada yang memutuskan tepat waktu. Tidak ada yang diubah.
proposal-withdrawn-by-asker = Ditarik kembali oleh yang meminta, { $time }. Tidak ada yang diubah.
proposal-withdrawn-replaced = Berakhir, { $time }: orang yang sama meminta hal lain sebagai gantinya. Tidak ada yang diubah.
proposal-withdrawn-changed = Berakhir, { $time }: keadaannya sudah tidak seperti waktu diminta. Usulan ini tidak mengubah apa pun. Bila masih perlu, minta lagi.
proposal-withdrawn-stopped-again = Berakhir, { $time }: seseorang, atau penjaga, menghentikan pengiriman sekali lagi. Usulan ini tidak membuka apa pun. Lihat alasan terbaru: /audit. Lalu minta lagi: /resume
proposal-withdrawn-asker-left = Berakhir, { $time }: yang meminta tidak lagi berhak memintanya. Tidak ada yang diubah.
proposal-withdrawn-old-data = Berakhir, { $time }: data lama dipasang. Usulan ini tidak mengubah apa pun. Bila masih perlu, minta lagi.

label-withdraw = Tarik kembali

# The answer to a press that decided nothing. At most 200 characters each.
proposal-redundant = Ini sudah berakhir. Tekanan Anda tidak mengubah apa pun.
denied-other-content = Tombol ini bukan dari usulan yang menunggu. Tekanan Anda tidak mengubah apa pun.
denied-own = Anda sendiri yang memintanya, jadi orang lain yang memutuskan. Tidak ada yang diubah.
denied-about-them = Ini tentang Anda, jadi orang lain yang memutuskan. Tidak ada yang diubah.
denied-no-right = Anda tidak berhak memutuskan ini. Tidak ada yang diubah.
denied-enrolled = Salah satu dari Anda berdua menerima yang lain, atau mengembalikan haknya, kurang dari 7 hari lalu, jadi belum dihitung dua orang. Orang lain yang memutuskan. Tidak ada yang diubah.
denied-not-theirs = Hanya yang meminta bisa menariknya kembali. Tidak ada yang diubah.
denied-expired = Terlambat: waktunya sudah lewat. Tidak ada yang diubah.
denied-changed = Keadaannya sudah tidak seperti waktu diminta, jadi usulan ini berakhir. Tekanan Anda tidak mengubah apa pun.

# The answer to a command that would be one proposal too many
asked-too-often = Anda sudah meminta sepuluh hal dalam satu jam, dan masing-masing memanggil semua admin. Yang ini tidak diajukan, dan tidak ada yang diubah. Tunggu, atau mintalah admin lain.

# To a newcomer whom the first of two has approved
approved-once = Pengundang Anda sudah menyetujui. Untuk peran Anda perlu satu orang lagi; kabarnya datang di sini.
