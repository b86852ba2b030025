"""Options and fixtures shared by all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]

settings.register_profile('ci', deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile('ci')


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption('--accept', action='store_true', help='renew the golden dumps with what is made now')


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """True where golden dumps are to be renewed."""
    return bool(request.config.getoption('--accept'))


@pytest.fixture(autouse=True, scope='session')
def own_shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of this run for compiled templates, so that no test leaves anything in the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv('XDG_CACHE_HOME', str(tmp_path_factory.mktemp('cache')))
        yield


@pytest.fixture(scope='session')
def office_suite() -> str:
    """The LibreOffice program. Without it the test is skipped and says so; with CI set it fails."""
    missing = [tool for tool in ('soffice', 'pdftotext') if shutil.which(tool) is None]
    if missing:
        message = f'{" and ".join(missing)} not found: pages cannot be rendered'
        if os.environ.get('CI'):
            pytest.fail(message)
        pytest.skip(message)
    return 'soffice'
