"""Scripts as they are served: without the comments that only engineers read."""

import pytest

from pa_framework.look.assets import LookError, without_comment_lines


def test_lines_that_are_comments_are_left_out_and_all_others_stay() -> None:
    script = b"""// @ts-check
(() => {
  /** Says it. @param {string} text */
  const say = (text) => text; // shown to readers

  /**
   * Two lines.
   */
  const ratio = 4 /* of */ / 2;
  // at the end
  fetch("https://example.org/*");
})();
"""

    assert (
        without_comment_lines(script)
        == b"""(() => {
  const say = (text) => text; // shown to readers
  const ratio = 4 /* of */ / 2;
  fetch("https://example.org/*");
})();
"""
    )


def test_code_after_a_comment_in_its_line_is_never_lost() -> None:
    assert (
        without_comment_lines(b"/** @type {Element} */ (it).hidden = true;\n")
        == b"/** @type {Element} */ (it).hidden = true;\n"
    )
    with pytest.raises(LookError, match="ends within a line"):
        without_comment_lines(b"/* first\n second */ start();\n")
