"""PA Pathways: reads the framework's records, judges them, and publishes them."""

__version__ = "0.2.0"
