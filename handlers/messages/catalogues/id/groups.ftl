### /watch in a group, which shows a team's orders to all who are in it.

group-begun =
    Mulai sekarang pesanan tim “{ $team }” ditampilkan di sini, masing-masing satu pesan senyap: nomor, jumlah, tempat dan perkembangannya. Tidak pernah kode, nama atau nomor telepon.
    Semua orang di grup ini membacanya. Mengakhiri: /watch off
group-moved = Di tempat sebelumnya tidak ada lagi yang baru.
group-ended = Pesanan tim “{ $team }” tidak lagi ditampilkan di grup. Yang sudah ada tetap di sana; saya boleh dikeluarkan dari grup.
group-usage = Menampilkan pesanan sebuah tim di sini: /watch here TIM. Mengakhiri: /watch off
group-is-public = Tidak ada yang ditampilkan: grup ini publik, jadi siapa pun bisa membacanya. Jadikan grup pribadi (Jenis grup), lalu tulis /watch here lagi.
group-no-team = Belum ada tim. Masukkan orang ke tim dulu, di obrolan pribadi kita: /team ID TIM
group-which-team = Pesanan tim yang mana? Tulis:
group-team-line = /watch here { $team }
group-none = Tidak ada pesanan tim yang ditampilkan di grup. Untuk memulai, tambahkan saya ke grup dan tulis di sana, sebaiknya di sebuah topik: /watch here TIM
group-none-here = Tidak ada pesanan tim yang ditampilkan di topik ini. Yang di topik lain diakhiri di sana, atau dengan /watch off TIM di obrolan pribadi kita.
group-list = Grup yang menampilkan pesanan:
group-line = • { $team } → “{ $title }”
group-how-to-end = Mengakhiri satu: /watch off TIM

# Told to admins
did-group-begun = { $who } menampilkan pesanan sebuah tim di grup: { $words }. Semua orang di grup itu membacanya, tanpa kode, nama dan nomor telepon.
did-group-ended = { $who } mengakhiri tampilan pesanan sebuah tim di grup: { $words }.
did-group-ended-by-itself =
    Pesanan sebuah tim tidak lagi ditampilkan di grupnya: { $words }.
    { $why } Tidak ada yang hilang: supervisor tetap melihat setiap pesanan. Untuk menampilkannya lagi di grup, tulis di sana /watch here TIM.
group-end-shut-out = Saya dikeluarkan dari grup itu.
group-end-migrated = Grup itu menjadi supergrup, yaitu obrolan lain: periksa siapa saja di dalamnya.
group-end-topic-gone = Topiknya ditutup atau dihapus.
group-end-muted = Saya tidak boleh menulis lagi di sana.
group-end-public = Grup itu menjadi publik, jadi siapa pun bisa membacanya.
group-end-admin-gone = Yang memasangnya bukan lagi admin aktif.
group-end-restored = Cadangan data dipasang, jadi tidak diketahui apakah ini masih diinginkan.
