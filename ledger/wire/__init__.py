"""The wire: talking to servers of others, and being one for their mail.

Only here a connection is opened. What comes over it is bytes, and stays that: nothing
is parsed but the frame that it travels in.
"""
