"""Document → PDF, trace, PNG. The only stage that knows ReportLab; it draws what a page says and decides nothing.

A PDF is made in two steps, so that several processes can share the first. ``parts`` draws pages: content streams,
structure, links, all without object numbers. ``binding`` numbers the parts as they come and adds what they share:
fonts, pictures, check boxes, the outline, the tables. The file doesn't show how its pages were parted. ``search`` reads
a finished file.
"""
