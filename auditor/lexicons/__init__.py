"""Word lists, one YAML file per language; ``auditor.text.lexicon`` reads them, ``auditor.text.entries`` says how."""
