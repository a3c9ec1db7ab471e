### What admins read of what another admin, or the operator at the machine, did.

# Who did it: begins a sentence
actor-operator = Operator, di mesinnya,
actor-program = Bot

did-invited = { $who } membuat undangan. Peran: { $role }, tim: { $team }.
did-invite-approved = { $who } menerima { $newcomer }. Peran: { $role }.
did-invite-refused = { $who } menolak { $newcomer }, yang tidak mendapat akses.
did-suspended = ⚠️ { $who } menghentikan { $whom }.
did-lock = ⚠️ { $who } mengunci { $whom }, yang kini tidak bisa melihat atau mengirim apa pun. Mengembalikan haknya perlu dua orang: /restore { $id }
did-lock-themselves = ⚠️ { $whom } mengunci aksesnya sendiri. Telepon dulu orangnya sebelum haknya dikembalikan, yang perlu dua orang: /restore { $id }
did-restored = { $who } mengaktifkan kembali { $whom }.
did-assigned = { $who } mengubah tim { $whom }: { $team }.
did-limits = { $who } mengubah batas untuk { $scope }: { $before } → { $after }.
did-reconciled = { $who } menyelesaikan selisih #{ $number } dan menulis: “{ $words }”
did-keys-rotated = { $who } menyegel ulang semua data, dengan kunci { $key }.
did-teams-merged = Nama tim yang hanya berbeda huruf besar atau spasi sekarang satu tim: { $words }. Supervisornya melihat pesanan keduanya. Bila memang dua tim, pisahkan dengan /team ID TIM

# The team of somebody who is in none
team-of-nobody = tidak ada

# Stands behind an act that took two people
act-agreed = { $who } menyetujuinya.

act-of-operator-not-agreed = Bila tidak ada orang Anda di mesin itu: /stop ALASAN menghentikan semua pengiriman.
act-not-agreed = Bila ini tidak disepakati, telepon orangnya. /stop ALASAN menghentikan semua pengiriman saat itu juga; /kunci { $id } langsung mencabut haknya.
