### Orders in lists, in full, and what is known of their codes.

# The first lines of every message about an order
order-head =
    Pesanan { $number }
    { $amount } · { $channel }
    { $name } · { $phone }
# Below them, where it has a purpose
order-purpose = Tujuan: { $name } ({ $code })
order-agent = Agen: { $agent }
order-agent-of-team = Agen: { $agent } · tim { $team }
order-made = Dibuat: { $time }
order-status = Status: { $status }
order-code = Kode: /code { $number }
order-contradicted = belum pasti: kata Faspay saling bertentangan; perlu diperiksa orang
order-review = ⚠️ Perlu diperiksa orang.

# Until when the code can be used, as Faspay said, or when it did not say
# $left is how long that still is, where the app can show it, else the words below
order-valid-until = Berlaku sampai { $time } ({ $left }).
order-no-later = paling lambat
order-valid-until-not-stated = Batas waktunya tidak disebut Faspay, biasanya 24 jam.
order-code-ended = Kodenya berakhir { $time }.
order-code-ended-not-stated = Kodenya sudah berakhir (24 jam sejak dibuat).

# The status of an order that Faspay has taken, where “ready to collect” would not be true
order-issued-over = lewat waktu, belum dipastikan
order-issued-held = ditahan, sedang diperiksa orang
order-issued-code-missing = ada di Faspay, kodenya tidak ada

order-list = Pesanan terbaru
# What was looked for: the heading of the list is put together from these, with “ · ” between them
order-list-own = Pesanan Anda sendiri
order-list-agent = Agen { $agent }
order-list-today = Hari ini, { $day }
order-list-week = Minggu mulai { $day }
order-list-phone = Nomor HP berakhiran { $digits }
order-list-sum = Sebesar { $amount }
order-list-purpose = Tujuan { $code }
order-list-nothing-found =
    { $heading }:

    Tidak ada pesanan seperti itu. Semuanya: /orders
order-list-nothing-found-below-ticks =
    { $heading }:

    Tidak ada pesanan seperti itu. Tekan yang bertanda ✓ untuk membatalkannya. Semuanya: /orders
order-list-looked-back = Sudah saya cari sampai { $time }. “Cari lebih jauh” melanjutkan dari situ.
order-list-older-not-ready = Pesanan dari sebelum pembaruan masih disiapkan untuk pencarian ini; yang lama mungkin belum muncul. Tidak ada yang hilang: cari lagi nanti, atau pilih harinya.
order-list-usage =
    Saya belum tahu apa yang dicari. Anda bisa menulis:
    /orders menunggu, /orders gagal
    /orders hari ini, /orders 27/11
    /orders 7890 empat angka terakhir nomor HP
    /orders Rp 500.000 jumlahnya
    Boleh beberapa sekaligus: /orders menunggu hari ini
# Only where the company has purposes; $code is one of them
order-list-usage-purpose = /orders { $code } kode tujuannya
# Only to those who see orders of others
order-list-usage-agent = /orders NAMA pesanan satu agen
order-list-which-agent = Ada beberapa orang dengan nama itu. Pesanan siapa?
# Behind it, where not all of them have a button
order-list-more-agents = Masih ada { $count } orang lagi yang belum tampil: tulis namanya lebih lengkap, atau ID-nya: /orders ID
order-list-line =
    { $number } · { $amount } · { $name }
    { $time } · { $status }
order-list-line-of-others =
    { $number } · { $amount } · { $name } · agen { $agent }
    { $time } · { $status }
order-list-more = Selengkapnya: /order NOMOR
order-list-empty = Belum ada pesanan.
order-list-empty-agent = Belum ada pesanan. Mulai: /cashout
order-which = Tulis nomor pesanannya: /{ $command } 12 angka. Nomor-nomornya ada di /orders
order-unknown = Saya tidak menemukan pesanan dengan nomor itu. Lihat /orders
# Before an agent goes on writing an order to a phone that has one already
order-still-open =
    ⚠️ Masih ada pesanan Anda ke nomor ini yang belum selesai:
    { $number } · { $amount } · { $status }
    Lanjutkan hanya kalau yang ini memang dibayar juga.
order-in-doubt =
    ⚠️ Belum pasti uang pesanan Anda ke nomor ini sudah kembali:
    { $number } · { $amount } · { $status }
    Tanyakan dulu kepada supervisor; lanjutkan hanya kalau disetujui.
# The same, where the last order has ended within a day; $time is when
order-last-paid =
    ⚠️ Pesanan Anda ke nomor ini sudah diambil:
    { $number } · { $amount } · { $time }
    Lanjutkan hanya kalau yang ini memang dibayar juga.
order-last =
    Pesanan terakhir Anda ke nomor ini:
    { $number } · { $amount } · { $time }
    { $status }

# Answers to “cancel”
cancel-nothing = Tidak ada yang bisa dibatalkan sekarang. Pesanan Anda: /orders
cancel-done = Pesanan { $number } dibatalkan sebelum dikirim. Tidak ada uang keluar. Boleh membuat pesanan baru: /cashout
# $ends is one of the sentences below: when the order's code ends
cancel-too-late = Pesanan { $number } sedang atau sudah dikirim, tidak bisa ditarik lagi. { $ends } Kalau tidak diambil, tunggu kabar dari saya bahwa uangnya kembali.
cancel-outcome-uncertain = Hasilnya belum pasti; saya kabarkan begitu ada jawaban Faspay.
cancel-code-missing = Kodenya tidak sampai kepada kami; admin sudah tahu.
cancel-code-end-not-stated = Batas waktu kodenya tidak disebut Faspay, biasanya 24 jam.
cancel-code-valid-until = Kodenya berlaku sampai { $time }.
