"""Addresses of memberships."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from newsstand.web.views.membership import giving, groups, joining, standing

MEMBERSHIP_URLS: list[URLPattern] = [
    path("join/", joining.join, name="join"),
    path("my/membership/", standing.membership, name="membership"),
    path("my/membership/leave-seat", groups.leave, name="leave_seat"),
    re_path(r"^my/membership/(?P<deed>cancel|keep|pause|resume)\Z", standing.deed, name="membership_deed"),
    path("gift/", giving.give, name="give_membership"),
    path("gift/redeem", giving.redeem, name="redeem"),
    path("my/group/", groups.group, name="group"),
    path("seat/<str:code>/", groups.seat, name="seat"),
]
