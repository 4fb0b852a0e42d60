"""Addresses of accounts: ours before allauth's."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from newsstand.web.accounts import letters, providers, views

ACCOUNT_URLS: list[URLPattern | URLResolver] = [
    path("account/", views.account, name="account"),
    path("account/logout/", views.sign_out, name="account_logout"),
    path("account/sessions/<int:pk>/end", views.end_session, name="end_session"),
    path("account/oidc/<str:provider_id>/login/", providers.go_to_provider),
    path("account/oidc/<str:provider_id>/login/callback/", providers.come_back),
    path("letters/stop/<str:token>", letters.stop, name="stop_letters"),
    path("account/", include("allauth.urls")),
]
