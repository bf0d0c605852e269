"""The headers that a web server sends with the site, so that a browser refuses what the site would never ask for. Pure:
texts in, texts out; `leadfront.engine.headers` reads the built site and writes the files.

    inline     which scripts stand in a page, and which of them are the theme's own
    sent       the headers and what each says, for the pages and for the form at /editor/
    forms      the headers as settings of nginx and Apache, and as tags for hosts that let nobody set a header
"""
