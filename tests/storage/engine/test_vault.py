"""Sealed is sealed: only at its place, only with its key, only untouched."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.engine.vault import BadKeys, DataKey, Vault, WrongKeys, new_key

OLD, NEW = (
    f"{key_id}:{base64.b64encode(bytes([octet] * 32)).decode()}"
    for key_id, octet in (("old", 1), ("new", 2))
)
VAULT = Vault.from_setting(OLD)
PLACE = "orders.code"


@given(st.text())
def test_what_is_sealed_opens_again(text: str) -> None:
    box = VAULT.seal(text, PLACE, "202601020001")
    assert VAULT.open(box, PLACE, "202601020001") == text


def test_two_seals_of_one_text_differ() -> None:
    assert VAULT.seal("0047", PLACE, 1) != VAULT.seal("0047", PLACE, 1)


def test_the_text_is_not_in_the_box() -> None:
    assert b"0047112233" not in VAULT.seal("0047112233", PLACE, 1)


@pytest.mark.parametrize(
    ("place", "row"),
    [("orders.phone", 1), (PLACE, 2), ("", 1), (PLACE, None), ("orders", "code\n1")],
)
def test_a_box_opens_nowhere_else(place: str, row: object) -> None:
    box = VAULT.seal("0047", PLACE, 1)
    with pytest.raises(WrongKeys):
        VAULT.open(box, place, row)


@given(st.data())
def test_a_box_that_was_touched_does_not_open(data: st.DataObject) -> None:
    box = bytearray(VAULT.seal("0047", PLACE, 1))
    at = data.draw(st.integers(0, len(box) - 1))
    box[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(WrongKeys):
        VAULT.open(bytes(box), PLACE, 1)


@given(st.integers(0, 200))
def test_a_box_that_was_cut_short_does_not_open(kept: int) -> None:
    box = VAULT.seal("0047", PLACE, 1)
    cut = box[: min(kept, len(box) - 1)]
    with pytest.raises(WrongKeys):
        VAULT.open(cut, PLACE, 1)


def test_another_key_of_the_same_name_does_not_open_it() -> None:
    box = VAULT.seal("0047", PLACE, 1)
    with pytest.raises(WrongKeys):
        Vault.from_setting(new_key("old")).open(box, PLACE, 1)


def test_a_missing_key_is_named_and_nothing_else() -> None:
    box = VAULT.seal("0047", PLACE, 1)
    with pytest.raises(WrongKeys, match="'old'") as caught:
        Vault.from_setting(NEW).open(box, PLACE, 1)
    assert caught.value.key_id == "old"
    assert "0047" not in str(caught.value)


@pytest.mark.parametrize(
    "box", [b"", b"Budi 0812", b"Budi 0812: x", b":x", b"\xff:x", b"k" * 33 + b":x"]
)
def test_what_begins_like_no_seal_names_no_key(box: bytes) -> None:
    assert Vault.key_id_of(box) == "?"
    with pytest.raises(WrongKeys, match=r"'\?'"):
        VAULT.open(box, PLACE, 1)


def test_after_a_rotation_old_boxes_open_and_new_ones_use_the_new_key() -> None:
    rotated = Vault.from_setting(f"{NEW},{OLD}")
    assert rotated.active_key_id == "new"
    assert rotated.open(VAULT.seal("0047", PLACE, 1), PLACE, 1) == "0047"
    fresh = rotated.seal("0047", PLACE, 1)
    assert Vault.key_id_of(fresh) == "new"
    with pytest.raises(WrongKeys):
        VAULT.open(fresh, PLACE, 1)


def test_keyed_hashes_depend_on_key_purpose_and_text() -> None:
    macs = {
        VAULT.mac("phone", "081"),
        VAULT.mac("phone", "082"),
        VAULT.mac("callback", "081"),
        Vault.from_setting(NEW).mac("phone", "081"),
    }
    assert len(macs) == 4
    assert all(len(mac) == 64 for mac in macs)


def test_a_rotated_ring_knows_the_hashes_of_before() -> None:
    rotated = Vault.from_setting(f"{NEW},{OLD}")
    assert VAULT.mac("phone", "081") in rotated.macs("phone", "081")
    assert rotated.macs("phone", "081")[0] == rotated.mac("phone", "081")


def test_the_seal_key_is_not_the_hash_key_nor_the_given_key() -> None:
    key = DataKey.parse(OLD)
    given_octets = base64.b64decode(OLD.partition(":")[2])
    assert key.mac_key != given_octets


@pytest.mark.parametrize(
    "setting",
    [
        "",
        " , ",
        "k1",
        "k1:",
        ":" + NEW.partition(":")[2],
        "k1:not base64!",
        "k1:" + base64.b64encode(bytes(16)).decode(),
        "k1:" + base64.b64encode(bytes(33)).decode(),
        "k 1:" + NEW.partition(":")[2],
        f"{NEW},{NEW}",
    ],
)
def test_keys_that_cannot_be_right_are_refused(setting: str) -> None:
    with pytest.raises(BadKeys) as caught:
        Vault.from_setting(setting)
    assert NEW.partition(":")[2] not in str(caught.value)


def test_no_key_is_in_the_repr() -> None:
    key = DataKey.parse(OLD)
    assert OLD.partition(":")[2] not in repr(key)
    assert "mac_key" not in repr(key)
    assert "old" in repr(key)
