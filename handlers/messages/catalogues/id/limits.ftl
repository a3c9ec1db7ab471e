### What admins read about the limits for one order and for an agent's day.

limits-now =
    Satu pesanan paling banyak: { $order }
    Satu agen sehari paling banyak: { $day }
# In place of an amount: with real money both must be set, otherwise there may be none.
limit-not-set = belum ditetapkan
limit-none = tanpa batas
limits-both-needed = ⚠️ Belum ada yang dikirim sampai keduanya ditetapkan, karena ini uang sungguhan. Misalnya: /limits order 500.000, lalu /limits day 5.000.000
limits-too-low = ⚠️ Pesanan paling sedikit { $smallest }: di bawah itu tidak ada yang bisa mengirim. Untuk menghentikan pengiriman: /stop ALASAN
limits-usage = Mengubah: /limits order JUMLAH, /limits day JUMLAH, atau off sebagai jumlahnya
limits-changed = Batas diubah.

# Unasked, once a day, until an admin has set both
limits-missing =
    ⚠️ Belum ada yang bisa dikirim: untuk uang sungguhan batasnya harus ditetapkan dulu, untuk satu pesanan dan untuk satu agen sehari. Tanpa batas, siapa pun yang menemukan HP agen bisa menguras saldo.
    Tetapkan keduanya, misalnya: /limits order 500.000, lalu /limits day 5.000.000
    Sampai saat itu tidak ada yang dikirim, dan agen yang mencoba diminta menghubungi Anda.
