"""Scope Ledger: contracts, requests and revisions in one record that can be checked.

The rooms, from the doors down to the ground; each imports only from below:

- ``web`` and ``cli`` are the doors: read a request, call one service, show the answer;
- ``services`` are the verbs: take in, search, open a round, audit;
- ``opened`` holds the one object that services are handed;
- ``box``, ``store``, ``proof`` and the package ``index`` are the hands;
- ``formats`` runs inside the box, on bytes that nobody trusts;
- ``domain`` is the ground: nouns and rules, in plain Python.
"""

__version__ = "0.1.0"
