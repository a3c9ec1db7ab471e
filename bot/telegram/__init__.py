"""How we hear Telegram and speak to it: intake, one turn an update, and the sender."""
