"""What must last: blobs, the log, and the rows that are made from it."""
