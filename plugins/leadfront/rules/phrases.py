"""The words of a section, and the set phrases by which a text is known to stand in the place of another: “see
attachment” for a prompt, “it looked good” for a check, “I asked it to” for what was asked. English and German.

What can't be told from a few set phrases is left alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_TELLING, LONGEST_EXCUSE = 600, 80
# In bytes of UTF-8 without white space: a Chinese letter says about as much as three Latin ones, and takes three.
_THIN = 20

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MARKS = re.compile(r"^[ \t]*(?:(?:```|~~~).*|>[ \t]?)", re.MULTILINE)
_NOT_SAID = (
    r"n\.? ?/?a|none|nothing|nil|no|not (?:applicable|available|relevant|disclosed|saved|kept)|confidential"
    r"|secret|private|removed|redacted"
    r"|(?:please )?(?:see|as|same as) (?:the )?(?:above|below|attached|attachment|link|output|screenshot|file)"
    r"|tb[cda]|to ?do|to (?:follow|be added|be done)|coming soon|later|various|x+"
    r"|kein[es]?|nichts|entfällt|vertraulich|geheim|siehe (?:oben|unten|anhang|link|datei)|folgt|kommt noch|später"
)
_NOTHING = re.compile(rf"(?:{_NOT_SAID})?", re.IGNORECASE)
_NO_CHECK = re.compile(
    rf"(?:{_NOT_SAID}|yes|ok(?:ay)?|done|checked(?: it)?|(?:it was |i have )?not (?:yet )?checked"
    r"|no check(?:s| needed)?"
    r"|(?:i )?(?:did not|didn[’']t|have not|haven[’']t)(?: check(?:ed)?(?: it)?)?|not (?:needed|necessary)|no need"
    r"|i (?:just )?trust(?:ed)? it"
    r"|(?:i (?:just )?(?:read|looked at|skimmed) (?:it|through it)(?: (?:through|over|quickly))?(?: and )?)?"
    r"(?:it |everything |all )?(?:looked|looks|seemed|seems|was|is) (?:quite |very |all )?"
    r"(?:good|fine|right|ok(?:ay)?|correct|plausible)(?: to me)?"
    r"|ja|geprüft|ungeprüft|(?:gar )?nicht(?: geprüft)?|(?:es )?(?:sah|sieht) (?:gut|richtig|plausibel) aus)?",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(r"!?\[[^\]]*\]\([^)]*\)|<?https?://[^\s>)]+>?|\[[^\[\]]{0,80}\](?![(\[])")
_EDGES = " \t\r\n.,;:!?…–—-_*#()\"'“”„"
_ASKED = r"(?:asked|told|instructed|prompted|had|let|got|used|requested|queried)"
_TOOL = (
    r"(?:it|ai|an? (?:ai|assistant|chatbot|bot|tool|model)|the (?:ai|assistant|chatbot|bot|tool|model)"
    r"|(?:microsoft |github |m365 )?copilot|chat ?gpt|gpt\S*|claude|gemini|mistral|perplexity)"
)
_OTHERS = r"(?:my|our|the) [\w-]+(?: [\w-]+)?"
_TELLS = re.compile(
    rf"(?:(?:i|we|he|she|they|{_OTHERS})(?:[’']ve| have| has| then| just| simply| also)* {_ASKED} {_TOOL}\b"
    rf"|{_OTHERS} uses? {_TOOL}\b"
    r"|(?:ich|wir|meine? \w+|unsere? \w+) (?:habe|haben|hat|ließ|ließen|nutzt|nutzen|verwendet|bat|baten)"
    r" (?:sie|es|ihn|die ki|den assistenten|copilot|chatgpt|claude|gemini)\b)",
    re.IGNORECASE,
)
# Then the prompt may stand within the telling.
_QUOTES = re.compile(r"[“„«\"?]|:\s*\n|^[ \t]*(?:>|```|~~~| {4}\S)", re.MULTILINE)
_TELLING_BEGINS = frozenset({"i ", "i’", "i'", "we", "he", "sh", "th", "my", "ou", "ic", "wi", "me", "un"})


@lru_cache(maxsize=8)  # several rules look at one section
def plain(text: str) -> str:
    """The words of a Markdown text as one line, without comments, fences and marks of quotation."""
    text = without_comments(text)
    if "```" in text or "~~~" in text or ">" in text:
        text = _MARKS.sub("", text)
    return " ".join(text.split())


def without_comments(text: str) -> str:
    """A text as readers of the page see it."""
    return _COMMENT.sub("", text) if "<!--" in text else text


def is_thin(words: str) -> bool:
    """Whether words are hardly a sentence."""
    return len(words) < 2 * _THIN and len(words.replace(" ", "").encode("utf-8", "surrogatepass")) < _THIN


def says_nothing(words: str) -> bool:
    """Whether words stand for what is missing: “n/a”, “see attachment”, a link, a lone redaction."""
    if "[" in words or "http" in words:
        words = _ADDRESSES.sub(" ", words)
    return len(words) <= LONGEST_EXCUSE and bool(_NOTHING.fullmatch(_bare(words)))


def tells_of_no_check(words: str) -> bool:
    """Whether words in place of a check say that there was none, or nothing of how."""
    return len(words) <= LONGEST_EXCUSE and bool(_NO_CHECK.fullmatch(_bare(words)))


def tells_about_a_use(text: str) -> bool:
    """Whether a text in place of a prompt speaks about what somebody did with a tool, and holds no prompt."""
    if text[:2].lower() not in _TELLING_BEGINS or not _TELLS.match(text):
        return False
    told = without_comments(text).strip()
    return len(told) <= LONGEST_TELLING and not _QUOTES.search(told)


def short(words: str) -> str:
    """The beginning of a text, to be quoted in a message."""
    words = " ".join(words.split())
    return words if len(words) <= 80 else words[:79].rpartition(" ")[0] + "…"


def _bare(words: str) -> str:
    return " ".join(words.split()).strip(_EDGES)
