"""python -m seeds grunddaten|musterkreis|wer"""

import sys
from importlib import import_module

from kimflow import create_app

WHERE = {"grunddaten": "seeds.grunddaten", "musterkreis": "seeds.musterkreis", "wer": "seeds.musterkreis"}


def main(arguments: list[str]) -> None:
    if len(arguments) != 1 or arguments[0] not in WHERE:
        sys.exit(f"Aufruf: python -m seeds {'|'.join(WHERE)}")
    name = arguments[0]
    with create_app().app_context():
        try:
            getattr(import_module(WHERE[name]), name)()
        except RuntimeError as refused:
            sys.exit(str(refused))


if __name__ == "__main__":
    main(sys.argv[1:])
