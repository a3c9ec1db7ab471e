### The card of an order in its agent's chat: it shows the code.

# $spaced is the code in fours
card-code =
    Kode:
    { $code }
    (dibaca: { $spaced })
card-steps-permata =
    Di ATM Permata:
    1. Pilih tarik tunai tanpa kartu.
    2. Masukkan nomor HP { $phone }.
    3. Masukkan kode.
    4. Masukkan jumlah { $amount }, lalu ambil uangnya.
    Urutan di layar ATM bisa sedikit berbeda.
card-steps-alfamart = Di Alfamart: tunjukkan kode ini kepada kasir, lalu terima { $amount }.
card-steps-indomaret = Di Indomaret: sebutkan nomor HP { $phone }, kode dan jumlah { $amount } kepada kasir, lalu terima uang dan struknya.
card-cash = Kode ini sama dengan uang: berikan hanya kepada penerima.

# Where the code is not shown (yet)
card-accepted = Diterima ✓ Kode akan muncul di pesan ini, biasanya dalam beberapa detik.
card-status = Status: { $status }.
card-code-held = Jawaban Faspay perlu diperiksa orang dulu, jadi kodenya ditahan. Admin sudah diberi tahu. Uangnya mungkin sudah disisihkan: jangan buat pesanan baru untuk orang ini. Kabar menyusul.
# Follows “Its code ended …”
card-code-over = Tunggu kabar dari saya.
card-code-soon = Faspay sudah menerima pesanan ini. Kode segera muncul di pesan ini.
# Stands for a moment, before the card is deleted
card-wiped = Pesanan { $number }: kode sudah dihapus dari sini. Statusnya: /order { $number }

# Answers to a press on “Show code”: at most 200 characters
card-comes = Kartu baru dengan kodenya segera datang.
no-code-no-such-order = Saya tidak menemukan pesanan Anda dengan nomor itu. Lihat /orders
no-code-not-yet = Kodenya belum ada. Kode muncul di kartu pesanan begitu Faspay memberikannya.
no-code-held = Jawaban Faspay perlu diperiksa orang dulu, jadi kodenya ditahan. Jangan buat pesanan baru untuk orang ini. Kabar menyusul.
no-code-missing = Pesanan ada di Faspay, tetapi kodenya tidak sampai kepada kami. Admin sudah diberi tahu. Jangan buat pesanan baru untuk orang ini.
no-code-ended = Kode pesanan ini sudah tidak berlaku. Lihat statusnya dengan /order NOMOR
no-code-too-often = Kode terlalu sering diminta. Tunggu beberapa menit; kartu yang lama masih berlaku.
