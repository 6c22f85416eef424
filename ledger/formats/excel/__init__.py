"""Helpers of the reader of Excel's files (.xlsx): what its parts say."""
