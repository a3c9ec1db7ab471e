### What admins read of one difference between our orders and Faspay's books.

# What differs: in the list of differences, and in the head of a card
mismatch-unknown-debit = debit tak dikenal
mismatch-unexpected-debit = ada debit padahal uang seharusnya tidak keluar
mismatch-unconfirmed-debit = debit untuk pesanan yang belum pasti
mismatch-second-debit = lebih dari satu debit untuk satu pesanan
mismatch-missing-debit = tidak ada debit
mismatch-amount = jumlah berbeda
mismatch-day = tanggal berbeda
mismatch-missing-refund = uang belum kembali
mismatch-unexpected-refund = uang kembali yang tidak semestinya
mismatch-status = status berbeda
mismatch-balance = saldo tidak cocok

# The list: these lines, each of parts with dots between them
discrepancies-open = Selisih yang terbuka:
discrepancy-order = pesanan { $order }
discrepancy-balance-less = kurang { $gap }
discrepancy-balance-more = kelebihan { $gap }
discrepancies-left-out = … dan { $count } lagi: /reconcile

# The head of the card; whose debit it is; when it happened
discrepancy-head = ⚠️ Selisih #{ $number }: { $what }
discrepancy-of-order = Pesanan { $order }
discrepancy-of-no-order = Barisnya menyebut { $order }, yang bukan pesanan kita.
discrepancy-when = { $at }, { $age } yang lalu

# What happened. $seen is the amount in Faspay's statement, $expected the one by our books,
# $gap how far they are apart, $status where our books have the order's money.
tells-unknown-debit = { $seen } keluar dari rekening, dan tidak satu pun pesanan kita menjelaskannya.
tells-unexpected-debit = { $seen } keluar untuk pesanan ini, padahal catatan kita: { $status }.
tells-unconfirmed-debit = { $seen } keluar untuk pesanan { $expected } ini, tetapi saat ditanya, Faspay tidak mengenalnya. Catatan kita: { $status }.
tells-second-debit = Pesanan ini { $expected }, tetapi { $seen } keluar dalam lebih dari satu debit.
tells-missing-debit = Pesanan ini { $expected } dan ada di Faspay ({ $status }), tetapi di mutasi tercatat { $seen }.
tells-missing-refund = Menurut Faspay pesanan ini: { $status }. Namun { $expected } sudah keluar dan { $seen } yang kembali.
tells-day = Debit { $seen } bertanggal { $at }, pesanannya dikirim { $sent }.
tells-amount-less = Pesanan ini { $expected }, tetapi { $seen } keluar: kurang { $gap }.
tells-amount-more = Pesanan ini { $expected }, tetapi { $seen } keluar: kelebihan { $gap }, lebih dari biaya yang wajar.
tells-unexpected-refund = { $seen } kembali untuk pesanan ini, padahal catatan kita: { $status }.
tells-unexpected-refund-more = { $seen } kembali untuk pesanan ini, padahal menurut mutasi hanya { $expected } yang keluar.
tells-balance-less = Kurang { $gap }: sejak { $at } saldo turun sebesar itu lebih banyak daripada menurut mutasi.
tells-balance-more = Kelebihan { $gap }: sejak { $at } saldo naik sebesar itu lebih banyak daripada menurut mutasi.

# Faspay was asked about the order and contradicts our books: what it says, then what we say
inquiry-on-process = Jawaban Faspay: sedang diproses, belum diambil.
inquiry-success = Jawaban Faspay: sudah diambil.
inquiry-failed = Jawaban Faspay: gagal.
inquiry-reversed = Jawaban Faspay: dibalik.
inquiry-not-found = Jawaban Faspay: pesanan ini tidak ada.
inquiry-other = Jawaban Faspay tentang pesanan ini menyebut nomor, jumlah, telepon, atau cara ambil yang lain daripada yang dikirim.
inquiry-something-else = Jawaban Faspay lain.
our-books-say = Catatan kita: { $status }.

# What to do about it
do-unknown-debit = Tanyakan kepada siapa pun yang memakai rekening Faspay ini, lalu kepada Faspay, dengan waktu dan jumlahnya.
do-unexpected-debit = Jangan buat pesanan pengganti. Tanyakan kepada Faspay dengan nomor pesanan ini.
do-unconfirmed-debit = Uangnya sudah keluar: jangan buat pesanan pengganti. Tanyakan nasibnya kepada Faspay dengan nomor pesanan ini.
do-second-debit = Tanyakan kepada Faspay dengan nomor pesanan ini dan tagih kelebihannya.
do-missing-debit = Mungkin dibukukan terlambat. Bila besok masih ada, tanyakan kepada Faspay dengan nomor pesanan ini.
do-amount = Bandingkan dengan Faspay memakai nomor pesanan; periksa FASPAY_AMOUNT_UNIT.
do-day = Periksa apakah buku harian dan bulanan masih cocok; bila tidak, tanyakan kepada Faspay.
do-missing-refund = Tagih uangnya kepada Faspay dengan nomor pesanan ini.
do-unexpected-refund = Jangan ulangi pesanannya. Tanyakan kepada Faspay mengapa uang kembali, apa statusnya, dan apakah penerima sudah menerima uang.
do-status = Lihat /order { $order } dan tanyakan kepada Faspay dengan nomor pesanan ini. Jangan ulangi pesanannya.
do-balance = Bandingkan saldonya di halaman Faspay, dan tanyakan siapa lagi yang memakai rekeningnya.
discrepancy-stops = Pengiriman dihentikan karenanya, sampai admin menulis /resume.
discrepancy-if-known = Bila Anda tahu sebabnya: /reconcile { $number } ALASAN

# An admin has said what it is
explained = Selisih #{ $number } diselesaikan dengan alasan Anda. Bila ada yang berubah, saya kabarkan lagi.
explained-still-stopped = Pengiriman masih dihentikan. Setelah semua diperiksa, buka dengan /resume
explain-usage = Menyelesaikan yang Anda ketahui sebabnya: /reconcile NOMOR ALASAN
no-such-discrepancy = Tidak ada selisih terbuka dengan nomor itu. Yang terbuka: /reconcile

# How old it is, in the largest unit
age-minutes = { $count } menit
age-hours = { $count } jam
age-days = { $count } hari
