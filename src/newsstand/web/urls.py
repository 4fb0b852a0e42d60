"""Addresses of the reader's pages."""

from django.urls import URLPattern, URLResolver, path, re_path
from django.views.generic import RedirectView

from newsstand.web.urls_accounts import ACCOUNT_URLS
from newsstand.web.urls_billing import BILLING_URLS
from newsstand.web.urls_dashboard import DASHBOARD_URLS
from newsstand.web.urls_fee import FEE_URLS
from newsstand.web.urls_gate import GATE_URLS
from newsstand.web.urls_membership import MEMBERSHIP_URLS
from newsstand.web.urls_privacy import PRIVACY_URLS
from newsstand.web.urls_publisher import PUBLISHER_URLS
from newsstand.web.views import acting, app, editions, front, house, lists, margin, mine, search
from newsstand.web.views.article import article, changes
from newsstand.web.views.compare import compare
from newsstand.web.views.desk import picks as desk_picks
from newsstand.web.views.desk import reading as desk_reading
from newsstand.web.views.desk import stories as desk_stories
from newsstand.web.views.following import change_interest, following
from newsstand.web.views.for_you import for_you
from newsstand.web.views.inaccuracy import inaccuracy
from newsstand.web.views.local import follow_place, local
from newsstand.web.views.look import look
from newsstand.web.views.pictures import picture
from newsstand.web.views.story import story
from newsstand.web.views.topics import topic, topic_feed, topics

urlpatterns: list[URLPattern | URLResolver] = [
    *ACCOUNT_URLS,
    *BILLING_URLS,
    *DASHBOARD_URLS,
    *FEE_URLS,
    *MEMBERSHIP_URLS,
    *PUBLISHER_URLS,
    path("", front.front, name="front"),
    path("edition.json", front.edition_json, name="edition"),
    path("editions/", editions.editions, name="editions"),
    re_path(r"^edition/(?P<day>\d{4}-\d\d-\d\d)/(?P<kind>morning|evening)/\Z", editions.daily, name="daily"),
    re_path(
        r"^edition/(?P<day>\d{4}-\d\d-\d\d)/(?P<kind>morning|evening)/finish\Z",
        editions.finish,
        name="finish_edition",
    ),
    path("catch-up/", editions.catching_up, name="catch_up"),
    path("story/<int:pk>/", story),
    path("story/<int:pk>/compare", compare, name="compare"),
    path("story/<int:pk>/report/", inaccuracy, name="inaccuracy"),
    path("story/<int:pk>/<slug:slug>", story, name="story"),
    *GATE_URLS,
    *PRIVACY_URLS,
    path("article/<int:pk>/", article),
    path("article/<int:pk>/<slug:slug>", article, name="article"),
    path("article/<int:pk>/changes/", changes, name="changes"),
    path("article/<int:pk>/mark/", margin.mark_page, name="mark_page"),
    path("titles/", lists.titles, name="titles"),
    path("title/<slug:slug>/", lists.title, name="title"),
    path("section/<slug:slug>/", lists.section, name="section"),
    path("topics/", topics, name="topics"),
    path("topic/<slug:slug>/", topic, name="topic"),
    path("topic/<slug:slug>/feed", topic_feed, name="topic_feed"),
    path("local/", local, name="local"),
    path("my/place", follow_place, name="follow_place"),
    path("search", search.search, name="search"),
    path("my/saved/", mine.saved, name="saved"),
    path("my/saved/export", mine.export_saved, name="export_saved"),
    path("my/history/", mine.history, name="history"),
    path("my/history/export", mine.export_history, name="export_history"),
    path("my/history/remove", mine.forget_history, name="forget_history"),
    path("my/history/keep", mine.keep, name="keep_history"),
    path("my/mutes/", mine.mutes, name="mutes"),
    path("my/settings/", mine.settings, name="settings"),
    path("my/searches/", search.searches, name="searches"),
    path("my/searches/save", search.save, name="save_search"),
    path("my/searches/<int:pk>/rename", search.rename, name="rename_search"),
    path("my/searches/<int:pk>/remove", search.remove, name="remove_search"),
    path("for-you/", for_you, name="for_you"),
    path("my/following/", following, name="following"),
    path("my/interests", change_interest, name="change_interest"),
    path("my/act", acting.do, name="act"),
    path("my/undo", acting.take_back, name="undo"),
    path("my/look", look, name="look"),
    path("my/mark", margin.mark, name="mark"),
    path("my/mark/<int:pk>/note", margin.write_note, name="write_note"),
    path("my/mark/<int:pk>/remove", margin.remove, name="remove_mark"),
    path("my/notes/", margin.notes, name="notes"),
    path("my/notes/export", margin.export, name="export_notes"),
    path("desk/", desk_reading.today, name="desk"),
    path("desk/missed/", desk_reading.missed, name="desk_missed"),
    path("desk/search", desk_reading.search, name="desk_search"),
    path("desk/log/", desk_reading.log, name="desk_log"),
    path("desk/picks/<slug:kind>/", desk_picks.list_of, name="desk_list"),
    path("desk/choose", desk_picks.choose, name="desk_choose"),
    path("desk/pick/<int:pk>/", desk_picks.pick, name="desk_pick"),
    path("desk/pick/<int:pk>/<slug:deed>", desk_picks.do, name="desk_pick_deed"),
    path("desk/conflict/<int:pk>/", desk_picks.conflict, name="desk_conflict"),
    path("desk/story/<int:pk>/", desk_stories.story, name="desk_story"),
    path("desk/story/<int:pk>/<slug:deed>", desk_stories.do, name="desk_story_deed"),
    path("desk/inaccuracy/<int:pk>/", desk_stories.answer, name="desk_answer"),
    path("status", house.status, name="status"),
    path("healthz", house.healthz, name="healthz"),
    path("openapi.json", house.openapi, name="openapi"),
    path("robots.txt", house.robots, name="robots"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("service-worker.js", app.service_worker, name="service-worker"),
    path("offline", app.offline, name="offline"),
    path("keys", app.keys, name="keys"),
    path("my/bundle.json", app.bundle, name="bundle"),
    path("my/token", app.token, name="token"),
    path(
        "favicon.ico",
        RedirectView.as_view(url="/static/newsstand/mark.svg", permanent=False),
        name="favicon",
    ),
    re_path(
        r"^picture/(?P<name>[0-9a-f]{32})-(?P<width>480|1280)\.(?P<ending>webp|svg)\Z",
        picture,
        name="picture",
    ),
]
