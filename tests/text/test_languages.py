import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.text.languages import guess_language, language_tag


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council voted on Tuesday night to close the pool, and it will be shut for two years.", "en"),
        (
            "Der Stadtrat hat am Dienstag beschlossen, dass die Halle für zwei Jahre geschlossen wird und nicht früher.",
            "de",
        ),
        (
            "Le conseil a voté mardi la fermeture de la piscine pour deux ans, et les clubs sont invités dans une autre ville.",
            "fr",
        ),
        (
            "El concejo votó el martes a favor de cerrar la piscina por dos años, y los clubes irán a otra ciudad.",
            "es",
        ),
        ("Городской совет во вторник решил, что бассейн будет закрыт на два года, и это не всё.", "ru"),
        (
            "Міська рада у вівторок вирішила, що басейн буде закрито на два роки, і це ще не все, як кажуть.",
            "uk",
        ),
        ("市議会は火曜日の夜、老朽化したプールを二年間閉鎖することを決めた。", "ja"),
        ("市议会周二晚间表决，将老旧的游泳馆关闭两年，以便重建屋顶。", "zh"),
        ("시의회는 화요일 밤 낡은 수영장을 2년 동안 닫기로 결정했다.", "ko"),
        ("قرر مجلس المدينة في يوم الثلاثاء إغلاق المسبح على أن يفتح بعد عامين من ذلك", "ar"),
        ("12345 67890", None),
        ("", None),
    ],
)
def test_languages_are_told_by_script_and_common_words(text: str, language: str | None) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("en_GB", "en"),
        ("de-AT", "de"),
        ("zh-Hans-CN", "zh"),
        ("nb", "no"),
        ("iw", "he"),
        ("en,de", "en"),
        ("english text", None),
        ("", None),
        (None, None),
    ],
)
def test_declared_tags_are_reduced_to_the_language(declared: str | None, tag: str | None) -> None:
    assert language_tag(declared) == tag


@given(st.text(max_size=300))
def test_any_text_has_a_language_or_none(text: str) -> None:
    found = guess_language(text)
    assert found is None or len(found) == 2
