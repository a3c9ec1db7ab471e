### The audit trail: one line an act, put together from the parts below with “ · ” between them.

history-empty = Belum ada catatan.

history-status = status
history-code = kode
history-code-shown = kode ditampilkan lagi
history-order-requested = pesanan dibuat
history-invited = undangan dibuat
history-invite-claimed = undangan dipakai
history-invite-approved = orang baru disetujui
history-invite-refused = orang baru ditolak
history-suspended = dihentikan sementara
history-locked = hak dikunci
history-restored = diaktifkan kembali
history-sending-stopped = pengiriman dihentikan
history-sending-resumed = pengiriman dibuka
history-first-admin = admin pertama
history-limits = batas diubah
history-purpose = tujuan pesanan diubah
history-reconciled = buku dicocokkan
history-old-data = data lama ditemukan
history-keys-rotated = data disegel dengan kunci lain
history-teams-merged = nama tim disatukan
history-assigned = dimasukkan ke tim
history-group-begun = pesanan tim ditampilkan di grup
history-group-ended = tidak lagi ditampilkan di grup
history-updates-taken = pihak lain mengambil pesan bot ini
history-proposed = diusulkan
history-proposal-ended = usulan berakhir

# Which order, whom it was done to, and who did it
history-order = pesanan { $number }
history-subject = untuk { $id }
history-actor = oleh { $id }
history-operator = oleh operator
history-decided = disetujui { $id }
history-decided-operator = disetujui operator
# A reason that the program gives, and one that a person typed
history-why = ({ $why })
history-words = “{ $words }”
