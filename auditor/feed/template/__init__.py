"""A workbook states its own requirements: definitions, lists, validations, conditional formats."""
