### What admins read about sending: whether it is open, who stopped it, and how things are.

# Why the program itself stopped sending; each is said behind "Reason:"
guard-echo = jawaban Faspay untuk pesanan { $order } berbeda dari yang dikirim.
guard-no-room = tidak ada ruang untuk menyimpan jawaban Faspay; apakah disk penuh?
guard-unit = saldo tidak turun sebagaimana mestinya dengan pesanan { $order }. Bandingkan dengan Faspay sebelum membuka; periksa FASPAY_AMOUNT_UNIT.
guard-unit-untold = Faspay tidak memberi tahu saldo setelah pesanan { $order }, jadi jumlahnya belum terbukti. Bandingkan dengan Faspay berapa yang keluar sebelum membuka; pesanan berikutnya diukur lagi.
guard-clock = jam mesin ini dan jam Faspay berbeda dua menit atau lebih (jam Faspay dikurangi jam kita: { $seconds } detik). Minta jamnya disetel (NTP) sebelum membuka.
guard-debit = mutasi Faspay memuat debit yang tidak dijelaskan oleh pesanan kita. Periksa dengan /reconcile dan Faspay sebelum membuka.
guard-updates-taken = pihak lain memegang token bot ini dan sudah tiga kali dalam satu jam mengambil pesan orang dari saya. Nama dan nomor HP mungkin sudah sampai ke pihak lain. Sebelum membuka, minta token baru di @BotFather (/revoke) dan pasang di TELEGRAM_BOT_TOKEN.
guard-account = dua pesanan berturut-turut ditolak karena sebab yang ada pada akun perusahaan di Faspay atau pengaturan di sini; yang terakhir { $order }. /order { $order } menunjukkan kata Faspay dan membuatkan pesan untuk support-nya. Bereskan dulu akun atau pengaturannya sebelum membuka: sebelum Faspay kembali memeriksa satu pesanan, penolakan seperti itu dalam satu hari langsung menghentikan pengiriman lagi.
guard-failures = { $count } transfer berturut-turut tidak dijawab jelas oleh Faspay, jadi untuk masing-masing belum pasti apakah uangnya keluar; yang terakhir { $order }. Saya terus menanyakannya; /order { $order } menunjukkan hasilnya. Tanyakan ke Faspay apakah layanannya sehat sebelum membuka: sebelum ada satu transfer yang dijawab jelas, yang berikutnya yang tidak jelas langsung menghentikan pengiriman lagi.
guard-low-balance = Faspay ditanya pada { $time }: yang bisa dipakai { $available }, sedangkan pesanan yang menunggu dikirim { $needed }. Minta saldonya diisi sebelum membuka; /balance menanyakannya lagi.
guard-old-data = basis data lebih lama daripada yang sudah dikerjakan: sebuah cadangan dipasang sebagai gantinya. Cocokkan dulu: /reconcile

# Why a person stopped sending, in that person's words
wrote = { $who } menulis: “{ $words }”
wrote-somebody = Seseorang menulis: “{ $words }”

sending-reason = Alasan: { $why }
sending-how-to-open = Setelah diperiksa, buka lagi dengan /resume
sending-opened-by = Dibuka oleh { $who }.
sending-open-already = Pengiriman memang sedang terbuka.

# A backup was put in place
old-data =
    ⚠️ Data lama terpasang: keadaan basis data yang lebih awal, tanpa pesanan dan perubahan terbaru. Tidak ada yang dikirim; pesanan dari waktu itu tidak saya kirim lagi.
    Saya sedang menanyakan setiap pesanan ke Faspay dan mencocokkan dengan mutasinya.
    Mohon periksa yang tidak bisa saya ketahui:
    • /people: siapa yang sejak itu ditangguhkan atau diterima? Lakukan lagi. Undangan dari waktu itu tidak berlaku.
    • /health: tim atau kanal mana yang sejak itu dihentikan? Hentikan lagi.
    • /limits: masih benar? Jumlah sehari bisa kurang dari sebenarnya.
    • Kode pesanan yang hilang di sini masih ada di chat agen, tetapi tidak bisa saya temukan atau hapus.
    Setelah pencocokan lengkap, hasilnya datang di sini (ulangi: /reconcile). Periksa setiap selisih, lalu buka dengan /resume
# The answer to /resume before that data was compared
sending-held = Pengiriman belum bisa dibuka: data lebih lama daripada yang sudah dikerjakan, dan pencocokan dengan Faspay belum menunjukkan bahwa tidak ada yang hilang. Pencocokan akan diulang secara otomatis; laporan terbaru menyebut waktunya. Lalu /resume

clock-behind = ⚠️ Jam mesin ini kira-kira { $seconds } detik lebih lambat dari jam Faspay.
clock-ahead = ⚠️ Jam mesin ini kira-kira { $seconds } detik lebih cepat dari jam Faspay.
clock-what-to-do = Minta jamnya disetel (NTP). Mulai 120 detik pengiriman berhenti: Faspay menolak permintaan yang waktunya salah, dan jam yang saya sebut kepada orang juga salah.

# Somebody with the bot's token set an address of their own for its messages
updates-taken =
    ⚠️ Pihak lain memegang token bot ini dan baru saja mengambil pesan orang dari saya. Setiap kali terjadi, saya ambil kembali saat itu juga.
    Yang ditulis sementara itu mungkin sampai ke mereka, termasuk nama dan nomor HP, dan tidak sampai ke saya. Mereka juga bisa menulis atas nama bot ini.
    Uangnya: pesanan yang sudah saya terima tidak tersentuh. Pada kali ketiga dalam satu jam saya menghentikan semua pengiriman.
    { new-token }
    Bila itu salinan uji bot ini, beri salinan itu token sendiri.
# A second program fetches the bot's messages
updates-shared =
    ⚠️ Program lain mengambil pesan dengan token bot ini: salinan kedua bot ini, atau pihak lain. Sebagian pesan sampai ke sana, bukan ke saya, termasuk nama dan nomor HP; yang menulis tidak mendapat jawaban, atau mendapat jawaban yang aneh.
    Uangnya: pesanan yang sudah saya terima tidak tersentuh.
    Hentikan program lain itu: salinan yang masih berjalan, atau percobaan dengan token ini. Bila tidak ada yang Anda ketahui, pihak lain memegang token ini.
    { new-token }
# A part of the two messages above
new-token = Lalu minta yang menjalankan bot ini membuat token baru di @BotFather (/revoke), memasangnya di TELEGRAM_BOT_TOKEN, dan menjalankan bot lagi.

# The answer to /health
health-open = Pengiriman: terbuka
health-stopped-company = Pengiriman: dihentikan
health-stopped-team = Pengiriman tim { $name }: dihentikan
health-stopped-channel = Pengiriman ke { $name }: dihentikan
health-counts =
    Pesanan menunggu dikirim: { $waiting }
    Sedang dikirim: { $sending }
    Belum pasti: { $unknown }
    Siap diambil: { $to_collect }
    Pesan masuk yang belum dibaca: { $updates }
health-limits-missing = ⚠️ Batas belum ditetapkan: sampai ditetapkan, tidak ada yang dikirim. Lihat /limits
health-proposals = Menunggu orang kedua: { $count }
health-second-admin-missing = ⚠️ Belum ada admin kedua, jadi untuk hal yang perlu dua orang, orang keduanya yang menjalankan bot (python -m bot decide). Mengundang admin: /invite admin. Yang diterima kurang dari 7 hari lalu belum dihitung bersama yang menerimanya.

# The answer to /watch
watching-on = Anda akan menerima kabar setiap pesanan. Berhenti: /watch
watching-off = Kabar setiap pesanan dimatikan untuk Anda. Nyalakan lagi: /watch

balance-asked = Saldo sedang ditanyakan ke Faspay; jawabannya datang di sini.
balance =
    Saldo di Faspay: { $total }
    Bisa dipakai: { $available }
    Pesanan yang belum terkirim atau belum pasti: { $in_flight }
balance-unknown = Faspay belum menjawab berapa saldonya. Tanyakan lagi nanti: /balance
