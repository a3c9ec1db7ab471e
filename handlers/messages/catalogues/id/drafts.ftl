### How an order that is being written begins, ends and is refused, and what is no answer.

draft-started-over = Kita mulai dari awal. Isian yang tadi dihapus, tidak ada yang dikirim.
draft-ended = Isian tadi sudah berakhir karena 30 menit tidak dilanjutkan. Tidak ada yang dikirim. Mulai lagi: /cashout
draft-cancelled = Dibatalkan. Tidak ada yang dikirim. Mulai lagi kapan saja: /cashout
# Answers to the press on Confirm: at most 200 characters
draft-accepted = Pesanan { $number } diterima ✓
draft-already-accepted = Sudah diterima: pesanan { $number }. Tidak ada yang dikirim dua kali.
draft-question-over = Pertanyaan itu sudah lewat. Lihat pesan yang paling baru.
draft-cannot-send-again = Data pesanan itu tidak bisa diisikan lagi. Mulai dengan /cashout

# Why no order was made, and what to do. The first sentence, then one of the others
refusal-nothing-made = Pesanan tidak dibuat, tidak ada uang keluar.
refusal-not-an-agent = Hanya agen yang membuat pesanan.
refusal-suspended = Hak Anda sedang dihentikan. Hubungi admin perusahaan Anda.
refusal-sending-stopped = Pengiriman sedang dihentikan. Simpan data penerima dan coba lagi setelah ada kabar dari admin.
refusal-team-stopped = Pengiriman untuk tim Anda sedang dihentikan; tim lain tidak terkena. Simpan data penerima dan coba lagi setelah ada kabar dari supervisor atau admin.
refusal-channel-stopped = Pengiriman ke sana sedang dihentikan. Simpan data penerima dan coba lagi setelah ada kabar dari admin.
refusal-channel-stopped-others = Pengiriman ke { $channel } sedang dihentikan. Yang bisa: { $others }. Pilih itu bila penerima bisa mengambil di sana.
refusal-limits-missing = Belum ada yang bisa dikirim: batas jumlah perusahaan belum ditetapkan. Simpan data penerima dan minta admin menetapkan kedua batas dengan /limits; lalu mulai lagi: /cashout
refusal-channel-closed = Tempat itu sedang ditutup. Pilih yang lain.
refusal-amount = Jumlah itu tidak boleh di tempat ini. Tulis jumlah lain.
refusal-one-at-a-time = Pesanan pertama yang lain sedang berjalan, dan pesanan pertama dikirim satu per satu. Mulai lagi sebentar lagi: /cashout
refusal-order-limit = Satu pesanan paling banyak { $limit }.
refusal-channel-limit = Satu pesanan di sana paling banyak { $limit }.
refusal-day-limit = Batas Anda dalam 24 jam: tersisa { $limit }.
refusal-team-limit = Batas tim Anda dalam 24 jam: tersisa { $limit }.
refusal-company-limit = Batas perusahaan dalam 24 jam: tersisa { $limit }.
refusal-phone-limit = Untuk nomor HP ini tersisa { $limit } dalam 7 hari.
# Stands behind one of these
refusal-smaller = Tulis jumlah yang lebih kecil, atau hubungi admin.
refusal-nothing-left = Hubungi admin.
refusal-more-at = Batas ini cukup lagi mulai { $time }, bila sementara itu tidak ada lagi yang dikirim.
refusal-purpose-needed = Sekarang pesanan punya tujuan. Mohon periksa lagi.
refusal-purpose-off = Tujuan itu baru saja ditutup. Mohon periksa lagi, atau hubungi admin.
refusal-purpose-renamed = Nama tujuan itu sekarang lain. Mohon periksa lagi.
# The read-back follows, and says what is left and what can be done
refusal-budget = Anggaran { $purpose } tidak cukup untuk jumlah ini.
refusal-unit-unproven = Jumlah lain belum bisa dikirim sebelum satu pesanan dengan jumlah terkecil menunjukkan bahwa jumlahnya sampai di Faspay dengan benar. Tulis { $limit }.

# To somebody who wants to make an order and is no agent
only-agents-agent = Anda agen; { only-agents-make-orders }
only-agents-supervisor = Anda supervisor; { only-agents-make-orders }
only-agents-admin = Anda admin; { only-agents-make-orders }
only-agents-make-orders = pesanan dibuat oleh agen. Anda bisa melihat pesanan dengan /orders dan /order NOMOR.

# What does not count as an answer
not-an-answer-edit = Pesan yang diubah tidak dibaca lagi, jadi tidak ada yang berubah. Kirim sebagai pesan baru, atau tekan tombol Ubah kalau ada.
not-an-answer-forward = Pesan terusan tidak dipakai sebagai jawaban ini. Ketik sendiri, ya.
not-an-answer-other-bot = Kata-kata yang masuk lewat bot lain tidak dipakai sebagai jawaban ini. Ketik sendiri, ya.
not-an-answer-early = Jawaban Anda datang sebelum ini tampil. Mohon periksa dulu.
# The read-back follows below
not-an-answer-late = Jawaban Anda lama baru sampai. Apakah penerima masih menunggu? Periksa lagi:

# A message without words, in one of three kinds
no-words-voice = Pesan suara tidak bisa saya dengar.
no-words-file = Foto, video dan berkas tidak saya buka, juga tulisan di bawahnya tidak saya baca.
no-words-other = Itu tidak bisa saya baca.
# Follows one of these three
no-words-write = Kirim sebagai tulisan; nomor HP boleh juga sebagai kontak, atau semuanya sekaligus, seperti: Budi Santoso 0812-3456-7890 300rb

# After words that nothing asked for
hint-agent = Untuk mengirim uang tulis /cashout, atau langsung nama, nomor HP dan jumlah, seperti: Budi Santoso 0812-3456-7890 300rb
hint-others = Tulis /help untuk melihat apa yang bisa Anda lakukan di sini.

# Before the question for the channel
draft-channels-stopped = Untuk sementara tidak ada pengiriman ke: { $channels }.
draft-no-channel-open = Simpan data penerima dan coba lagi setelah ada kabar dari admin. Membatalkan pesanan ini: /cancel
