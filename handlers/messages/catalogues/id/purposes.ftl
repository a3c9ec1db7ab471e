### What admins read about purposes: what orders are for, with their budgets.

purposes-now = Tujuan pesanan:
purposes-none = Belum ada tujuan: agen tidak ditanya uangnya untuk apa.
purposes-usage =
    Menambah: /policy tujuan PANGAN Bantuan pangan
    Mengubah: /policy tujuan PANGAN anggaran 10.000.000 (atau off), … nama NAMA BARU, … tim NAMA TIM, … off, … on
    Kodenya paling banyak 8 huruf atau angka dan masuk ke deskripsi di Faspay; di Alfamart dan Indomaret hanya 2 yang pertama yang muat.
    Agen baru ditanya kalau ada lebih dari satu; kalau hanya satu, itu yang dipakai.

purpose-head = { $code } · { $name } · { $state }
purpose-on = aktif
purpose-off = tidak aktif
purpose-no-budget = Tanpa anggaran
purpose-budget = Anggaran { $budget } · sisa { $left }
# What came late may take more than the budget
purpose-over = ⚠️ Anggaran { $budget } · lewat { $over }: tidak ada pesanan baru, dan dari yang menunggu dikirim hanya yang pertama, sejauh anggarannya cukup
# Collected, and confirmed but not collected yet
purpose-spent = Sudah diambil { $used } · dalam perjalanan { $reserved }
purpose-first-for = Ditawarkan pertama untuk tim: { $teams }

# What holds now, above the purpose
purpose-changed-added = Tujuan ini sudah ada.
purpose-changed-renamed = Namanya sekarang ini. Pesanan yang sudah ada tetap memakai nama lamanya.
purpose-changed-on = Tujuan ini aktif: agen bisa memilihnya.
purpose-changed-off = Tujuan ini nonaktif: tidak ditawarkan lagi, dan selama itu tidak ada pesanannya yang dikirim.
purpose-changed-budget = Anggarannya sekarang ini.
purpose-changed-default = Yang ditawarkan pertama untuk tim itu sudah dicatat.
purpose-default-other = Tim itu ditawari tujuan lain lebih dulu. Tidak ada yang diubah.

purpose-exists = Kode { $code } sudah dipakai. Mengganti namanya: /policy tujuan { $code } nama { $name }
purpose-name-taken = Sudah ada tujuan dengan nama itu: { $code }. Pilih nama lain, supaya tidak tertukar.
purpose-name-reserved = Belum ada tujuan { $code }, dan nama baru tidak bisa diawali “{ $word }”: kata itu mengubah tujuan yang sudah ada. Awali dengan kata lain.
purpose-code-reserved = Kata { $code } tidak bisa menjadi kode tujuan: di belakang /policy atau /orders artinya lain. Pilih kode lain.
purpose-unknown = Belum ada tujuan { $code }. Menambah: /policy tujuan { $code } NAMANYA
purpose-code-unreadable = Kode tujuan 1 sampai 8 huruf A–Z atau angka, diawali huruf, misalnya PANGAN. Semua tujuan: /policy
purpose-name-unreadable = Nama tujuan 1 sampai 40 huruf, misalnya: /policy tujuan PANGAN Bantuan pangan
purpose-budget-usage = Tulis anggarannya, { $least } sampai { $most }, misalnya: /policy tujuan { $code } anggaran 10.000.000, atau off untuk tanpa anggaran
purpose-team-usage = Tim itu belum ada. Tulis nama timnya: /policy tujuan { $code } tim NAMA TIM; agar tidak lagi ditawarkan pertama: … tim NAMA TIM off. Semua tim: /people
purpose-which-team = Untuk tim mana { $code } ditawarkan pertama? Yang bertanda ✓ sudah; tekan lagi untuk membatalkannya.

label-purpose-on = Aktifkan
label-purpose-off = Nonaktifkan
label-purpose-first-for = Tawarkan pertama untuk tim …
label-purposes = ← Semua tujuan

# What is told to the other admins; $before and $after are amounts, or “no budget”
did-purpose-added = { $who } menambah tujuan { $code }: “{ $words }”
did-purpose-renamed = { $who } mengganti nama tujuan { $code }: { $words }
did-purpose-on = { $who } mengaktifkan tujuan { $code }.
did-purpose-off = { $who } menonaktifkan tujuan { $code }: tidak ditawarkan lagi.
did-purpose-budget = { $who } mengubah anggaran tujuan { $code }: { $before } → { $after }.
did-purpose-default = { $who } mengubah tujuan yang ditawarkan pertama untuk tim { $words }: { $before } → { $after }.
purpose-default-none = tidak ada
