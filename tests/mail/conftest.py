import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from mail.post_office import PostOffice, make_certificates, run_office


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def trusting(certificates: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The system trusts the authority of the tests' servers."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates[1]))


@pytest.fixture
def office(certificates: tuple[ssl.SSLContext, Path], trusting: None) -> Iterator[PostOffice]:
    with run_office(PostOffice(), certificates[0]) as office:
        yield office
