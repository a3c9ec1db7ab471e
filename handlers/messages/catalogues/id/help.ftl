### What everybody reads about the bot itself: what it can do, and what it cannot.

# The answer to /help, for each role
help-agent =
    Saya membantu Anda mengirim uang tunai kepada penerima tanpa kartu bank.

    Tulis /cashout, atau langsung nama, nomor HP dan jumlah dalam satu pesan, seperti:
    Budi Santoso 0812-3456-7890 300rb

    /orders pesanan Anda; mencari: /orders menunggu, /orders hari ini, /orders 7890 (akhir nomor HP), /orders Rp 500.000
    /order NOMOR satu pesanan
    /code NOMOR kode sekali lagi
    /cancel membatalkan
    /limits yang masih bisa dikirim
    Bila HP atau akun Anda dalam bahaya, tulis / kunci tanpa spasi: akses langsung berakhir, dan perlu dua orang untuk mengembalikannya
    /notifications kabar untuk Anda
    /language bahasa
help-supervisor =
    Di sini Anda mengikuti pesanan tim Anda: satu pesan senyap untuk tiap pesanan, yang ikut berubah. Yang berbunyi berarti ada yang harus ditangani.

    /orders pesanan tim; mencari: /orders menunggu, /orders hari ini, /orders 7890 (akhir nomor HP), /orders NAMA AGEN
    /order NOMOR satu pesanan dan riwayatnya
    /team anggota tim
    /kunci NAMA langsung mencabut hak seseorang, bila HP-nya dicuri; /restore ID meminta haknya kembali
    /stop ALASAN menghentikan pengiriman tim Anda saat itu juga, /resume membukanya setelah admin setuju
    /ringkasan ringkasan pesanan tiap hari, atau sekarang
    /notifications kabar untuk Anda
    /language bahasa
help-admin =
    Anda menentukan siapa boleh mengirim uang, dan bisa menghentikan pengiriman.

    /invite agent|supervisor|admin [TIM] mengundang (supervisor dan admin: admin lain ikut memutuskan)
    /people semua orang
    /team ID TIM memasukkan orang ke tim
    /kunci NAMA langsung mencabut hak siapa pun, bila HP-nya dicuri; dua orang mengembalikannya
    /suspend ID menghentikan, /restore ID mengaktifkan kembali (hak admin: admin lain yang memutuskan)
    /stop ALASAN menghentikan pengiriman (/stop permata ALASAN, /stop TIM ALASAN: itu saja), /resume membukanya setelah orang lain setuju
    /limits batas jumlah
    /policy untuk apa pesanan: tujuan dan anggarannya
    /balance saldo di Faspay
    /reconcile mencocokkan pesanan dengan buku Faspay
    /orders dan /order NOMOR pesanan; mencari: /orders menunggu, /orders 27/11, /orders Rp 500.000, /orders NAMA AGEN
    /audit [NOMOR] catatan
    /health keadaan
    /watch kabar setiap pesanan
    /ringkasan ringkasan pesanan tiap hari, atau sekarang
    /notifications kabar untuk Anda
    /language bahasa

# What Telegram shows beside each command in its menu
menu-cashout = Kirim uang tunai
menu-own-orders = Pesanan saya
menu-code = Lihat kode lagi: /code NOMOR
menu-own-limits = Yang masih bisa saya kirim
menu-cancel = Batalkan
menu-team-orders = Pesanan tim
menu-order = Satu pesanan: /order NOMOR
menu-team-people = Anggota tim
menu-digest = Ringkasan pesanan tiap hari
menu-all-orders = Pesanan terbaru
menu-people = Semua orang
menu-invite = Undang: /invite PERAN [TIM]
menu-assign = Masukkan ke tim: /team ID TIM
menu-lock = HP dicuri: kunci seseorang
menu-suspend = Hentikan seseorang: /suspend ID
menu-restore = Aktifkan kembali: /restore ID
menu-stop = Hentikan pengiriman: /stop ALASAN
menu-stop-team = Hentikan pengiriman tim: /stop ALASAN
menu-resume = Minta pengiriman dibuka
menu-limits = Batas jumlah
menu-policy = Untuk apa pesanan: tujuan dan anggaran
menu-balance = Saldo di Faspay
menu-reconcile = Cocokkan pesanan dengan Faspay
menu-audit = Catatan: /audit [NOMOR]
menu-health = Keadaan sistem
menu-watch = Kabar setiap pesanan
menu-notifications = Kabar untuk Anda
menu-language = Pilih bahasa
menu-help = Bantuan

# Somebody wrote whom the company does not know
stranger = Halo! Bot ini hanya untuk petugas perusahaan; bila Anda salah satunya, minta tautan undangan kepada admin Anda.
suspended = Hak Anda di sini sedang dihentikan; hubungi admin perusahaan Anda.
# Said in a group
only-private = Saya hanya bekerja di chat pribadi: { $link }
not-for-role = Perintah itu bukan untuk { $role }. Yang bisa Anda pakai: /help
unknown-command = Perintah itu tidak ada. Yang bisa Anda pakai: /help

# In both languages: the reader may not know the one that is set
choose-language = Pilih bahasa Anda. Choose your language.
# The answer to the choice, in the language that was chosen
language-chosen = Baik, mulai sekarang dalam bahasa Indonesia.

# The bot was away; the open question follows
back-again = Saya sempat tidak aktif, sekarang kembali. Pertanyaan ini masih terbuka:
# A message could not be handled
broken = Maaf, pesan Anda tadi tidak bisa saya proses, dan tidak mengubah apa pun. Periksa /orders, lalu kirim lagi bila perlu.
