### What admins and supervisors read about teams.

team-which = Untuk tim mana? Hanya supervisor tim itu yang melihat pesanan agennya.
team-new = Tim baru
team-new-named = Tim baru “{ $team }”
team-none = Tanpa tim
team-name-a-new-one = Tulis nama tim baru sekali saja: { $command } NAMA. Setelah itu ada tombolnya.
team-is-it-new = Belum ada tim “{ $team }”. Ini tim baru, atau maksud Anda salah satu ini?
team-unreadable = Nama tim terdiri dari 1 sampai { $longest } huruf. Tidak ada yang diubah.
team-none-to-follow = Anda belum masuk tim mana pun, jadi tidak ada pesanan atau orang yang bisa Anda lihat. Minta admin memasukkan Anda ke sebuah tim (admin menulis /team dan ID Anda).
team-usage = Tulis: /team ID TIM, atau /team ID untuk memilih. ID setiap orang ada di /people

# Somebody was put into a team, or taken out of theirs; what follows from it depends on their role.
team-assigned = { $name } sekarang di tim { $team }.
team-assigned-to-none = { $name } sekarang tanpa tim.
team-assigned-agent = Pesanan sebelumnya tetap di tempat semula.
team-assigned-supervisor-to-none = Pesanan siapa pun tidak terlihat olehnya sampai ia masuk sebuah tim.
