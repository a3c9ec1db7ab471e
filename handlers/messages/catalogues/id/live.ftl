### The live message of an order, for those who watch it: below its first lines a line a step.

# Its first lines in a group, which name nobody
live-in-group =
    Pesanan { $number }
    { $amount } · { $channel }
    Agen: { $agent }

# Before the steps of a day
live-day = { $day } ({ $zone })

# What happened, behind its time. A line stays as it is, whatever comes later.
live-requested = Diterima.
live-unknown = ⚠️ Untuk saat ini belum pasti apakah uangnya keluar.
live-issued = Sudah ada di Faspay.
live-expired = Tidak diambil sampai batas waktunya; uangnya ditanyakan ke Faspay.
live-paid = Sudah diambil ✓
live-reported-on-process = Kabar Faspay: sedang diproses; belum dipastikan.
live-reported-success = Kabar Faspay: sudah diambil; belum dipastikan.
live-failed = Gagal, dua kali dipastikan Faspay: uangnya tidak keluar.
live-reversed = Dibalik: uangnya kembali ke perusahaan.
live-cancelled = Dibatalkan sebelum dikirim: tidak ada uang keluar.
live-not-sent = Tidak sampai ke Faspay: tidak ada uang keluar.
live-rejected = Ditolak, dan Faspay tidak mencatatnya: tidak ada uang keluar.
live-not-created = Tidak pernah dibuat di Faspay, sudah diperiksa dua orang: tidak ada uang keluar.
live-code-missing = ⚠️ Kodenya tidak sampai kepada kami. Perlu ditanyakan orang ke Faspay.
live-code-malformed = ⚠️ Kodenya tidak mungkin benar, jadi ditahan. Perlu ditanyakan orang ke Faspay.
live-echo = ⚠️ Jawaban Faspay berbeda dari pesanan. Perlu diperiksa orang.
live-late-evidence = ⚠️ Ternyata Faspay mencatat pesanan ini. Perlu diperiksa orang.
live-contradiction = ⚠️ Faspay bertentangan dengan catatan kami. Perlu diperiksa orang.
live-unresolved = ⚠️ Lama belum juga pasti. Perlu ditanyakan orang ke Faspay.
live-cancelled-for = Dibatalkan sebelum dikirim, { $why }: tidak ada uang keluar.
live-issued-until = { $step } Berlaku sampai { $time }.
live-refusal = { $step } Katanya: “{ $refusal }”.
