"""The HTML of every page is what the standard says."""

import json
import subprocess

import pytest

from tests.site.browser import addresses
from tests.site.site_tools import tool

pytestmark = pytest.mark.browser


def test_the_html_of_every_page_is_valid(reference_site):
    """The checker of the W3C, errors only.

    Its warnings are left out for one reason: it takes `'self'` in a content security policy for another site when it
    reads files, so that every stylesheet and script would be one. `test_site_requests` asks a browser instead.
    """
    checker = tool("vnu-jar/build/dist/vnu.jar", "java")
    pages = [str(reference_site / f"{address}index.html") for address in addresses(reference_site)]
    pages.append(str(reference_site / "404.html"))

    done = subprocess.run(
        ["java", "-Xss2m", "-jar", str(checker), "--errors-only", "--format", "json", "--stdout", *pages],
        capture_output=True,
        text=True,
        check=False,
    )

    assert len(pages) > 400
    assert [
        f"{message['url'].removeprefix(f'file:{reference_site}/')}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
    ] == []
