from kimflow.blueprints.anmeldung import bp
from kimflow.web.access import public


@bp.get("/anmelden")
@public
def anmelden() -> str:
    return ""


@bp.post("/abmelden")
@public
def abmelden() -> str:
    return ""
