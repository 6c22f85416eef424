"""Settings: one frozen object, read once at the door.

Each setting comes from the environment as ``SCOPE_LEDGER_<NAME>``.
"""

from pathlib import Path

from pydantic import Field
from pydantic import field_validator
from pydantic_settings import BaseSettings
from pydantic_settings import SettingsConfigDict

from index import ENGINES
from ledger.domain import resolver

AUTO = "auto"
"""The engine is chosen by how much there is to search."""


class Config(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(
        env_prefix="SCOPE_LEDGER_", env_ignore_empty=True, frozen=True
    )

    home: Path = Path.home() / "scope-ledger"
    """The data folder; made on first use."""

    host: str = "127.0.0.1"
    """The address that ``serve`` listens on."""

    port: int = Field(default=8460, ge=0, le=65535)
    """The port that ``serve`` listens on; 0 takes a free one."""

    limit_mb: int = Field(default=20_000, ge=1)
    """The largest file that is taken in."""

    zone: str = "Europe/Chisinau"
    """The time zone of projects that name none."""

    boxes: int = Field(default=2, ge=1, le=64)
    """How many files are read at the same time."""

    languages: str = "rus+ron+bul+eng"
    """In which languages scans are read, as tesseract calls them."""

    engine: str = "auto"
    """Which engine searches: ``auto``, ``whoosh`` or ``tantivy``."""

    resolvers: str = "system"
    """Who is asked for the keys of signed mail: ``system``, ``off``, or addresses."""

    mail_servers: str = ""
    """Our own mail servers, whose ``Authentication-Results`` are believed."""

    @field_validator("engine")
    @classmethod
    def _engine(cls, value: str) -> str:
        """Refuse an engine that there is none of."""
        setting = value.strip().lower()
        if setting not in {AUTO, *ENGINES}:
            message = f"{setting} is no engine: {AUTO}, {', '.join(ENGINES)}"
            raise ValueError(message)
        return setting

    @field_validator("resolvers")
    @classmethod
    def _resolvers(cls, value: str) -> str:
        """Refuse what names nobody that can be asked."""
        setting = value.strip().lower()
        resolver.servers(setting)
        return setting

    smtp: str = ""
    """Where ``serve`` takes letters for drop-boxes: HOST:PORT; nowhere where empty."""

    smtp_mb: int = Field(default=50, ge=1, le=1000)
    """The largest letter that is taken."""

    smtp_certificate: str = ""
    """A certificate file (PEM), with which STARTTLS is offered for letters."""

    smtp_key: str = ""
    """The key file of that certificate, where it is not in the same file."""

    drop_host: str = ""
    """The host in the addresses of drop-boxes, to which mail is sent."""

    watch: str = ""
    """The folder below which folders may be watched that are chosen on a page."""

    access_days: int = Field(default=365, ge=1, le=36_500)
    """For how many days it is kept who searched for what."""

    @field_validator("home")
    @classmethod
    def _at_home(cls, value: Path) -> Path:
        """Let ``~`` stand for the user's folder, where no shell has seen to it."""
        try:
            return value.expanduser()
        except RuntimeError as error:
            message = f"no user's folder is known for {value}"
            raise ValueError(message) from error
