"""The desk: officers work cases in a browser, programs ask over HTTP. An extra (``endgate[desk]``) on Django."""
