### What is told of an order when something changes: below its first lines.

# Sentences of more than one notice
notice-new-order = Bila masih perlu, boleh membuat pesanan baru: /cashout
notice-no-new-order = Jangan buat pesanan baru untuk orang ini.
notice-not-sent = Pesanan tidak sampai ke Faspay: tidak ada uang keluar.
notice-rejected = Faspay menolak pesanan ini dan memastikan tidak mencatatnya: tidak ada uang keluar.
notice-nothing-to-retype = Sebabnya ada pada urusan perusahaan dengan Faspay, bukan pada data yang Anda isi: tidak bisa diperbaiki di tempat, jadi jangan isi ulang dulu. Admin sudah diberi tahu; tanyakan kepada mereka kapan pesanan bisa dikirim lagi.

notice-wait = Yang Anda isi tidak salah; pesanannya hanya belum bisa tersambung. Tunggu beberapa menit, lalu buat lagi: /cashout. Bila terjadi lagi, beri tahu supervisor Anda.
notice-of-the-company = Ini soal akun perusahaan di Faspay atau pengaturan di sini, bukan soal penerima: pesanan lain bisa ikut ditolak. Periksa pengaturan FASPAY (python -m bot doctor), atau tanyakan kepada Faspay. Penolakan seperti ini yang berturut-turut bisa menghentikan pengiriman: /health menunjukkan apakah masih terbuka.

# To the agent whose order it is
notice-own-requested = Pesanan diterima.
notice-own-issued = Faspay sudah menerima pesanan ini. Kodenya ada di kartu pesanan.
notice-own-code-late = Kodenya sudah ada. Lihat di kartu pesanan ini, atau tekan tombol.
notice-own-code-missing = ⚠️ Pesanan ini ada di Faspay dan uangnya sudah disisihkan, tetapi kodenya tidak sampai kepada kami. Pesanannya tetap berlaku. { notice-no-new-order } Sampaikan kepada penerima: uangnya tercatat, kodenya sedang diurus, mohon menunggu. Admin sudah diberi tahu untuk menghubungi Faspay dengan nomor pesanan ini.
notice-own-code-malformed = ⚠️ Ada kode dalam jawaban Faspay, tetapi tidak mungkin benar, jadi saya tahan: kode itu hanya akan ditolak. Uangnya mungkin sudah disisihkan untuk pesanan ini. { notice-no-new-order } Sampaikan kepada penerima: kode yang benar sedang dimintakan, mohon menunggu. Admin sudah diberi tahu untuk memintanya dari Faspay.
notice-own-unknown = Jawaban yang jelas dari Faspay belum sampai kepada saya. Belum pasti apakah uangnya sudah keluar. { notice-no-new-order } Saya tanya Faspay terus; kabar menyusul.
notice-own-reported-on-process = Faspay mengabarkan pesanan ini sedang diproses, tetapi itu belum dipastikan. { notice-no-new-order } Kabar menyusul.
notice-own-reported-success = Faspay mengabarkan uangnya sudah diambil, tetapi itu belum dipastikan. { notice-no-new-order } Kabar menyusul.
notice-own-paid = Uangnya sudah diambil ✓ Pesanan selesai.
notice-own-failed = Faspay sudah dua kali memastikan pesanan ini gagal: uangnya tidak keluar dan kodenya tidak berlaku lagi. { notice-new-order }
notice-own-reversed = Faspay membalik pesanan ini: uangnya sudah kembali ke perusahaan dan kodenya tidak berlaku lagi. Tanyakan dulu kepada penerima apakah ia menerima uang; bila ya, hubungi supervisor. Bila tidak, boleh membuat pesanan baru: /cashout
notice-own-expired = Belum pasti apakah uangnya sudah kembali. Jangan buat pesanan pengganti dulu: saya tanya Faspay terus; tunggu kabar dari saya.
notice-own-cancelled = Pesanan dibatalkan sebelum dikirim ke Faspay, karena terlalu lama menunggu atau tidak boleh dikirim lagi. Tidak ada uang keluar. { notice-new-order }
notice-own-not-sent = { notice-not-sent } { notice-new-order }
notice-own-rejected = { notice-rejected } { notice-new-order }
notice-own-not-created = Setelah diperiksa dua orang: pesanan ini tidak pernah dibuat di Faspay, tidak ada uang keluar. { notice-new-order }
notice-own-echo = ⚠️ Jawaban Faspay perlu diperiksa orang dulu. { notice-no-new-order } Kabar menyusul.
notice-own-late-evidence = ⚠️ Tadinya kami kabarkan tidak ada uang keluar, tetapi ternyata Faspay mencatat pesanan ini. { notice-no-new-order } Bila sudah terlanjur dibuat, segera beri tahu supervisor Anda. Admin sudah diberi tahu.
notice-own-contradiction = ⚠️ Jawaban Faspay bertentangan dengan catatan kami, jadi belum pasti di mana uangnya. { notice-no-new-order } Admin sudah diberi tahu untuk menanyakannya kepada Faspay; kabar menyusul.
notice-own-unresolved = Masih belum pasti apakah uangnya sudah keluar. { notice-no-new-order } Sedang diperiksa orang.
notice-own-unreachable = Kabar pesanan ini belum bisa disampaikan.

# To the agent, where it is known who can do something about Faspay's refusal
notice-own-rejected-to-retype = { notice-rejected } Katanya: “{ $refusal }”. Periksa nama, nomor HP dan jumlahnya bersama penerima. { notice-new-order }
notice-own-company-rejected = { notice-rejected } { notice-nothing-to-retype }
notice-own-company-not-sent = { notice-not-sent } { notice-nothing-to-retype }
notice-own-wait-rejected = { notice-rejected } { notice-wait }
notice-own-wait-not-sent = { notice-not-sent } { notice-wait }

# To those who watch the order: supervisors and admins
notice-others-requested = Pesanan baru.
notice-others-issued = Faspay sudah menerima pesanan ini; uangnya menunggu diambil.
notice-others-code-late = Kodenya sudah ada.
notice-others-code-missing = ⚠️ Pesanan ini ada di Faspay dan uangnya sudah disisihkan, tetapi kodenya tidak sampai kepada kami. Pesanannya tetap berlaku: jangan dibuat lagi. Mintalah kodenya kepada Faspay; tombol di bawah membuatkan pesannya.
notice-others-code-malformed = Kodenya ditahan: tetap tersegel dan tidak ditampilkan kepada siapa pun. Uangnya mungkin sudah disisihkan: jangan dibuat lagi. Minta kode yang benar dari Faspay; tombol di bawah membuatkan pesannya.
notice-others-unknown = Belum pasti apakah uangnya sudah keluar. Jangan diulang. Faspay ditanya terus; kabar menyusul.
notice-others-reported-on-process = Faspay mengabarkan sedang diproses, belum dipastikan.
notice-others-reported-success = Faspay mengabarkan uangnya sudah diambil, belum dipastikan.
notice-others-paid = Uangnya sudah diambil ✓
notice-others-failed = Faspay sudah dua kali memastikan gagal: uangnya tidak keluar. Agen boleh membuat pesanan baru.
notice-others-reversed = Faspay membalik pesanan ini: uangnya sudah kembali ke perusahaan. Agen sudah diminta menanyakan dulu kepada penerima. Bila ternyata sudah menerima uang, beri tahu Faspay; tombol di bawah membuatkan pesannya.
notice-others-expired = Belum pasti apakah uangnya sudah kembali: jangan dibuat lagi. Faspay sedang ditanya; kabar menyusul.
notice-others-cancelled = Dibatalkan sebelum dikirim ke Faspay: tidak ada uang keluar.
notice-others-not-sent = Tidak sampai ke Faspay: tidak ada uang keluar.
notice-others-rejected = Faspay menolak pesanan ini dan tidak mencatatnya: tidak ada uang keluar.
notice-others-not-created = Setelah diperiksa dua orang: tidak pernah dibuat di Faspay, tidak ada uang keluar. Agen boleh membuat pesanan baru.
notice-others-echo = ⚠️ Jawaban Faspay berbeda dari yang kami kirim. Pengiriman dihentikan dan kode ditahan. Uangnya mungkin sudah keluar: jangan dibuat lagi. Bandingkan dengan catatan di Faspay; tombol di bawah membuatkan pesannya.
notice-others-late-evidence = ⚠️ Tadinya tercatat tidak ada uang keluar, tetapi ternyata Faspay mencatat pesanan ini. Uangnya mungkin sudah keluar: periksa apakah agen sudah membuat pesanan pengganti, dan tanyakan kepada Faspay; tombol di bawah membuatkan pesannya.
notice-others-contradiction = ⚠️ Jawaban Faspay bertentangan dengan catatan kami, jadi belum pasti di mana uangnya: jangan dibuat lagi. Periksa pesanannya dan tanyakan kepada Faspay; tombol di bawah membuatkan pesannya.
notice-others-unresolved = ⚠️ Masih belum pasti apakah uang pesanan ini keluar. Jangan dibuat lagi. Tanyakan kepada Faspay; tombol di bawah membuatkan pesannya.
notice-others-unreachable = ⚠️ Agen ini memblokir bot, jadi kabar pesanan ini belum sampai kepadanya. Hubungi langsung.

# To those who watch: a refusal, with Faspay's words, and what follows if it is about the company's account
notice-faspay-said = { $news } Kata Faspay: “{ $refusal }”.
notice-faspay-said-to-retype = { $news } Kata Faspay: “{ $refusal }”. Agen sudah diminta memeriksa nama, nomor HP dan jumlahnya, dan boleh membuat pesanan baru.
notice-faspay-said-of-the-company = ⚠️ { $news } Kata Faspay: “{ $refusal }”. { notice-of-the-company } Agen sudah diminta menunggu admin.
notice-settings-in-the-way = ⚠️ { $news } Pengaturan di sini membuat pesanan yang tidak bisa diterima kanal ini, jadi pesanan lain juga tidak bisa dikirim. Admin perlu meminta pengaturannya diperiksa (python -m bot doctor). Penolakan seperti ini yang berturut-turut bisa menghentikan pengiriman: /health menunjukkan apakah masih terbuka. Agen sudah diminta menunggu admin.
notice-others-wait = { $news } Pesanannya belum bisa tersambung. Agen sudah diminta menunggu beberapa menit, lalu membuatnya lagi. Bila terus terjadi, admin perlu melihat /health.
# The order is not certain yet, although Faspay has refused it: no inquiry has confirmed it
notice-unconfirmed = { $news } Kata Faspay: “{ $refusal }”, tetapi belum dipastikan bahwa pesanan ini tidak tercatat di sana.
notice-unconfirmed-of-the-company = ⚠️ { $news } Kata Faspay: “{ $refusal }”, tetapi belum dipastikan bahwa pesanan ini tidak tercatat di sana. { notice-of-the-company }

# To those who watch: why an order is not certain
doubt-timeout = Faspay tidak menjawab pada waktunya.
doubt-broken = Sambungan putus sebelum jawaban Faspay utuh.
doubt-http-status = Faspay menjawab dengan kesalahan pada layanannya.
doubt-unreadable = Jawaban Faspay tidak bisa dibaca.
doubt-unknown-text = Faspay menjawab dengan cara yang tidak dijelaskan di halamannya.
doubt-duplicate = Kata Faspay nomor pesanan ini sudah ada di sana.
doubt-unreachable = Faspay tidak bisa ditanya.
doubt-owner-died = Bot terputus saat mengirim pesanan ini.

# To those who watch: why a code is held back for its form
notice-malformed = ⚠️ Kode dalam jawaban Faspay tidak mungkin benar: { $why }
notice-malformed-permata = kode Permata tepat sepuluh angka, sedangkan yang ini bukan.
notice-malformed-alfamart = { notice-malformed-at-a-counter }
notice-malformed-indomaret = { notice-malformed-at-a-counter }
notice-malformed-at-a-counter = kode untuk kasir terdiri dari 4 sampai 32 huruf dan angka, sedangkan yang ini bukan.
notice-code-was-shown = Kodenya sudah sempat ditampilkan kepada agen.

# Before the news that an order was reversed
notice-was-collected = ⚠️ Tadinya dikabarkan sudah diambil.

# A cancelled order, to its agent and to those who watch; $why is one of the parts below
notice-own-cancelled-for = Pesanan dibatalkan sebelum dikirim ke Faspay, { $why }. Tidak ada uang keluar. { $next }
notice-others-cancelled-for = Dibatalkan sebelum dikirim ke Faspay, { $why }. Tidak ada uang keluar.
cancelled-agent = oleh agennya
cancelled-supervisor = oleh supervisor
cancelled-age = karena terlalu lama menunggu
cancelled-clock = karena jam kami salah atau sempat berhenti: lama menunggunya tidak pasti
cancelled-suspension = karena agennya tidak boleh lagi mengirim pesanan
cancelled-limit = karena ada batas jumlah
cancelled-purpose = karena tujuannya ditutup, atau anggarannya tidak cukup lagi untuknya
cancelled-unreadable = karena datanya tidak bisa dibaca lagi
# What its agent may do then
cancelled-then-agent = { notice-new-order }
cancelled-then-supervisor = Tanyakan dulu kepada supervisor Anda sebelum membuat yang baru: /cashout
cancelled-then-age = { notice-new-order }
cancelled-then-clock = { notice-new-order }
cancelled-then-suspension = Tanyakan kepada admin siapa yang sekarang bisa mengirimnya.
cancelled-then-limit = Jumlah yang lebih kecil mungkin masih bisa: /cashout. Bila tidak, tanyakan kepada admin.
cancelled-then-purpose = Tujuan lain mungkin masih bisa: /cashout. Bila tidak, tanyakan kepada admin.
cancelled-then-unreadable = { notice-new-order } Bila terjadi lagi, beri tahu admin.
