"""Repairing a feed: proposals of the rules become a corrected copy in the same format, audited again.

``proposals`` what the rules propose · ``rounds`` applying it until nothing is left, every round audited and what does
harm taken back · ``editor`` and its kinds (``textfile``, ``workbook``) the file itself, byte for byte outside the
changed cells · ``rows`` and ``split`` files with some of the rows · ``mend`` and ``cut`` the two commands.
"""
