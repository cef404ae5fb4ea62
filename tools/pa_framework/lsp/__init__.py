"""The language server for editors. Empty until it is built."""
