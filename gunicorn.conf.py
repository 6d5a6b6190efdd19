"""How the server runs its workers; gunicorn reads this file from the folder it is started in."""

import gc
from typing import Any

# Python's cyclic collector crashed workers while 200 people voted at once (README, Entscheidungen). Without it what
# refers to itself stays until a worker is renewed, which it is after so many requests, one worker at a time.
max_requests = 1000
max_requests_jitter = 200
# Ticked rows stand in the address one by one: 200 ids of seven digits beside a search of 200 four-byte characters are
# more than the 4,094 bytes that gunicorn takes otherwise, and its answer to more is a bare page. It takes no more than:
limit_request_line = 8190


def post_worker_init(worker: Any) -> None:
    gc.disable()
