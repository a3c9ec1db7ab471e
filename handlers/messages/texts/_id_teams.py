"""Indonesian: what is said about teams."""

from handlers.messages.texts._id_words import IndonesianWords
from handlers.messages.texts.base_teams import TeamTexts
from storage.models.person import Role
from storage.values import LONGEST_TEAM, Inert


class IndonesianTeams(IndonesianWords, TeamTexts):
    """What admins and supervisors read."""

    def which_team(self) -> str:
        return "Untuk tim mana? Hanya supervisor tim itu yang melihat pesanan agennya."

    def new_team(self, team: str | None) -> str:
        return f"Tim baru “{team}”" if team else "Tim baru"

    def no_team(self) -> str:
        return "Tanpa tim"

    def name_a_new_team(self, target: str) -> str:
        command = f"/invite {target}" if target in set(Role) else f"/team {target}"
        return f"Tulis nama tim baru sekali saja: {command} NAMA. Setelah itu ada tombolnya."

    def is_it_a_new_team(self, team: Inert) -> str:
        return f"Belum ada tim “{team}”. Ini tim baru, atau maksud Anda salah satu ini?"

    def team_unreadable(self) -> str:
        return f"Nama tim terdiri dari 1 sampai {LONGEST_TEAM} huruf. Tidak ada yang diubah."

    def no_team_to_follow(self) -> str:
        return (
            "Anda belum masuk tim mana pun, jadi tidak ada pesanan atau orang yang bisa Anda "
            "lihat. Minta admin memasukkan Anda ke sebuah tim (admin menulis /team dan ID Anda)."
        )

    def team_usage(self) -> str:
        return "Tulis: /team ID TIM, atau /team ID untuk memilih. ID setiap orang ada di /people"

    def assigned(self, name: Inert, role: Role, team: Inert) -> str:
        now = f"{name} sekarang di tim {team}." if team else f"{name} sekarang tanpa tim."
        if role is Role.AGENT:
            return f"{now} Pesanan sebelumnya tetap di tempat semula."
        if role is Role.SUPERVISOR and not team:
            return f"{now} Pesanan siapa pun tidak terlihat olehnya sampai ia masuk sebuah tim."
        return now
