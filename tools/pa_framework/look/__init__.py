"""What a page is made of: banners, footer, links, labels, Markdown, SVG, style sheets from tokens, share images."""
