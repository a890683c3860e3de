"""Foreign formats → Drill → Markdown: what other programs keep exercises in, as files that a coach can edit."""
