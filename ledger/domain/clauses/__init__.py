"""Clauses: what a contract seems to say about its terms, for a person to judge.

Nothing here knows a document, a project or a person; a text goes in, proposals come
out, and none of them means anything before somebody accepts it. The way of a text:

1. ``blocks`` parts it into paragraphs with their numbers, and into sentences;
2. ``languages`` says in which language each is, and ``lexicon`` what its words mean;
3. the rules (``rounds``, ``prices``, ``periods``, …) look at one sentence each;
4. ``reading`` puts what they found at its place, and compares it.
"""
