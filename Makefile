# Everything one does with kimflow from a terminal; `make` alone prints the list.
# .venv is made from the pinned requirements; the stamps inside it let a second call start at once.

PYTHON := .venv/bin/python
PORT ?= 5000

.DEFAULT_GOAL := hilfe
.PHONY: hilfe run neu test schnell lint format sperren regeln bilder leistung leistung-suche leistung-live leistung-landkarte leistung-massnahmen leistung-waechter

hilfe:  ## diese Übersicht
	@echo "kimflow – make ZIEL"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: .venv/.stand  ## startet kimflow mit dem Musterkreis auf http://127.0.0.1:5000 (PORT=… ändert den Port)
	@exec $(PYTHON) werkzeuge/starten.py --port $(PORT)

neu: .venv/.stand  ## wirft die Daten des Musterkreises weg und startet neu
	@exec $(PYTHON) werkzeuge/starten.py --port $(PORT) --neu

test: .venv/.stand-dev  ## alle Prüfungen: Stil, Typen, Schichten, SQLite, PostgreSQL, Browser
	@sh werkzeuge/systempakete.sh
	@exec $(PYTHON) werkzeuge/pruefen.py alles

schnell: .venv/.stand-dev  ## Stil und Tests auf SQLite ohne Browser, höchstens eine Minute
	@exec $(PYTHON) werkzeuge/pruefen.py schnell

lint: .venv/.stand-dev  ## nur Stil, Typen, Schichten und Vorlagen
	@exec $(PYTHON) werkzeuge/pruefen.py stil

format: .venv/.stand-dev  ## bringt den Python-Code in Form
	@$(PYTHON) -m ruff check --fix --exit-zero --quiet .
	@$(PYTHON) -m ruff format .

sperren:  ## schreibt requirements*.txt neu (nach Änderungen an pyproject.toml; braucht uv)
	@command -v uv >/dev/null || { echo "uv fehlt: pip install uv"; exit 1; }
	uv lock
	uv export -q --no-dev --extra postgres --no-emit-project --no-annotate --no-header -o requirements.txt
	uv export -q --all-extras --no-emit-project --no-annotate --no-header -o requirements-dev.txt

regeln: .venv/.stand  ## schreibt docs/regeln.md aus den drei Tabellen (wer darf, was geschieht, wer erfährt es)
	@mkdir -p -m 0700 instance
	@FLASK_APP=wsgi.py KIMFLOW_UMGEBUNG=entwicklung $(PYTHON) -m flask regeln > docs/regeln.md.neu
	@mv docs/regeln.md.neu docs/regeln.md && echo "docs/regeln.md ist geschrieben."

bilder: .venv/.stand-dev  ## macht die Bilder des Handbuchs neu (aus dem Musterkreis, in Chromium)
	@KIMFLOW_BILDER=1 $(PYTHON) -m pytest -q -n 0 tests/journeys/test_handbuch.py

leistung: .venv/.stand-dev  ## misst Seiten, Start und Speicher im Verhältnis zu einer leeren Flask-Seite
	@exec $(PYTHON) -m leistung

leistung-suche: .venv/.stand-dev  ## misst die Suche in 1.000, 10.000 und 100.000 Themen
	@exec $(PYTHON) -m leistung.suche

leistung-live: .venv/.stand-dev  ## misst, wie schnell eine Stimme auf 40, 200 und 1.000 offenen Seiten erscheint
	@exec $(PYTHON) -m leistung.live

leistung-landkarte: .venv/.stand-dev  ## misst die Landkarte mit 10.000 Bruchstellen
	@exec $(PYTHON) -m leistung.landkarte

leistung-massnahmen: .venv/.stand-dev  ## misst die Tabelle der Maßnahmen mit 2.000 Maßnahmen
	@exec $(PYTHON) -m leistung.massnahmen

leistung-waechter: .venv/.stand-dev  ## misst Kosten und Güte des Datenschutz-Wächters
	@exec $(PYTHON) -m leistung.waechter

.venv/.stand: requirements.txt werkzeuge/umgebung.sh
	@sh werkzeuge/umgebung.sh requirements.txt
	@touch $@

.venv/.stand-dev: requirements-dev.txt werkzeuge/umgebung.sh
	@sh werkzeuge/umgebung.sh requirements-dev.txt
	@touch $@ .venv/.stand
