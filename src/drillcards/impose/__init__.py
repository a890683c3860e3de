"""Cards and booklets onto sheets: arithmetic first (papers, grids, plans), then the sheets' pages (marks, sheets)."""
