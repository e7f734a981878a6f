"""From an article to the scaffold of its brief: what is sure, proposals for the rest, sentences worth a claim.

Text in, text out, but for `new`, which reads and writes files, `ask`, which talks with the person, and `page`, which
fetches an address where one was asked for; nothing else uses the network.
"""
