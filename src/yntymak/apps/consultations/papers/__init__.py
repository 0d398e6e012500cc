"""What can be taken away from a consultation: tables, the note, open data, the evidence bundle.

Each holds what is published and nothing else: whoever has all the papers knows of a protected
voice, and of one for officials, no more than how many there were, and that only where they were not
few.
"""
