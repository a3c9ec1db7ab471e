### The questions of an order, and what is said about an answer that cannot be taken.

question-channel = Di mana penerima akan mengambil uangnya?
question-channel-again = Pilih salah satu tombol, atau tulis namanya.
question-name = Siapa nama penerima? Tulis seperti di KTP.
# Below a question, above buttons such as “B. S. · …7890”
question-or-press-earlier = Atau tekan orang yang pernah Anda kirimi:
question-earlier-gone = Data orang itu tidak bisa diisikan lagi. Belum ada yang dicatat; tulis nama dan nomor HP-nya, ya.
question-phone = Nomor HP penerima? Ketik, tempel, atau kirim kontaknya.
question-amount = Berapa jumlahnya? { $channel }: { $minimum } sampai { $maximum }, kelipatan { $step }.

question-purpose = Untuk tujuan apa?
question-purpose-again = Tekan salah satu tombol, atau tulis nama tujuannya.

# Above the read-back, where the budget of its purpose is nearly used up, or is too small
question-budget-near = Sisa anggaran { $purpose }: { $left }.
question-budget-over = ⚠️ Anggaran { $purpose } tinggal { $left }. Ubah jumlah atau tujuannya, atau minta admin agar anggarannya dinaikkan.
question-budget-empty = ⚠️ Anggaran { $purpose } sudah habis. Minta admin agar dinaikkan; atau ubah tujuannya, kalau ada yang lain.

# The read-back: the agent checks it with the beneficiary before anything is sent. $words is the amount in words
question-read-back =
    Periksa bersama penerima:

    Nama: { $name }
    Nomor HP: { $phone }
    Jumlah: { $amount }
    ({ $words })
    Diambil di: { $place }

    Sudah benar? Setelah dikonfirmasi tidak bisa ditarik kembali.
# The last of its lines, below the place, where the order has a purpose
question-read-back-purpose = Tujuan: { $purpose } ({ $code })
amount-in-words = { $words } rupiah
# The rule of Unicode (RBNF) that writes a number out as it is said aloud
pattern-amount-in-words = spellout-cardinal
question-confirm-or-change = Tekan tombol, atau tulis “ya” untuk konfirmasi, “ubah nama”, “ubah nomor”, “ubah jumlah” atau “batal”.
question-did-you-mean = Maksudnya { $guess }?
# Above buttons with two names: the one before, and the one that has just come
question-whose-phone = Nomor { $phone } milik siapa? { question-press-the-name }
question-which-name = Nama mana yang benar? { question-press-the-name }
question-press-the-name = Tekan nama yang sesuai KTP, atau tulis namanya.
question-which-phone = Kontak itu punya beberapa nomor. Tekan nomor HP penerima, atau tulis.
question-this-phone = Dari nomor-nomor di kontak itu, hanya ini nomor HP Indonesia. Tekan bila ini nomor penerima, atau tulis nomornya.

# Why an answer cannot be taken, and how to write it
reason-phone-characters = Nomor HP hanya angka, misalnya 0812-3456-7890.
reason-landline = Itu nomor telepon rumah. Perlu nomor HP yang mulai dengan 08.
reason-service-number = Itu nomor layanan. Perlu nomor HP penerima yang mulai dengan 08.
reason-foreign = Itu bukan nomor Indonesia. Perlu nomor HP Indonesia (08… atau +62…).
reason-phone-start = Nomor HP harus mulai dengan 08, +62 atau 62.
reason-unknown-prefix = Awalan nomor itu tidak dikenal. Periksa lagi nomornya.
reason-too-short = Nomor itu terlalu pendek. Periksa, mungkin ada angka yang tertinggal.
reason-too-long = Itu terlalu panjang. Periksa dan tulis lagi.
reason-extra-digits = Angka terakhirnya belum jelas, termasuk nomor itu atau bukan. Tulis nomornya saja, misalnya 0812-3456-7890.
reason-several-phones = Mungkin ada lebih dari satu nomor di situ. Tulis satu nomor saja.
reason-bank-account = Itu sepertinya nomor rekening, jadi tidak saya pakai sebagai nomor HP.
reason-no-country = Nomor kontak itu tidak menyebut negaranya. Kalau nomor Indonesia, ketik mulai dengan 08.
reason-few-letters = Nama paling sedikit dua huruf.
reason-digits-in-name = Nama tidak boleh berisi angka.
reason-command = Itu perintah, bukan jawaban.
reason-name-characters = Ada tanda yang tidak boleh di nama. Pakai huruf, spasi, titik, koma, tanda hubung dan apostrof saja.
reason-not-latin = Nama perlu ditulis dengan huruf Latin. Ketik ulang, jangan disalin.
reason-bidi = Ada tanda tersembunyi di dalamnya. Ketik ulang, jangan disalin.
reason-invisible = Ada tanda yang tidak terlihat di dalamnya. Ketik ulang, jangan disalin.
reason-unclear = Jumlahnya belum jelas. Tulis lengkap, misalnya 500.000.
reason-grouped-with-unit = Itu bisa dibaca dua cara. Tulis lengkap, misalnya 500.000.
reason-ambiguous-m = “m” bisa juta atau miliar. Tulis lengkap, misalnya 500.000.
reason-cents = Tulis tanpa sen, misalnya 500.000.
reason-unreadable = Itu belum bisa dibaca. Tulis lagi dengan jelas.
reason-start-with-digits = Mulai jumlah dengan angka, misalnya 500.000.
reason-unknown-unit = Satuannya tidak dikenal. Tulis dalam rupiah, misalnya 500.000.
reason-plain-digits = Pakai angka biasa 0 sampai 9, misalnya 500.000.
reason-below-minimum = Jumlahnya paling sedikit { $limit }.
reason-above-maximum = Jumlahnya paling banyak { $limit }.
reason-not-a-multiple = Jumlahnya harus kelipatan { $limit }.
# Follows “must be a multiple of”. $nearest is one amount, or two joined by “or”
reason-nearest = Yang terdekat: { $nearest }.

# What was taken from a pasted line or a shared contact
noted = Sudah dicatat: { $parts }.
noted-earlier-dropped = Data orang yang tadi dihapus.
contact-without-number = Kontak itu tidak punya nomor.
contact-left-out = Tidak ada yang diambil dari kontak itu.
