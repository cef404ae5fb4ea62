"""What pages of the site and printed papers share: links, banners, labels, Markdown, SVG, tokens, share images."""
