import pytest

from newsstand.brief.antecedents import with_name


@pytest.mark.parametrize(
    ("sentence", "before", "expected"),
    [
        (
            "He said it sank.",
            "Tomas Reyes said on Monday that a barge hit the bridge.",
            "Tomas Reyes said it sank.",
        ),
        ("She left.", "Mayor Ann Miller, 51, told reporters in Westmouth that it sank.", "Ann Miller left."),
        ("He said it sank.", "Tomas Reyes met Otto Stein on Monday.", None),
        ("He said it sank.", "The barge hit the bridge.", None),
        ("They said it sank.", "Tomas Reyes said it would.", None),
        ("He said it sank.", "Reyes said it would.", None),
    ],
)
def test_a_pronoun_is_named_only_where_nobody_else_can_be_meant(
    sentence: str, before: str, expected: str | None
) -> None:
    assert with_name(sentence, before) == expected
