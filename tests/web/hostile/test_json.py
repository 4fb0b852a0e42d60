"""Whatever scripts may ask, asked in every way that the description allows and in many that it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings

from newsstand.members.models import Reader
from tests.web.newsroom import NOW, fill

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DESCRIBED = schemathesis.openapi.from_dict(
    json.loads(files("newsstand.web").joinpath("openapi.json").read_text())
)


class Pages(WSGIHandler):
    """The site, with the token of forms taken as read: what is behind it is what is to be attacked."""

    def get_response(self, request: Any) -> Any:
        request._dont_enforce_csrf_checks = True
        return super().get_response(request)


@pytest.fixture
def site() -> Iterator[Pages]:
    """A paper on it; the connection stays open between requests, as it holds the test's transaction."""
    fill(6)
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield Pages()
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def cookie(client: Client) -> str:
    client.force_login(Reader.objects.make(name="Ada", now=NOW))
    return f"sessionid={client.cookies['sessionid'].value}"


@DESCRIBED.parametrize()
@settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
def test_scripts_are_answered_as_described(case: Any, site: Pages, cookie: str) -> None:
    case.headers = {**(case.headers or {}), "Cookie": cookie, "Accept-Encoding": "identity"}
    response = case.call(base_url="http://testserver", app=site)
    case.validate_response(
        response,
        checks=[
            schemathesis.checks.not_a_server_error,
            schemathesis.checks.status_code_conformance,
            schemathesis.checks.content_type_conformance,
            schemathesis.checks.response_schema_conformance,
        ],
    )
