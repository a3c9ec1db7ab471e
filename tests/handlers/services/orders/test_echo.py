"""What an answer may write otherwise, and what is another order: name, description, address."""

import pytest

from handlers.services.controls import sending
from handlers.services.orders.echo import is_description_of
from handlers.services.orders.same_names import is_same_name
from handlers.services.provider_answers import Echo, Found, ProviderStatus
from storage.models.audit import AuditEntry
from storage.models.order_states import OrderStatus, Review
from tests.factories import NAME, World
from tests.fakes import accept_with

LONG = "Siti Aminah Nur Hidayati"
SAME = [
    (LONG, LONG),
    (LONG, "SITI AMINAH NUR HIDAYATI"),
    (LONG, "  siti   aminah nur hidayati "),
    (LONG, "SITIAMINAHNURHIDAYATI"),
    (LONG, "SITI AMINAH NUR"),
    (LONG, "Siti Aminah Nur"),
    ("Nur'aini", "NURAINI"),
    ("Nur'aini", "Nur aini"),
    ("M. Yusuf-Ali", "M YUSUF ALI"),
    ("José", "JOSE"),
    ("Budi", "-"),
    ("Budi", "***"),
    ("Budi", "B***"),
    ("Budi Santoso", "B*** S******"),
    ("Budi Santoso", "BUDI S•••••O"),
    ("Budi Santoso", "***I *A*S**"),
    ("Budi", "B............."),
    ("Budi Santoso", "B... S......"),
    ("Budi", ".............."),
    ("Łukasz", "LUKASZ"),
    ("Søren Đặng", "SOREN DANG"),
    ("Weiß", "WEISS"),
    ("Ægir", "AEGIR"),
    ("I\u015f\u0131l", "ISIL"),
    ("Nur\u02bcaini", "NURAINI"),
    ("Budi", "Bapak Budi"),
    ("Budi", "BPK. BUDI"),
    ("Budi", "Bpk.Budi"),
    ("Sri", "Ibu Sri"),
    ("Ahmad", "H. Ahmad"),
    ("Bapak Budi", "BUDI"),
    ("Bpk. Budi", "Tn Budi"),
    ("Budi", "Budi, S.E."),
    ("Budi", "BUDI, SE, MM"),
    ("Budi", "Budi S.Kom."),
    ("Prof. Dr. Ir. Budi, M.Si.", "Budi"),
    (LONG, "IBU SITI AMINAH NUR"),
    ("Haji", "HAJI"),
    ("Ibu Haji Siti Aminah", "HJ SITI AMINAH"),
    ("Bapak Haji Ahmad", "H AHMAD"),
    ("Budi Santoso", "BPK B*** S******"),
    ("Budi", "DRG BUDI"),
    ("Siti", "USTADZAH SITI"),
    ("Muhammad Rizki Sari", "MUHAMMAD RIZKI"),
    ("Muhammad Rizkita Sari", "MUHAMMAD RIZKIT"),
]
OTHERS = [
    (LONG, "Siti"),
    (LONG, "SITI AMINAH N"),
    (LONG, "Siti Aminah Nur Hidayah"),
    (LONG, f"{LONG} Binti Ali"),
    (LONG, "Aminah Siti Nur Hidayati"),
    ("Budi", "Bud"),
    ("Budi", "Budi Hartono"),
    ("Budi", "Wati"),
    ("Budi", "W***"),
    ("Budi Santoso", "B*** W*****"),
    ("Budi Santoso", "B***A"),
    ("Budi Santoso", "**Z**"),
    ("Budi", "BUD*UDI"),
    ("Budi", "W............."),
    ("Budi Santoso Hartono", "Budi          ."),
    ("Budi Santoso", "B             ."),
    ("Siti Aminah Nur Hidayati", "Siti . . . . . ."),
    ("Ibu Sri", "Bapak Sri"),
    ("Ibu Haji", "Bapak Haji"),
    ("Bu Tuan", "Pak Tuan"),
    ("Bapak Budi", "BU B***"),
    ("Siti", "H............."),
    ("Siti", "BU..."),
    ("Siti", "BPK ****"),
    ("Muhammad Rizkita Sari", "MUHAMMAD RIZKI"),
    ("Sdri. Dewi", "Sdr. Dewi"),
    ("Lina", "Lina Ma"),
    ("Lina Ma", "Lina"),
    ("Budi", "Budi, Wati"),
    ("Haji Ahmad", "Haji"),
    ("Budi", "Bapak Budiman"),
    ("Łukasz", "LUCAS"),
]


@pytest.mark.parametrize(("ours", "theirs"), SAME)
def test_the_same_name_in_another_systems_hand_is_the_same(ours: str, theirs: str) -> None:
    assert is_same_name(theirs, ours)


@pytest.mark.parametrize(("ours", "theirs"), OTHERS)
def test_another_name_is_another(ours: str, theirs: str) -> None:
    assert not is_same_name(theirs, ours)


@pytest.mark.parametrize(
    ("description", "ours"),
    [
        (None, True),
        ("202601020001", True),
        ("202601020001 BANTUAN", True),
        ("202601020001bantuan", True),
        ("202601020001.0", True),
        ("2026010200012", False),
        ("202601020002 BANTUAN", False),
        ("20260102000", False),
        ("BANTUAN 202601020001", False),
        ("BANTUAN", False),
    ],
)
def test_a_description_is_the_orders_if_it_begins_with_its_number(
    description: str | None, *, ours: bool
) -> None:
    assert is_description_of(description, "202601020001") is ours


@pytest.mark.parametrize(
    ("echo", "field"),
    [
        ({"names": ("Wati",)}, "name"),
        ({"names": (str(NAME), "Wati")}, "name"),
        ({"description": "BANTUAN"}, "description"),
        ({"our_address": False}, "callback address"),
        ({"amount": 5_000, "names": ("Wati",)}, "amount, name"),
    ],
)
def test_what_differs_is_named_to_admins_and_holds_everything(
    world: World, echo: dict[str, object], field: str
) -> None:
    world.gateway.plan = accept_with(**echo)
    number = world.issued()
    assert world.order(number).status is OrderStatus.UNKNOWN
    assert world.order(number).reviews() == {Review.ECHO}
    assert not world.do(sending.is_open)
    whys = {entry.why for entry in world.rows(AuditEntry)}
    assert f"the transfer answer differs from the order: {field}" in whys
    assert not any("Wati" in (why or "") for why in whys)


@pytest.mark.parametrize(
    "echo",
    [
        {"names": (str(NAME).upper(),)},
        {"names": ()},
        {"description": None},
        {"our_address": None},
        {"our_address": True},
    ],
)
def test_a_field_that_is_missing_or_the_same_holds_nothing_up(
    world: World, echo: dict[str, object]
) -> None:
    world.gateway.plan = accept_with(**echo)
    number = world.issued()
    assert world.order(number).status is OrderStatus.ISSUED
    assert world.do(sending.is_open)


def test_an_inquiry_about_another_person_is_not_believed(world: World) -> None:
    number = world.issued()
    world.find(number, Found(ProviderStatus.SUCCESS, Echo(number, names=("Wati",))))
    assert world.order(number).reviews() == {Review.ECHO}
    assert not world.do(sending.is_open)


def test_a_name_that_no_key_opens_is_not_compared_and_holds_nothing_up(world: World) -> None:
    number = world.keep(OrderStatus.UNKNOWN, sending_at=world.clock.now)
    world.change_order(number, name_sealed=b"k1:spoilt")
    world.find(number, Found(ProviderStatus.ON_PROCESS, Echo(number, names=("Wati",))))
    assert world.order(number).status is OrderStatus.ISSUED
