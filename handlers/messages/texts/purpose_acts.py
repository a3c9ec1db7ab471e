"""What admins read of what another admin changed about purposes."""

from handlers.messages.act_views import ActView
from handlers.messages.texts.words import Words
from handlers.services.controls.purpose_changes import PurposeChange


class PurposeActTexts(Words):
    """A sentence for each change."""

    def _did_purpose(self, act: ActView, who: str) -> str:
        change, _blank, code = act.why.partition(" ")
        match change:
            case PurposeChange.SWITCHED:
                if act.after == "on":
                    return self.say("did-purpose-on", who=who, code=code)
                return self.say("did-purpose-off", who=who, code=code)
            case PurposeChange.BUDGET:
                return self.say(
                    "did-purpose-budget",
                    who=who,
                    code=code,
                    before=self.limit_was(act.before),
                    after=self.limit_was(act.after),
                )
            case PurposeChange.DEFAULT:
                none = self.say("purpose-default-none")
                before, after = (
                    none if each == "off" else each for each in (act.before, act.after)
                )
                return self.say(
                    "did-purpose-default", who=who, words=act.words, before=before, after=after
                )
            case PurposeChange.RENAMED:
                return self.say("did-purpose-renamed", who=who, code=code, words=act.words)
            case _:
                return self.say("did-purpose-added", who=who, code=code, words=act.words)

    def limit_was(self, limit: str) -> str:
        """Write what a limit was: an amount, or that there was none."""
        return self.amount(int(limit)) if limit.isdigit() else self.say("limit-none")
