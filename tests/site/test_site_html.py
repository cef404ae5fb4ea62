"""The HTML of every page is what the standard says."""

import json
import subprocess

import pytest

from tests.builders.effort import in_part
from tests.site.browser import addresses
from tests.site.site_tools import tool

pytestmark = pytest.mark.browser


def test_the_html_of_every_page_is_valid(reference_site):
    """The checker of the W3C, errors only. Of the pages of rules, which one template makes, every third; at night all.

    Its warnings are left out for one reason: it takes `'self'` in a content security policy for another site when it
    reads files, so that every stylesheet and script would be one. `test_site_requests` asks a browser instead.
    """
    checker = tool("vnu-jar/build/dist/vnu.jar", "java")
    pages = [str(reference_site / f"{address}index.html") for address in addresses(reference_site)]
    pages.append(str(reference_site / "404.html"))
    rules = [page for page in pages if "/about/rules/" in page]
    read = sorted({*pages} - {*rules} | {*in_part(rules)})

    done = subprocess.run(
        ["java", "-Xss2m", "-jar", str(checker), "--errors-only", "--format", "json", "--stdout", *read],
        capture_output=True,
        text=True,
        check=False,
    )

    assert len(pages) > 400
    assert len(read) > 300
    assert [
        f"{message['url'].removeprefix(f'file:{reference_site}/')}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
    ] == []
