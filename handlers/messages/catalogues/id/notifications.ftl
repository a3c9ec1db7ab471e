### /notifications: what a person hears of, and how.

# Kinds of news, also on buttons
news-progress = Perkembangan pesanan
news-problems = Ada yang harus ditangani
news-sending = Pengiriman dihentikan atau dibuka
news-acts = Yang dilakukan admin lain
news-books = Pencocokan dengan Faspay
news-collected = Pesanan saya sudah diambil

# What is asked once a kind was pressed
news-about-progress = Satu pesan untuk tiap pesanan; isinya berubah mengikuti pesanan, dan tidak pernah berbunyi.
news-about-problems = Pesanan yang belum pasti, kode yang tidak ada, uang yang kembali: harus ada yang memeriksa.
news-about-sending = Selama pengiriman dihentikan, tidak ada pesanan yang keluar.
news-about-acts = Siapa diundang, dihentikan atau diberi batas lain, dan oleh siapa.
news-about-books = Hasil mencocokkan pesanan dengan buku Faspay, biasanya tiap malam.
news-about-collected = Penerima sudah mengambil uangnya. Kabar lain tentang pesanan Anda selalu berbunyi.

# How news comes, also on buttons
loudness-sound = 🔔 berbunyi
loudness-silent = 🔕 senyap
loudness-off = ✖ mati

# The same as words after /notifications: one word each, no capitals
news-word-progress = perkembangan
news-word-problems = masalah
news-word-sending = pengiriman
news-word-acts = tindakan
news-word-books = pencocokan
news-word-collected = diambil
loudness-word-sound = bunyi
loudness-word-silent = senyap
loudness-word-off = mati
quiet-word = tenang

# The overview
notifications = Kabar untuk Anda:
news-line = • { $news }: { $how }
notifications-always = Kode dan jawaban untuk Anda selalu datang.
quiet-none = Jam tenang: tidak ada.
quiet-hours = Jam tenang: { $begins } sampai { $ends }. Selama itu hanya yang harus ditangani yang berbunyi.
label-quiet-hours = Jam tenang
label-no-quiet-hours = Tanpa jam tenang
quiet-when = Kapan harus tenang? Selama itu hanya yang harus ditangani yang berbunyi. Jam lain: /notifikasi tenang 22.30-05.00
notifications-usage = Tidak ada yang diubah. Tulis misalnya /notifikasi masalah senyap, atau /notifikasi tenang 21.00-06.00. Semuanya juga bisa ditekan: /notifikasi
loudness-refused-not-offered = Tidak ada yang diubah: pilihan itu tidak ada untuk peran Anda. Yang bisa dipilih: /notifikasi
loudness-refused-last-to-hear = Tidak ada yang diubah: tidak ada orang lain di tim Anda yang akan mendengarnya, jadi tidak bisa dimatikan. Boleh dibuat senyap.
