### What is stopped: all sending, a team's, or that to a channel; and how it is opened.

# Within a sentence
stop-part-team = tim { $name }
stop-part-channel = { $name }

# Told when it was stopped; then come the reasons
stop-was-stopped-company = ⚠️ Pengiriman dihentikan: pesanan baru tidak dikirim; yang sedang dikirim diselesaikan.
stop-was-stopped-team = ⚠️ Pengiriman tim { $name } dihentikan: pesanan barunya tidak dikirim; yang sedang dikirim diselesaikan. Tim lain berjalan seperti biasa.
stop-was-stopped-channel = ⚠️ Pengiriman ke { $name } dihentikan: pesanan baru ke sana tidak dikirim; yang sedang dikirim diselesaikan. Kanal lain berjalan seperti biasa.
stop-own-team-only = Ini hanya menghentikan tim Anda sendiri. Bila semua pengiriman harus berhenti, telepon admin: mereka bisa menghentikan semuanya saat itu juga.
stop-everything = Menghentikan semuanya: /stop semua ALASAN
stop-how-to-open-part = Setelah diperiksa, buka lagi dengan /resume { $name }

# The answer to /stop where it was stopped before; then come all reasons, this one as well
stop-already-company = Pengiriman memang sedang dihentikan.
stop-already-team = Pengiriman tim { $name } memang sedang dihentikan.
stop-already-channel = Pengiriman ke { $name } memang sedang dihentikan.

# Told when it was opened
stop-was-opened-company = Pengiriman dibuka lagi ✓
stop-was-opened-team = Pengiriman tim { $name } dibuka lagi ✓
stop-was-opened-channel = Pengiriman ke { $name } dibuka lagi ✓
stop-still-all = Semua pengiriman masih dihentikan karena sebab lain.
stop-still-parts = Masih dihentikan: { $parts }.

# The answer to /stop without a reason
stop-usage =
    Tulis alasannya: /stop ALASAN. Pengiriman belum dihentikan.
    Satu kanal atau tim saja: /stop permata ALASAN, /stop TIM ALASAN
stop-usage-of-team = Tulis alasannya: /stop ALASAN menghentikan pengiriman tim Anda, { $team }. Sekarang belum dihentikan.

# The answer to /resume where several are stopped; each follows with its reasons
stop-which-to-open = Mana yang dibuka?

# The answer to /resume where that is open
stop-not-stopped = Tidak dihentikan: { $part }.

# Ends a long list of reasons
stop-more-reasons = … dan { $count } sebelumnya
