"""Pages of the site by section, feeds and downloads, and the plugin and projects that carry them into an engine."""
