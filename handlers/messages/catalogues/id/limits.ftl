### What people read about limits: how they stand, how to change them, and what is left.

limit-now-order = Satu pesanan paling banyak: { $limit }
limit-now-agent-day = Satu agen dalam 24 jam: { $limit }
limit-now-team-day = Satu tim dalam 24 jam: { $limit }
limit-now-company-day = Semua dalam 24 jam: { $limit }
limit-now-phone-week = Satu nomor HP penerima dalam 7 hari: { $limit }
limit-now-channel = Satu pesanan di { $place }: { $limit }
limit-company-taken = Dari batas untuk semua, 24 jam terakhir sudah memakai { $taken }; tersisa { $left }.
# In place of an amount: with real money the first two must be set, otherwise there may be none.
limit-not-set = belum ditetapkan
limit-none = tanpa batas
limits-both-needed = ⚠️ Belum ada yang dikirim sampai keduanya ditetapkan, untuk satu pesanan dan untuk satu agen, karena ini uang sungguhan. Misalnya: /limits pesanan 500.000, lalu /limits agen 5.000.000
limits-too-low = ⚠️ Pesanan paling sedikit { $smallest }: di bawah itu tidak ada yang bisa mengirim. Untuk menghentikan pengiriman: /stop ALASAN
limits-usage =
    Mengubah: /limits pesanan JUMLAH, /limits agen JUMLAH, begitu juga tim, perusahaan, nomor, atau tempat seperti permata; mati sebagai jumlahnya untuk tanpa batas.
    Batas yang lebih rendah langsung berlaku. Menaikkan atau mencabutnya perlu dua orang.
limits-too-low-at = ⚠️ Pesanan di { $place } paling sedikit { $smallest }: di bawah itu tidak ada yang bisa mengirim ke sana. Untuk menghentikannya: /stop dengan tempat dan alasannya
limits-where = Mengubah batas: /limits
limits-changed = Sekarang batasnya begini.

# Unasked, once a day, until an admin has set both
limits-missing =
    ⚠️ Belum ada yang bisa dikirim: untuk uang sungguhan batasnya harus ditetapkan dulu, untuk satu pesanan dan untuk satu agen dalam 24 jam. Tanpa batas, siapa pun yang menemukan HP agen bisa menguras saldo.
    Tetapkan keduanya, misalnya: /limits pesanan 500.000, lalu /limits agen 5.000.000
    Sampai saat itu tidak ada yang dikirim, dan agen yang mencoba diminta menghubungi Anda.

# Above a read-back, where a limit allows little more
limit-left-agent-day = Batas Anda dalam 24 jam: tersisa { $left } dari { $limit }.
limit-left-team-day = Batas tim Anda dalam 24 jam: tersisa { $left } dari { $limit }.
limit-left-company-day = Batas perusahaan dalam 24 jam: tersisa { $left } dari { $limit }.
limit-left-phone-week = Batas nomor HP ini dalam 7 hari: tersisa { $left } dari { $limit }.

# To an agent
limits-own = Yang bisa Anda kirim sekarang:
limits-own-none = Perusahaan tidak menetapkan batas. Tiap tempat punya jumlahnya sendiri: tertulis di pertanyaannya.

# What a limit is for, within a sentence such as "… changed the limit for one order"
limit-of-order = satu pesanan
limit-of-agent-day = satu agen dalam 24 jam
limit-of-team-day = satu tim dalam 24 jam
limit-of-company-day = semua dalam 24 jam
limit-of-phone-week = satu nomor HP penerima dalam 7 hari
limit-of-channel = satu pesanan di { $place }
limit-of-budget = anggaran { $code }
limit-of-approval = pesanan tanpa persetujuan
limit-of-second-approval = pesanan yang cukup dengan satu persetujuan
limit-of-approval-day = satu agen dalam 24 jam tanpa persetujuan
limit-of-approver-day = yang disetujui satu orang dalam 24 jam
limit-of-pin = pesanan tanpa PIN

# /policy history
policy-decided = { $time }: { $what } { $agreed }
policy-undecided = Belum ada keputusan tentang batas dan tujuan.
label-policy-history = Keputusan sebelumnya
