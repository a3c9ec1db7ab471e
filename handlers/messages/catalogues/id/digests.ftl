### /digest: the day's orders, at a time that its reader chooses.

digest-head =
    Ringkasan pesanan
    yang dibuat mulai { $begins }, sebelum { $ends }

# What the last comparison with Faspay's books says of all sums below
digest-books-never = ⚠️ Jumlah ini menurut catatan kita saja: belum pernah dicocokkan dengan buku Faspay.
digest-books-agree = Cocok dengan buku Faspay ✓ (dicocokkan { $at })
digest-books-agree-so-far = Cocok dengan buku Faspay ✓ sejauh sudah dicocokkan, { $at }. Pesanan sesudahnya belum dicocokkan.
digest-books-not-compared = ⚠️ Belum satu pun pesanan ini dicocokkan dengan buku Faspay: pencocokan terakhir { $at }.
digest-books-differ = ⚠️ Tidak cocok dengan buku Faspay: { $count } selisih masih terbuka (dicocokkan { $at }). Jumlah ini menurut catatan kita saja.
digest-books-in-doubt = ⚠️ Belum pasti cocok dengan buku Faspay (dicocokkan { $at }). Jumlah ini menurut catatan kita saja.
digest-books-do = Apa yang berbeda, dan apa yang kurang: /cocokkan

digest-no-orders = Tidak ada pesanan yang dibuat dalam waktu ini.
digest-total = Diminta: { $count } pesanan, { $amount }
# A state of orders, or an agent
digest-line = • { $what }: { $count } · { $amount }
digest-by-agent = Per agen:
digest-more-agents = { $agents } agen lain
digest-by-purpose = Per tujuan:
digest-more-purposes = { $purposes } tujuan lain
digest-no-purpose = tanpa tujuan
digest-all-settled = Semua sudah tuntas ✓
digest-unsettled = Belum tuntas sekarang: { $count }
digest-unsettled-line = • { $number } · { $amount } · { $agent } · { $state } · { $age }
# An ended order that needs people
digest-must-look = { $state }; perlu diperiksa orang
digest-more-unsettled = dan { $count } lagi: /riwayat menunggu, dan /riwayat masalah
digest-as-of = Keadaan per { $time }

# When it comes
digest-about = Ringkasan memberi tahu apa yang terjadi dengan pesanan sehari, per keadaan, per agen dan per tujuan, apa yang belum tuntas, dan apakah buku Faspay cocok. Datangnya tanpa bunyi.
digest-none = Saat ini tidak dikirim.
digest-daily = Dikirim tiap hari pukul { $time }; berikutnya { $next }.
digest-other-time = Jam lain: /ringkasan 18.30
digest-usage = Tidak ada yang diubah. Tulis misalnya /ringkasan 18.30, /ringkasan mati atau /ringkasan sekarang. Semuanya juga bisa ditekan: /ringkasan
digest-word-now = sekarang
label-digest = Ringkasan tiap hari
label-digest-now = Tampilkan sekarang
label-no-digest = Tanpa ringkasan
