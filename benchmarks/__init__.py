"""Figures: each beside a yardstick of the same run, printed as a table, never a test.

``python -m benchmarks`` runs all of it; name parts to run only these::

    python -m benchmarks intake pages audit --messages 50000

Real mails are read from the folder that ``SCOPE_LEDGER_SAMPLES`` names, or from
``../shared/data``, where it is there; else the sample generator's archive stands in,
and the table says so.
"""
