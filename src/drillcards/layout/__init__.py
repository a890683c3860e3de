"""Drill × CardTemplate → Pages: fonts, measuring, wrapping, fitting. Nothing here touches a canvas."""
