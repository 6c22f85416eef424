"""When a file says that it was made, as people write it; anything else stays."""

import pytest

from ledger.web.citing import claimed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("D:20250310141530+02'00'", "2025-03-10 14:15 +0200"),
        ("D:20250310141530Z", "2025-03-10 14:15 UTC"),
        ("D:20250310", "2025-03-10"),
        ("2025:03:10 14:15:30", "2025-03-10 14:15"),
        ("2025-03-10T14:15:30Z", "2025-03-10T14:15:30Z"),
        ("in spring", "in spring"),
        ("", ""),
    ],
)
def test_a_moment_is_told_as_people_write_it(text: str, told: str) -> None:
    assert claimed(text) == told
