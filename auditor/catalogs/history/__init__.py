"""The history of runs: what every audit found, by fingerprint, in SQLite or PostgreSQL.

``connect`` opens it, ``record`` writes runs, ``identity`` knows a renamed feed again, ``known`` hands out what was
known of a client's feeds, ``diff`` compares two runs inside the database, ``trend`` tells how errors went over time,
``retention`` lets old runs and reports go.
"""
