"""A mail server that this installation sends by."""

from collections.abc import Iterator

import pytest

from kimflow import config
from tests.smtp import Postamt, postamt


@pytest.fixture
def server() -> Iterator[Postamt]:
    """The mail server of this installation."""
    before = config.current()
    with postamt() as running:
        config.use(
            type(before)(
                **{**before.__dict__, "smtp_host": "127.0.0.1", "smtp_port": running.port, "smtp_starttls": False}
            )
        )
        try:
            yield running
        finally:
            config.use(before)
