from hypothesis import given
from hypothesis import strategies as st

from kazsearch.text.skeleton import fold, skeleton

LETTERS = (
    "abcdefghijklmnopqrstuvwxyzáǵńóúýıäğŋöüşçñūšžč'’0123456789"
    "абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
)


@given(st.text(alphabet=LETTERS))
def test_the_skeleton_of_a_skeleton_is_itself(word: str) -> None:
    assert skeleton(skeleton(word)) == skeleton(word)


@given(st.text())
def test_any_text_has_a_skeleton(word: str) -> None:
    assert fold(skeleton(word)) == skeleton(word)
