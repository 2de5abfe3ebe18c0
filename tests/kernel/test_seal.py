import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from village.kernel.seal import (
    CHUNK,
    KeyFault,
    Keyring,
    SealedReader,
    SealedWriter,
    Tampered,
    UnknownKey,
    new_key,
    seal,
    seal_stream,
    sealed_with,
    unseal,
)

RING = Keyring.from_environment(new_key("2026a"))
CONTEXT = b"files:abc"
SEALED_CHUNK = CHUNK + 16
HEADER = len(seal(b"", RING, context=CONTEXT)) - 16

lengths = st.one_of(
    st.integers(0, 40),
    st.sampled_from([CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK + 17]),
)


def some_bytes(length: int) -> bytes:
    return bytes(n % 251 for n in range(length))


@given(lengths, st.integers(1, 2 * CHUNK))
@settings(max_examples=40, deadline=None)
def test_what_is_sealed_opens_again_however_it_was_written(length: int, step: int) -> None:
    plain = some_bytes(length)
    sealed = io.BytesIO()
    writer = SealedWriter(sealed, RING, context=CONTEXT)

    for start in range(0, length, step):
        writer.write(plain[start : start + step])
    writer.finish()

    assert unseal(sealed.getvalue(), RING, context=CONTEXT) == plain


@given(lengths, st.data())
@settings(max_examples=60, deadline=None)
def test_a_seal_cut_short_anywhere_is_refused(length: int, data: st.DataObject) -> None:
    sealed = seal(some_bytes(length), RING, context=CONTEXT)
    cut = data.draw(st.integers(0, len(sealed) - 1))

    with pytest.raises(Tampered):
        unseal(sealed[:cut], RING, context=CONTEXT)


@pytest.mark.parametrize("chunks_left", [0, 1, 2, 3])
def test_a_seal_cut_at_the_edge_of_a_chunk_is_refused(chunks_left: int) -> None:
    sealed = seal(some_bytes(4 * CHUNK), RING, context=CONTEXT)

    with pytest.raises(Tampered):
        unseal(sealed[: HEADER + chunks_left * SEALED_CHUNK], RING, context=CONTEXT)


@given(lengths, st.data())
@settings(max_examples=60, deadline=None)
def test_a_flipped_bit_anywhere_is_refused(length: int, data: st.DataObject) -> None:
    sealed = bytearray(seal(some_bytes(length), RING, context=CONTEXT))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises((Tampered, UnknownKey)):
        unseal(bytes(sealed), RING, context=CONTEXT)


@pytest.mark.parametrize(
    "order", [(1, 0, 2), (0, 2, 1), (2, 1, 0), (0, 0, 2), (0, 1, 2, 2), (0, 2)]
)
def test_chunks_moved_repeated_or_left_out_are_refused(order: tuple[int, ...]) -> None:
    sealed = seal(some_bytes(3 * CHUNK), RING, context=CONTEXT)
    chunks = [sealed[HEADER + n * SEALED_CHUNK :][:SEALED_CHUNK] for n in range(3)]

    with pytest.raises(Tampered):
        unseal(sealed[:HEADER] + b"".join(chunks[n] for n in order), RING, context=CONTEXT)


def test_a_chunk_of_another_file_is_refused() -> None:
    one = seal(b"a" * (CHUNK + 9), RING, context=CONTEXT)
    other = seal(b"b" * (CHUNK + 9), RING, context=CONTEXT)

    with pytest.raises(Tampered):
        unseal(one[: HEADER + SEALED_CHUNK] + other[HEADER + SEALED_CHUNK :], RING, context=CONTEXT)


def test_a_whole_file_put_in_anothers_place_is_refused() -> None:
    sealed = seal(b"first", RING, context=b"files:one")

    with pytest.raises(Tampered):
        unseal(sealed, RING, context=b"files:two")


def test_another_key_under_the_same_id_is_refused() -> None:
    sealed = seal(b"secret", RING, context=CONTEXT)

    with pytest.raises(Tampered):
        unseal(sealed, Keyring.from_environment(new_key("2026a")), context=CONTEXT)


def test_a_key_that_the_ring_does_not_hold_is_named() -> None:
    sealed = seal(b"secret", RING, context=CONTEXT)

    with pytest.raises(UnknownKey, match="2026a"):
        unseal(sealed, Keyring.from_environment(new_key("2027a")), context=CONTEXT)


def test_after_a_new_key_comes_first_old_seals_open_and_new_ones_use_it() -> None:
    old, new = new_key("2026a"), new_key("2027a")
    before = seal(b"kept", Keyring.from_environment(old), context=CONTEXT)
    turned = Keyring.from_environment(f"{new},{old}")

    after = seal(unseal(before, turned, context=CONTEXT), turned, context=CONTEXT)

    assert sealed_with(io.BytesIO(before)) == "2026a"
    assert sealed_with(io.BytesIO(after)) == "2027a"
    assert unseal(after, Keyring.from_environment(new), context=CONTEXT) == b"kept"


def test_sealing_twice_never_gives_the_same_bytes() -> None:
    assert seal(b"same", RING, context=CONTEXT) != seal(b"same", RING, context=CONTEXT)


def test_the_plain_bytes_are_nowhere_in_the_seal() -> None:
    assert b"Thornbury" not in seal(b"Thornbury" * 100, RING, context=CONTEXT)


def test_a_reader_refuses_a_shortened_file_before_it_gives_a_byte() -> None:
    sealed = seal(some_bytes(3 * CHUNK), RING, context=CONTEXT)

    with pytest.raises(Tampered):
        SealedReader(io.BytesIO(sealed[: HEADER + 2 * SEALED_CHUNK]), RING, context=CONTEXT)


@given(st.lists(st.tuples(st.integers(0, 3 * CHUNK), st.integers(0, CHUNK)), max_size=6))
@settings(max_examples=30, deadline=None)
def test_a_reader_seeks_as_a_plain_file_does(moves: list[tuple[int, int]]) -> None:
    plain = some_bytes(2 * CHUNK + 100)
    reader = io.BufferedReader(
        SealedReader(io.BytesIO(seal(plain, RING, context=CONTEXT)), RING, context=CONTEXT)
    )

    for place, size in moves:
        reader.seek(place)
        assert reader.read(size) == plain[place : place + size]


def test_a_source_that_gives_a_few_bytes_at_a_time_is_sealed_whole() -> None:
    class Trickle(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 1000, 1000))

    sealed = io.BytesIO()
    plain = some_bytes(CHUNK + 5)
    seal_stream(Trickle(plain), sealed, RING, context=CONTEXT)

    assert unseal(sealed.getvalue(), RING, context=CONTEXT) == plain


@pytest.mark.parametrize(
    "text",
    ["", "  ,", "nokey", "id:notbase64!", "id:" + "QUJD", ":QUJD", "a b:QUJD", "é:QUJD"],
)
def test_keys_that_cannot_be_used_are_refused_without_being_shown(text: str) -> None:
    with pytest.raises(KeyFault) as fault:
        Keyring.from_environment(text)

    assert "QUJD" not in str(fault.value)


def test_two_keys_of_one_id_are_refused() -> None:
    with pytest.raises(KeyFault, match="key 2"):
        Keyring.from_environment(f"{new_key('a')},{new_key('a')}")


def test_a_ring_never_prints_its_keys() -> None:
    entry = new_key("a")

    ring = Keyring.from_environment(entry)

    assert repr(ring) == "Keyring()"
    assert ring.first == "a"
