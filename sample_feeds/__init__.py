"""Sample feeds: invented products, brands and persons; what is wrong with them stands beside each row.

``python -m sample_feeds.build`` writes them anew, byte for byte the same.
"""
