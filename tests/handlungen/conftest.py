"""After every test of a noun that can be found: the search says what the things say now, whatever act was done."""

from collections.abc import Iterator

import pytest
from flask import Flask

from kimflow import db, workflow

AUFFINDBAR = ("test_thema_", "test_beschluss_", "test_zielvereinbarung_", "test_massnahme_", "test_protokoll_")


@pytest.fixture(autouse=True)
def suche_im_gleichschritt(request: pytest.FixtureRequest, app: Flask) -> Iterator[None]:
    yield
    past_the_program = "an_der_datenbank_vorbei" in request.node.name
    if request.path.name.startswith(AUFFINDBAR) and not past_the_program:
        db.session().rollback()
        assert workflow.suchindex.abweichungen() == []
