"""How the server runs its workers; gunicorn reads this file from the folder it is started in."""

import gc
from typing import Any

# Python's cyclic collector crashed workers while 200 people voted at once (README, Entscheidungen). Without it what
# refers to itself stays until a worker is renewed, which it is after so many requests, one worker at a time.
max_requests = 1000
max_requests_jitter = 200


def post_worker_init(worker: Any) -> None:
    gc.disable()
