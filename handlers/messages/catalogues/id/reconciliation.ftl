### What admins read of a comparison of our orders with Faspay's books.

reconcile-asked = Pesanan kita sedang dicocokkan dengan buku Faspay. Bisa beberapa menit; hasilnya datang di sini.
reconcile-asked-already = Sudah Anda minta: pesanan kita sedang dicocokkan dengan buku Faspay, atau yang belum dijawab Faspay ditanyakan lagi dalam satu jam. Hasilnya datang di sini.

# The report's first line, and a line of /health about the newest one
reconciled = Pesanan dan buku Faspay, { $days }: { $outcome }
last-reconciled = Buku Faspay: { $at }, { $outcome }
last-reconciled-never = Buku Faspay: belum pernah dicocokkan

# How a comparison ended: the end of those lines
outcome-clean = cocok ✓
outcome-not-certain = tidak ada selisih, tetapi belum semuanya pasti
outcome-incomplete = belum lengkap, jadi belum disebut cocok
outcome-differs = ⚠️ { $new } selisih baru, { $older } yang lama masih terbuka
outcome-incomplete-and-differs = belum lengkap. { outcome-differs }

# What Faspay did not tell, put in with commas between; then when it is asked again
gap-statement = mutasi
gap-balance = saldo
gap-inquiry = beberapa pesanan
gaps-unread = Tidak dapat dibaca dari Faspay: { $missing }.
gaps-given-up = Pencocokannya berkali-kali terputus di pihak kita dan dihentikan dulu; bukan karena Faspay.
gaps-again-within-the-hour = Saya tanyakan lagi dalam satu jam.
gaps-again-next-night = Ditanyakan lagi malam berikutnya, atau dengan /reconcile.

# What was compared; the first is a part of the three behind it
compared-counts = { $orders } pesanan, { $lines } baris mutasi
compared = Dicocokkan: { compared-counts }.
compared-balance-fits = Dicocokkan: { compared-counts }, saldo.
compared-balance-explained = Dicocokkan: { compared-counts }, saldo: selisihnya sudah dijelaskan.
# How the balance came out otherwise, behind "Compared: ..."
balance-differs = Saldo tidak cocok.
balance-first = Saldo baru diketahui mulai sekarang; pencocokan berikutnya memakainya.
balance-restarted = ⚠️ Saldo tidak dicocokkan: pencocokan saldo yang terakhir sudah terlalu lama, jadi yang bergerak tanpa terlihat sejak itu tidak diketahui. Pencocokan berikutnya mulai dari saldo ini. Bandingkan saldonya dengan halaman Faspay.
balance-moved = Saldo tidak dicocokkan: uang sedang bergerak. Pencocokan berikutnya memeriksanya sejak terakhir kali.
balance-untold = Saldo tidak dicocokkan: Faspay tidak menjawab.

# Orders of which nobody knows yet whether they exist: a line for each, the rest by its count
uncertain-orders = Belum pasti. Jangan buat pesanan pengganti, dan tanyakan kepada Faspay dengan nomornya:
uncertain-left-out = … dan { $count } lagi

# A backup was put in place
hold-lifted = Data lama sudah dicocokkan. Periksa setiap selisih, lalu buka pengiriman dengan /resume
hold-waits = Data lama terpasang, dan yang kurang di dalamnya mungkin belum semuanya ada di mutasi, jadi pengiriman belum bisa dibuka.
hold-compared-at = Pencocokan berikutnya sekitar { $at }.
hold-compared-next-night = Pencocokan berikutnya malam nanti, atau dengan /reconcile.
