### What Faspay said of an order, and the message that an admin sends on to Faspay's support.

# In /order, above what its answers said
support-said = Di sisi Faspay (waktu WIB):
# What was answered: $said is put together from the parts below
support-answer-access = Permintaan akses, { $time }: { $said }
support-answer-transfer = Transfer, { $time }: { $said }
support-answer-inquiry = Inquiry status, { $time }: { $said }
support-answer-callback = Callback terakhir (baru petunjuk), { $time }: { $said }
support-unanswered = Transfer: tidak ada jawaban utuh yang sampai kepada kami
# $meaning is one of the words below, by Faspay's page
support-status = status { $digit } ({ $meaning })
support-status-unexplained = status { $digit }, yang tidak dijelaskan di halaman Faspay
support-stated-process = diproses
support-stated-success = sukses
support-stated-failed = gagal
support-stated-reversed = dibalik
support-stated-error = kesalahan
support-other-words = dengan kata-kata yang tidak ada di halaman Faspay

# The message itself: no name, no phone, no code
support-greeting = Kepada support Faspay: mohon periksa cash-out (SendMe) ini. Waktu dalam WIB.
support-amount = Jumlah: { $amount }
support-channel = Kanal: { $channel }
support-purpose = Tujuan, di deskripsi sejauh muat di sana: { $code }
support-sent = Dikirim: { $time }
support-tried = Dicoba, tidak terkirim: { $time }
support-collected = Dikabarkan sudah diambil: { $time }
support-our-status = Di sisi kami: { $status }

# What is asked
support-ask-contradiction = Keterangan yang kami terima bertentangan dengan pesanan kami, atau saling bertentangan. Mohon jawaban tertulis: apa yang tercatat untuk trx_no ini (jumlah, kanal dan status), dan apakah uangnya sudah keluar? Mohon jangan tulis kodenya di chat ini.
support-ask-code-missing = Pesanan ini ada di Faspay, tetapi kodenya tidak sampai kepada kami. Bagaimana kami bisa mendapatkannya? Mohon jangan tulis kodenya di chat ini. Bila tidak bisa didapat, mohon beri tahu cara mengakhiri pesanan ini dan kapan uangnya kembali.
support-ask-code-malformed = Kode dalam jawaban Faspay tidak sesuai bentuk kode kanal ini. Bagaimana kami bisa mendapatkan kode yang benar? Mohon jangan tulis kodenya di chat ini. Mohon beri tahu juga apakah uangnya sudah disisihkan.
support-ask-uncertain = Kami belum tahu apa yang terjadi dengannya. Apakah trx_no ini ada di Faspay, apa statusnya, dan apakah uangnya sudah keluar? Mohon jawaban tertulis, dan mohon jangan dijalankan lagi.
support-ask-not-collected = Kodenya sudah lewat waktu. Apa yang terjadi dengan uangnya, dan kapan kembali ke saldo kami?
support-ask-no-access = Kami tidak mendapat akses, jadi pesanan ini tidak terkirim. Apa yang perlu dibetulkan pada akun kami? Pesanan lain bisa ikut ditolak.
support-ask-unreachable = Layanan Faspay tidak bisa kami jangkau, jadi pesanan ini tidak terkirim. Apakah ada gangguan pada waktu itu, dan sudah selesai?
support-ask-refused = Pesanan ini ditolak. Apa persisnya yang tidak cocok? Mohon pastikan tidak ada uang keluar.
support-ask-refused-account = Pesanan ini ditolak karena sebab yang tampaknya ada pada akun kami. Apa yang perlu dibetulkan? Mohon pastikan tidak ada uang keluar. Pesanan lain bisa ikut ditolak.
support-ask-reversed-after-paid = Pesanan ini dikabarkan sudah diambil, lalu dibalik. Apakah uang tunainya sudah diserahkan, dan apakah uangnya sudah kembali ke saldo kami?
support-ask-money-back = Mohon pastikan secara tertulis bahwa tidak ada uang tunai yang sudah atau akan diserahkan, dan uangnya ada di saldo kami.
support-ask-status = Mohon beri tahu statusnya di Faspay.
# The answer to the button, where the order never went to Faspay
support-nothing-to-ask = Pesanan { $number } tidak pernah dikirim ke Faspay, jadi tidak ada yang perlu ditanyakan kepada support-nya.
