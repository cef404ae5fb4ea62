"""What pages of the site and printed papers share: front matter, labels, Markdown, SVG, tokens, share images."""
