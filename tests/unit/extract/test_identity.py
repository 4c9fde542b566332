import unicodedata

import pytest


def ids(extract, text):
    return [item.id for item in extract(text).items]


@pytest.mark.parametrize(
    "text",
    [
        "- [x] Rotate the keys",
        "* [ ] Rotate the keys",
        "1. [ ] Rotate the keys",
        "\n\n- [ ] Rotate the keys",
        "- [ ] **Rotate** the keys",
        "- [ ]   Rotate the keys.",
        "☐ Rotate the keys",
        "> - [ ] Rotate the keys",
        "# Report\n\n- [ ] Rotate the keys",
    ],
    ids=["ticked", "star", "numbered", "moved", "bold", "spaced", "ballot", "quoted", "heading-above"],
)
def test_an_id_stays_with_the_words(extract, text):
    assert ids(extract, text) == ids(extract, "- [ ] Rotate the keys")


@pytest.mark.parametrize(
    "text", ["- [ ] Rotate the locks", "- [ ] Rotate the keys again"], ids=["other-word", "one-more"]
)
def test_other_words_give_another_id(extract, text):
    assert ids(extract, text) != ids(extract, "- [ ] Rotate the keys")


def test_equal_words_get_ids_of_their_own(extract):
    found = ids(extract, "## Parser\n\n- [ ] Add tests\n\n## Printer\n\n- [ ] Add tests")
    assert len(set(found)) == 2


def test_words_of_any_script_make_ids(extract):
    found = ids(extract, "- [ ] 修复登录错误\n- [ ] 更新密钥\n- [ ] Исправить ошибку")
    assert len(set(found)) == 3


def test_ids_stay_when_letters_and_accents_are_stored_apart(extract):
    text = "## Pendências\n\n- Traduzir o rodapé → concluído\n- Avisar a câmara das novas datas\n"
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    assert [(item.id, item.title, item.status) for item in extract(apart).items] == [
        (item.id, item.title, item.status) for item in extract(text).items
    ]
