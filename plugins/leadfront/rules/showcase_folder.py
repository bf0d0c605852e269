"""LF120 to LF130, LF514: what lies in the showcase folder beside the use cases, and what is never published.

`leadfront.guards` finds it out, whatever the policy says of the rules; here it is put into findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leadfront.findings import Severity
from leadfront.guards import Inspected, Reason, Refusal
from leadfront.guards.inspecting import SLOW
from leadfront.rules.model import Checked, Problem, Scope, rule


@rule("LF120", Severity.ERROR, Scope.FOLDER, title="A link in the showcase folder")
def link_in_folder(folder: Inspected) -> Iterator[Problem]:
    """Something in the showcase folder is a link to another place, or belongs to another repository.

    Why: What a link leads to is on nobody's screen in the review, and could be any file of the machine that builds the
    site. It is not followed, and nothing of it is published.
    Fix: Put the file itself in the place of the link.
    Fails:
        folder:
        handbook/hosts.md: -> /etc/hosts
    Passes:
        folder:
        handbook/hosts.md: # Our hosts
    """
    yield from _problems(folder.for_reason(Reason.LINK))


@rule("LF121", Severity.ERROR, Scope.FOLDER, title="A type of file that is not published")
def type_not_published(folder: Inspected) -> Iterator[Problem]:
    """A file in the showcase folder is neither a page nor a picture.

    Why: A web page, a script or a drawing (SVG) can run in the browsers of all readers, a file such as CNAME can move
    the site, and a PDF or an office file can't be reviewed. Pages end in .md, pictures in png, jpg, jpeg, gif, webp or
    avif.
    Fix: Write it as a page, or save it as a picture. The owner can let single files through, such as a style sheet,
    with “trusted_files” in the policy.
    Fails:
        folder:
        pictures/chart.svg: <svg xmlns="http://www.w3.org/2000/svg"></svg>
    Passes:
        folder:
        pictures/chart.png: {png}
    """
    yield from _problems(folder.for_reason(Reason.TYPE))


@rule("LF122", Severity.ERROR, Scope.FOLDER, title="A file that is not what its name says")
def disguised(folder: Inspected) -> Iterator[Problem]:
    """What is in a picture is not the kind of picture that its name says.

    Why: A browser may take it for what it is and not for what it is called. Mostly somebody changed the ending by hand.
    Fix: Open it in a program for pictures and save it again as PNG or JPEG.
    Fails:
        folder:
        pictures/chart.png: <html><script src="chart.js"></script></html>
    Passes:
        folder:
        pictures/chart.png: {png}
    """
    yield from _problems(folder.for_reason(Reason.DISGUISED))


@rule("LF123", Severity.ERROR, Scope.FOLDER, title="A page or picture too large to publish")
def too_large_to_publish(folder: Inspected) -> Iterator[Problem]:
    """A page has more than 256 KB, or a picture more than 5 MB.

    Why: Every reader waits for it, and everybody who works on the showcase downloads it for ever.
    Fix: Make the picture smaller; 1600 pixels across are enough for any screen. Cut a page into several.
    Fails:
        folder:
        handbook/everything.md: x{* 300000}
    Passes:
        folder:
        handbook/one-thing.md: # One thing
    """
    yield from _problems(folder.for_reason(Reason.SIZE))


@rule("LF124", Severity.ERROR, Scope.FOLDER, title="Two files with one address")
def one_address(folder: Inspected) -> Iterator[Problem]:
    """Two files would be written to the same address of the site.

    Why: One would silently take the place of the other. Names that differ in capitals alone, or in how an accent is
    typed, are the same to many computers; a page “a.md” has the address of “a/index.md”. Only one of them is published.
    Fix: Give one of the two another name.
    Fails:
        folder:
        handbook.md: # One
        handbook/index.md: # Another
    Passes:
        folder:
        handbook.md: # One
        handbook/more.md: # Another
    """
    yield from _problems(folder.for_reason(Reason.TWICE))


@rule("LF125", Severity.ERROR, Scope.FOLDER, title="An address that is taken")
def address_taken(folder: Inspected) -> Iterator[Problem]:
    """A file would take the place of a page that Leadfront makes, or of a part of the theme.

    Why: The coverage page must say what git says, and not what a file says.
    Fix: Give the file another name, or put it into another folder.
    Fails:
        folder:
        coverage.md: # All is well
    Passes:
        folder:
        our-coverage.md: # How we are doing
    """
    yield from _problems(folder.for_reason(Reason.RESERVED))


@rule("LF126", Severity.ERROR, Scope.FOLDER, title="A page that can't be read")
def page_unreadable(folder: Inspected) -> Iterator[Problem]:
    """A page that is no use case can't be read: its encoding, or the lines at its top.

    Why: What a person reviews and what the site shows must be the same, so a page that can be read in two ways is not
    published.
    Fix: Correct the line that the message names. Save the file with the encoding UTF-8.
    Fails:
        page:
        ---
        title: Notes: the first
        ---

        Words.
    Passes:
        page:
        ---
        title: "Notes: the first"
        ---

        Words.
    """
    yield from _problems(folder.for_reason(Reason.UNREADABLE))


@rule("LF127", Severity.ERROR, Scope.FOLDER, title="A page that sets too much")
def page_sets_too_much(folder: Inspected) -> Iterator[Problem]:
    """The lines at the top of a page set something that a page may not set.

    Why: They reach the theme as they are: one of them sends every reader of the page to another site. A page may set
    its title, its description, what of the theme it hides, and whether the search finds it; a chapter of the playbook
    some more. The rest is left out.
    Fix: Remove the line. The owner can let single pages set what they like with “trusted_pages” in the policy.
    Fails:
        page:
        ---
        template: redirect.html
        location: https://example.org/
        ---

        Words.
    Passes:
        page:
        ---
        title: Away
        hide: [toc]
        ---

        Words.
    """
    yield from _problems(folder.for_reason(Reason.KEYS))


@rule("LF128", Severity.ERROR, Scope.FILE, title="A page that would take for ever")
def page_too_heavy(file: Checked) -> Iterator[Problem]:
    """A page has so many brackets in one paragraph, so many lines without an empty one, or so much code to be coloured
    that showing it takes minutes.

    Why: The site is built anew for each change, and everybody would wait for this one page. It is not published.
    Fix: Cut long paragraphs with empty lines. Put what a program wrote between two lines of three backticks, and long
    code between such lines without the name of its language: then it is not coloured.
    Fails:
        ## Output

        [a]({* 600}
    Passes:
        ## Output

        A short list, in which [nothing](https://example.org/) is nested.
    """
    if file.unreadable and file.unreadable.kind == "heavy":
        what, _, mend = file.unreadable.reason.partition(". ")
        yield Problem(f"{what}. {SLOW}", mend, file.unreadable.line)


@rule("LF129", Severity.ERROR, Scope.FOLDER, title="A file that gives orders to git or a server")
def gives_orders(folder: Inspected) -> Iterator[Problem]:
    """A file such as .gitattributes or .htaccess lies in the showcase folder.

    Why: It can hide from reviewers what changed, change files on their way to the site, or change how a server answers.
    Fix: Remove it. What git needs to know stands in the repository's top folder, which its owners review.
    Fails:
        folder:
        .gitattributes: *.md -diff
    Passes:
        folder:
        handbook/git.md: # What git needs to know
    """
    yield from _problems(folder.for_reason(Reason.STEERING))


@rule("LF130", Severity.ERROR, Scope.FOLDER, title="Name of a page or picture unsuitable")
def name_unsuitable(folder: Inspected) -> Iterator[Problem]:
    """The name of a page, picture or folder is not made of lower-case letters, digits and hyphens.

    Why: The name becomes an address, and must work on every computer that reads the showcase. For use cases the same is
    asked by LF114.
    Fix: Give the file the name that the message proposes, and correct the links to it.
    Fails:
        folder:
        pictures/Chart 1 (final).png: {png}
    Passes:
        folder:
        pictures/chart-1-final.png: {png}
    """
    yield from _problems(folder.for_reason(Reason.NAME))


@rule("LF514", Severity.WARNING, Scope.FOLDER, title="A picture that tells where it was taken")
def picture_tells_place(folder: Inspected) -> Iterator[Problem]:
    """In a picture stands where it was taken, as telephones write it beside what they photograph.

    Why: Any reader can find the place on a map: somebody's home, a customer's office. Whoever took the picture mostly
    does not know.
    Fix: Take the place out of the file, or use a screenshot of the picture. It was in your proposal from the moment you
    sent it: where it is somebody's home, ask the owner how to have it removed.
    Fails:
        folder:
        pictures/harbour.jpg: {photo with its place}
    Passes:
        folder:
        pictures/harbour.png: {png}
    """
    yield from _problems(folder.for_reason(Reason.PLACE))


def too_heavy(folder: Inspected) -> Iterator[Problem]:
    """What `page_too_heavy` says of a page that is no use case."""
    yield from _problems(folder.for_reason(Reason.HEAVY))


def _problems(refusals: Iterable[Refusal]) -> Iterator[Problem]:
    for refusal in refusals:
        yield Problem(refusal.message, refusal.help, refusal.line, refusal.uri, refusal.uri)


CODES = {
    Reason.LINK: link_in_folder.code,
    Reason.TYPE: type_not_published.code,
    Reason.DISGUISED: disguised.code,
    Reason.SIZE: too_large_to_publish.code,
    Reason.TWICE: one_address.code,
    Reason.RESERVED: address_taken.code,
    Reason.UNREADABLE: page_unreadable.code,
    Reason.KEYS: page_sets_too_much.code,
    Reason.HEAVY: page_too_heavy.code,
    Reason.STEERING: gives_orders.code,
    Reason.NAME: name_unsuitable.code,
    Reason.PLACE: picture_tells_place.code,
}
"""The rule that speaks of each reason."""

RULES = (
    link_in_folder,
    type_not_published,
    disguised,
    too_large_to_publish,
    one_address,
    address_taken,
    page_unreadable,
    page_sets_too_much,
    page_too_heavy,
    gives_orders,
    name_unsuitable,
    picture_tells_place,
)
