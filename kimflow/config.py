"""Every setting of the installation, read from the environment here and nowhere else."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"


class Misconfigured(RuntimeError):
    """The installation must not start like this; the message says what to set."""


@dataclass(frozen=True)
class Settings:
    """One installation. `umgebung` is produktion, entwicklung or test."""

    umgebung: str = "produktion"
    datenbank: str = f"sqlite:///{INSTANCE / 'kimflow.db'}"
    # Private keys of open geheime Abstimmungen. Never part of a backup (ZUSAGEN B4).
    urnen: str = str(INSTANCE / "urnen")
    geheimnis: str = field(default="", repr=False)
    basis_url: str = "http://127.0.0.1:5000"
    kreis: str = "Musterkreis"
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_name: str = ""
    smtp_passwort: str = field(default="", repr=False)
    smtp_starttls: bool = True
    absender: str = "kimflow@localhost"
    proxys: int = 0
    # Open pages per process; below the 1,024 files a service may open.
    live_hoechstens: int = 800
    schwelle: int = 5
    sitzung_leerlauf_minuten: int = 60
    sitzung_hoechstens_stunden: int = 12
    passwort_speicher_kib: int = 65536
    passwort_runden: int = 3

    @property
    def ist_test(self) -> bool:
        return self.umgebung == "test"

    @property
    def ist_produktion(self) -> bool:
        return self.umgebung == "produktion"

    @property
    def ist_https(self) -> bool:
        return self.basis_url.startswith("https://")


_FROM_ENVIRONMENT = {
    "KIMFLOW_UMGEBUNG": "umgebung",
    "KIMFLOW_DATENBANK": "datenbank",
    "KIMFLOW_URNEN": "urnen",
    "KIMFLOW_BASIS_URL": "basis_url",
    "KIMFLOW_KREIS": "kreis",
    "KIMFLOW_SMTP_HOST": "smtp_host",
    "KIMFLOW_SMTP_PORT": "smtp_port",
    "KIMFLOW_SMTP_NAME": "smtp_name",
    "KIMFLOW_SMTP_PASSWORT": "smtp_passwort",
    "KIMFLOW_SMTP_STARTTLS": "smtp_starttls",
    "KIMFLOW_ABSENDER": "absender",
    "KIMFLOW_PROXYS": "proxys",
    "KIMFLOW_LIVE_HOECHSTENS": "live_hoechstens",
    "KIMFLOW_SCHWELLE": "schwelle",
}


def from_environment(env: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process. Raises Misconfigured where starting would be unsafe."""
    given: dict[str, object] = {}
    defaults = Settings()
    for variable, name in _FROM_ENVIRONMENT.items():
        if env.get(variable):
            given[name] = _like(getattr(defaults, name), env[variable], variable)
    settings = replace(defaults, **given)  # type: ignore[arg-type]  # checked by _like
    return replace(settings, geheimnis=_secret(env, settings))


def _like(default: object, text: str, variable: str) -> object:
    if isinstance(default, bool):
        return text.lower() in ("1", "ja", "true", "yes")
    if isinstance(default, int):
        if not text.isdigit():
            raise Misconfigured(f"{variable} muss eine ganze Zahl sein, nicht {text!r}.")
        return int(text)
    return text


def _secret(env: Mapping[str, str], settings: Settings) -> str:
    secret = env.get("KIMFLOW_GEHEIMNIS", "")
    file = env.get("KIMFLOW_GEHEIMNIS_DATEI")
    if not secret and file:
        secret = Path(file).read_text(encoding="ascii").strip()
    if secret and len(secret) < 32:
        raise Misconfigured("KIMFLOW_GEHEIMNIS muss mindestens 32 Zeichen lang sein.")
    if not secret and settings.ist_produktion:
        raise Misconfigured(
            "Es fehlt KIMFLOW_GEHEIMNIS oder KIMFLOW_GEHEIMNIS_DATEI. "
            "Ein Geheimnis erzeugt: python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    return secret or secrets.token_hex(32)


settings = Settings(umgebung="entwicklung")


def use(new: Settings) -> Settings:
    """Make `new` the settings of this process; create_app() calls it once."""
    global settings
    settings = new
    return new


def current() -> Settings:
    """The settings in force. Modules ask each time instead of importing the value."""
    return settings
