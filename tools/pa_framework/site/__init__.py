"""Pages of the site by section, feeds and downloads, and the plugin that carries them into MkDocs."""
