"""The texts are put together from a class for each subject, which hide none of each other."""

from collections import Counter

from handlers.messages.texts import Texts


def test_no_two_subjects_have_a_method_of_the_same_name() -> None:
    methods = Counter(
        name for part in Texts.__mro__ for name in vars(part) if not name.startswith("__")
    )
    assert [name for name, count in methods.items() if count > 1] == []
