"""Document → PDF, trace, PNG. The only stage that knows ReportLab; it draws what a page says and decides nothing."""
