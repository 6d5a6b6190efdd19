"""kimflow: from the reconstructed case to the implemented measure. create_app() puts the parts together."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from kimflow import blueprints, cli, config, models, workflow
from kimflow.db import assert_durable, extension
from kimflow.web import (
    access,
    adressen,
    anmelden,
    bezeichnungen,
    dateifeld,
    errors,
    filters,
    headers,
    htmx,
    navigation,
    schluesselzugang,
    static,
    tabellen,
)

__all__ = ["create_app", "models"]

MEBIBYTE = 1024 * 1024


def create_app(settings: config.Settings | None = None) -> Flask:
    """The application for `settings` (default: from the environment). Refuses to start where it would be unsafe."""
    settings = config.use(settings or config.from_environment())
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=settings.geheimnis,
        SQLALCHEMY_DATABASE_URI=settings.datenbank,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": True, "hide_parameters": True},
        SESSION_COOKIE_NAME="__Host-kimflow" if settings.ist_https else "kimflow",
        SESSION_COOKIE_SECURE=settings.ist_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=12 * MEBIBYTE,
        MAX_FORM_MEMORY_SIZE=2 * MEBIBYTE,
        MAX_FORM_PARTS=2_000,
        BABEL_DEFAULT_LOCALE="de",
        BABEL_DEFAULT_TIMEZONE="Europe/Berlin",
        TRAP_HTTP_EXCEPTIONS=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    extension.init_app(app)
    Migrate(app, extension, directory=str(config.ROOT / "migrations"), render_as_batch=True)
    Babel(app)
    CSRFProtect(app)
    for part in (
        dateifeld, access, schluesselzugang, anmelden, htmx, headers, errors, filters, navigation, static, adressen,
        tabellen,
    ):  # fmt: skip
        part.init_app(app)
    bezeichnungen.init_app(app)
    for module in iter_modules(blueprints.__path__):
        app.register_blueprint(import_module(f"{blueprints.__name__}.{module.name}").bp)
    access.public(app.view_functions["static"])
    cli.init_app(app)
    access.assert_closed(app)
    with app.app_context():
        assert_durable(extension.engine)
        workflow.urne.beim_start()
    if settings.proxys:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # as Flask documents it
            app.wsgi_app, x_for=settings.proxys, x_proto=settings.proxys, x_host=settings.proxys
        )
    return app
