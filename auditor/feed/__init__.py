"""A file becomes a Feed: guard, text files, workbooks, layout recognition."""
