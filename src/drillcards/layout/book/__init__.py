"""The pages of the season booklet around and between its drills: frame, cover, contents, plans and indexes."""
