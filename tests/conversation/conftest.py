"""The council that most conversations are held with; a file with other milestones makes its own."""

from datetime import date

import pytest
from northmere import Northmere, milestone

DUE = date(2026, 6, 15)


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-01 10:00",
        milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"),
        milestone("1.2", "Ifan Rees", DUE, title="Strategy meetings recorded"),
        milestone("2.1", "Grace Adeyemi", date(2026, 9, 30), title="Foster carer handbook agreed"),
    )
