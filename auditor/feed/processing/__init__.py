"""Processing reports: what the marketplace said about an upload, read from any of its forms into verdicts."""
