"""Cards onto sheets: arithmetic first (papers, grid, duplex, plan), then the sheets' pages (marks, sheets)."""
