"""Family SIT: what an area gives its site besides its records: its look, and hand-written pages."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.addresses import is_hand_written
from pa_framework.facts.brand import brand_colours, faint_pairs, tokens
from pa_framework.facts.facts import Facts
from pa_framework.text.findings import Severity, Span


@rule("SIT001", Severity.ERROR)
def words_too_faint(facts: Facts) -> Iterator[Problem]:
    """A colour of the brand makes words too faint to read.

    Words need a contrast of 4.5 to 1 against what they stand on (WCAG 2.2, 1.4.3), in light and in dark. Below it,
    people with weak sight, and everyone in the sun, cannot read them. Public bodies have to keep this by law.

    ```yaml bad framework/framework.yaml
    brand:
      colours:
        ground: "#7fb2e5"  # <- SIT001
    ```

    ```yaml good framework/framework.yaml
    brand:
      colours:
        ground: "#0b3d66"
    ```
    """
    framework = facts.records.framework
    if framework is None or framework.brand is None:
        return
    reported: set[str] = set()
    for pair in faint_pairs(brand_colours(framework.brand)):
        if pair.field in reported:
            continue
        reported.add(pair.field)
        ratio, least = f"{int(pair.ratio * 10) / 10:g}", f"{tokens().contrast.least:g}"
        yield Problem(
            framework.origin.at("brand", "colours", pair.field),
            f"`{pair.field}` makes words of {pair.ink} stand on {pair.ground} in {pair.scheme}: {ratio} to 1, and {least} is needed",
            "choose a darker colour" if pair.field in ("ground", "link") else "choose a lighter colour",
        )


@rule("SIT002", Severity.ERROR)
def logo_missing(facts: Facts) -> Iterator[Problem]:
    """The logo of the brand is not there.

    Every page shows it in its head.

    ```yaml bad framework/framework.yaml
    brand:
      logo: images/nobody.svg  # <- SIT002
    ```

    ```yaml good framework/framework.yaml
    brand:
      logo: images/rosa.svg
    ```
    """
    framework = facts.records.framework
    if framework is None or framework.brand is None or framework.brand.logo is None:
        return
    file = framework.brand.logo
    if not is_hand_written(facts.records, file):
        yield Problem(
            framework.origin.at("brand", "logo"),
            f"there is no picture `framework/pages/{file}`",
            "add the file there, or take the line out: the site then shows its own sign",
        )


@rule("SIT003", Severity.ERROR)
def written_page_is_no_text(facts: Facts) -> Iterator[Problem]:
    """A page written by hand is not UTF-8 text, or cannot be read.

    Letters with accents would come out as other signs, and no site can be built with it.

    ```text bad framework/pages/about/us.md
    (a page saved in the encoding of an older program, such as Windows-1252)
    ```

    ```text good framework/pages/about/us.md
    (a page saved as UTF-8)
    ```
    """
    for page in facts.pages:
        if page.unreadable:
            yield Problem(
                Span(page.path),
                f"the page cannot be read ({page.unreadable})",
                "check the file and who may read it",
            )
        elif page.no_text_on:
            yield Problem(
                Span(page.path, page.no_text_on),
                "the page is not UTF-8 text",
                "save it as UTF-8 (in most editors: Save as, Encoding, UTF-8)",
            )
