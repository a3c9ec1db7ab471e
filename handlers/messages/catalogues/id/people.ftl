### What is said about people: invitations, and what each may do.

# An admin gets a link to pass on: first for whom it is, then the terms, then the link itself.
invitation-without-team = Undangan untuk { $role }.
invitation-into-team = Undangan untuk { $role }, tim { $team }.
invitation-terms = Berlaku 15 menit, untuk satu orang. Teruskan tautan ini; setelah dipakai, saya minta persetujuan Anda.
invite-usage = Tulis: /invite agent|supervisor|admin [TIM], misalnya /invite agent Bandung

# Somebody used a link: to them, then to who invited them
claimed = Terima kasih. Pengundang Anda perlu menyetujui dulu; kabarnya datang di sini.
somebody-claimed-without-team = { $name } (ID { $id }) memakai undangan Anda untuk { $role }.
somebody-claimed-into-team = { $name } (ID { $id }) memakai undangan Anda untuk { $role }, tim { $team }.
somebody-claimed-approve = Pastikan benar orangnya, misalnya lewat telepon. Anda bisa menyetujui selama satu jam.

# What became of it: to who invited them, then to the newcomer
approved = { $name } sekarang { $role }.
rejected = { $name } ditolak dan tidak mendapat akses.
welcome = Selamat datang! Anda sekarang { $role }.
not-approved = Pengundang Anda tidak menyetujui. Bila ini keliru, hubungi admin Anda.

# Why nothing was changed. At most 200 characters each: more does not fit on a button's answer.
problem-link-unknown = Undangan ini tidak berlaku: sudah dipakai, sudah lewat 15 menit, atau bukan milik Anda. Minta undangan baru kepada admin.
problem-own-link = Ini undangan Anda sendiri. Teruskan tautannya kepada orang yang diundang.
problem-member-already = Anda sudah terdaftar. Tulis /help untuk mulai.
problem-suspended = Hak Anda sedang dihentikan. Hubungi admin perusahaan Anda.
problem-not-claimed = Undangan ini belum dipakai siapa pun.
problem-claim-waits = Undangan Anda masih menunggu persetujuan pengundang. Kabarnya datang di sini.
problem-claim-over = Undangan Anda tidak disetujui, jadi sudah berakhir. Bila ini keliru, minta tautan baru kepada admin Anda.
problem-too-late = Tautannya dipakai lebih dari satu jam yang lalu, jadi undangan ini berakhir dan tidak ada yang diterima. Untuk mengundang lagi, tulis /invite dan teruskan tautan baru.
problem-decided = Undangan ini sudah diputuskan.
problem-nobody = Tidak ada orang dengan ID itu. Lihat /people
problem-oneself = Anda tidak bisa menghentikan diri sendiri.
problem-last-admin = Ini admin terakhir; harus ada setidaknya satu. /stop ALASAN menghentikan semua pengiriman; yang menjalankan bot bisa menangguhkannya.
problem-waits-for-second = Pengundangnya sudah menyetujui. Admin lain perlu memutuskan juga; lihat pesan usulannya.
problem-team-stopped = Pengiriman untuk timnya sedang dihentikan, jadi satu orang saja tidak bisa memindahkannya. Pindahkan setelah dua orang membukanya (/resume).
problem-unchanged = Sudah begitu keadaannya; tidak ada yang diubah.

# The list of people: a line for each, of parts with dots between them
people-none = Belum ada orang.
person-and-id = { $name } (ID { $id })
person-unreachable = memblokir bot
which-person = Tulis: /{ $command } ID. ID setiap orang ada di /people

person-suspended = { $name } dihentikan mulai sekarang; pesanannya yang belum terkirim tidak akan dikirim. Mengaktifkan kembali: /restore { $id }
person-restored = { $name } aktif kembali. Menghentikan lagi: /suspend { $id }

# An agent was suspended who has seen codes; then what the admin can do about them
codes-still-out = Masih ada { $codes } kode yang sudah mereka lihat, seluruhnya { $total }, yang uangnya masih bisa diambil.
codes-still-out-until = Masih ada { $codes } kode yang sudah mereka lihat, seluruhnya { $total }, yang uangnya masih bisa diambil, paling lambat sampai { $until }.
codes-still-out-what-to-do = Kodenya sedang saya hapus dari layar mereka, tetapi kode yang sudah dicatat orang tetap berlaku. Kalau uang itu tidak boleh keluar lagi, segera telepon Faspay.

# /lock
# No command to tap: a slip would lock them out while somebody waits.
lock-usage-agent = Anda hanya bisa mengunci akses sendiri, dengan / kunci (tanpa spasi, dan tanpa apa pun di belakangnya). Akses langsung berakhir, dan perlu dua orang perusahaan Anda untuk mengembalikannya.
lock-usage-supervisor = Tulis siapa: /kunci NAMA atau /kunci ID, untuk anggota tim Anda; untuk diri sendiri: /kunci saya. Aksesnya langsung berakhir.
lock-usage-admin = Tulis siapa: /kunci NAMA atau /kunci ID; untuk diri sendiri: /kunci saya. Aksesnya langsung berakhir.
lock-whom = Akses siapa yang dikunci? Cukup satu kali tekan.
lock-nobody = Tidak ada yang bisa Anda kunci dengan nama “{ $words }”. Tulis sebagian namanya, atau ID-nya: /kunci ID
person-locked = { $name } dikunci: mulai sekarang tidak bisa melihat atau mengirim apa pun di sini, dan pesanannya yang belum terkirim tidak akan dikirim. Kode di chatnya sedang dihapus. Mengembalikan haknya perlu dua orang: /restore { $id }
locked-oneself = Akses Anda dikunci: mulai sekarang tidak ada yang bisa dilihat atau dikirim dengan akun ini, dan pesanan yang belum terkirim tidak akan dikirim. Kode di chat ini sedang dihapus. Perlu dua orang perusahaan untuk mengembalikannya: telepon supervisor atau admin Anda.
