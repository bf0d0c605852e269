"""The newsletter: what a span of time brought, told from the showcase to all staff.

    period        which days
    chronicle     what landed in them: from a `Showcase` to a `Digest`
    letter        the digest in words of one language, part by part, escaped for nobody yet
    plain, chat, markdown, mail    the letter in the forms that it is sent in

All but `mail`, which reads its template, are pure.
"""
