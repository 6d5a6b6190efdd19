from kimflow.blueprints.seiten import bp
from kimflow.web.access import public


@bp.get("/impressum")
@public
def impressum() -> str:
    return ""


@bp.get("/datenschutz")
@public
def datenschutz() -> str:
    return ""


@bp.get("/barrierefreiheit")
@public
def barrierefreiheit() -> str:
    return ""


@bp.get("/hilfe")
@public
def hilfe() -> str:
    return ""
