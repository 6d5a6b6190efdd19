"""Table 3: who hears of what. An empty list is a decision; a missing row is an error (tests/haus)."""

from collections.abc import Callable, Iterable
from typing import Any

from kimflow.mail.briefe import Brief
from kimflow.models import Person
from kimflow.permissions import Permission

Notice = Callable[[Any, Person], Iterable[Brief]]

NOTICES: dict[Permission, list[Notice]] = {permission: [] for permission in Permission}
