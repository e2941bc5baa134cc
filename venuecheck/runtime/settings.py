"""Settings, read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from venuecheck.runtime.text import is_email_address
from venuecheck.runtime.workdays import Nation

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Settings:
    """How this installation runs. Every value has a default that works on one machine.

    `data_dir` holds the database, the mail files and the secret; `demo` serves the fictional council with one-click
    sign-in and a readable mailbox; `base_url` is what links in letters start with; `smtp_url` (`smtp://user:pw@host:port`
    or `smtps://…`) sends mail for real, else it is kept as files. `nation` says whose bank holidays are no working days;
    `monitoring_officer` is the address that is told of an emergency override, empty for none; `witness_dir` and
    `witness_email` are the folder and the people that keep the record's checkpoints out of its reach; `keep_…_months` how
    long personal data are kept (see `cases.retention`).
    """

    data_dir: Path
    port: int = 8000
    host: str = "127.0.0.1"
    demo: bool = False
    base_url: str = "http://127.0.0.1:8000"
    council: str = "The council"
    mail_from: str = "bookings@venuecheck.invalid"
    smtp_url: str = ""
    database_url: str = ""
    nation: Nation = Nation.ENGLAND
    monitoring_officer: str = ""
    witness_dir: Path | None = None
    witness_email: tuple[str, ...] = ()
    keep_bookings_months: int = 72
    keep_others_months: int = 12
    keep_entries_months: int = 24

    @property
    def database(self) -> str:
        """The database to open, as SQLAlchemy names it."""
        return self.database_url or f"sqlite:///{self.data_dir / 'venuecheck.sqlite3'}"

    @property
    def secure(self) -> bool:
        """Whether people reach the product over TLS, so that cookies may insist on it."""
        return self.base_url.startswith("https://")


def from_environment(env: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment gives.

    Raises ValueError with a plain sentence when one of them cannot be read.
    """
    port = env.get("PORT", "8000")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError(f"PORT must be a number from 1 to 65535, not {port!r}.")
    demo = env.get("DEMO", "0")
    if demo not in {"0", "1"}:
        raise ValueError(f"DEMO must be 0 or 1, not {demo!r}.")
    nation = env.get("NATION", Nation.ENGLAND.value).strip().lower()
    if nation not in {one.value for one in Nation}:
        raise ValueError(f"NATION must be england, wales or scotland, not {nation!r}.")
    host = env.get("HOST", "127.0.0.1")
    return Settings(
        data_dir=Path(env.get("DATA_DIR") or ROOT / "var").resolve(),
        port=int(port),
        host=host,
        demo=demo == "1",
        base_url=env.get("BASE_URL", f"http://{host}:{port}").rstrip("/"),
        council=env.get("COUNCIL", "Tarn Valley Council (fictional)" if demo == "1" else "The council"),
        mail_from=env.get("MAIL_FROM", "bookings@venuecheck.invalid"),
        smtp_url=env.get("SMTP_URL", ""),
        database_url=env.get("DATABASE_URL", ""),
        nation=Nation(nation),
        monitoring_officer=env.get("MONITORING_OFFICER", "").strip(),
        witness_dir=Path(env["WITNESS_DIR"]).resolve() if env.get("WITNESS_DIR") else None,
        witness_email=_addresses(env.get("WITNESS_EMAIL", "")),
        keep_bookings_months=_months("KEEP_BOOKINGS_MONTHS", env.get("KEEP_BOOKINGS_MONTHS") or "72"),
        keep_others_months=_months("KEEP_OTHERS_MONTHS", env.get("KEEP_OTHERS_MONTHS") or "12"),
        keep_entries_months=_months("KEEP_ENTRIES_MONTHS", env.get("KEEP_ENTRIES_MONTHS") or "24"),
    )


def _months(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 1200:
        raise ValueError(f"{name} must be a number of months from 1 to 1200, not {text!r}.")
    return int(text)


def _addresses(text: str) -> tuple[str, ...]:
    found = tuple(one.strip() for one in text.split(",") if one.strip())
    for one in found:
        if not is_email_address(one):
            raise ValueError(f"WITNESS_EMAIL must be e-mail addresses with commas between them; {one!r} is none.")
    return found
