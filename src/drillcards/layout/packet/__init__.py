"""The pages of a player's packet around its drills: the cover with the week's plan, and what it trains."""
