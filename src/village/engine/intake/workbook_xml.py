"""Reads the XML of a workbook's part as a stream of small events, in bounded memory."""

from collections.abc import Iterator, Mapping
from typing import IO, Final, Protocol
from xml.parsers import expat

from village.engine.intake.workbook_zip import damaged, doctype

LONGEST_MARK: Final = 1024 * 1024
"""Bytes of one tag with its attributes. A cell's tag has about 30."""

_CHUNK: Final = 1 << 16


class Listener(Protocol):
    """What wants to hear of a part's elements, by their names without namespace."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def text(self, text: str) -> None: ...


def parse(stream: IO[bytes], listener: Listener, *, name: str, part: str) -> Iterator[None]:
    """Feed the part to the listener, a chunk a step.

    Raises Hostile for a document type, Unreadable for XML that is not well formed.
    """
    parser = _parser(listener, name=name, part=part)
    fed = 0
    while chunk := stream.read(_CHUNK):
        fed += len(chunk)
        _feed(parser, chunk, name=name)
        if fed - parser.CurrentByteIndex > LONGEST_MARK:
            raise damaged(name)
        yield
    _feed(parser, b"", name=name)
    yield


def parse_whole(stream: IO[bytes], listener: Listener, *, name: str, part: str) -> None:
    for _ in parse(stream, listener, name=name, part=part):
        pass


def _parser(listener: Listener, *, name: str, part: str) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    locals_of: dict[str, str] = {}

    def local(tag: str) -> str:
        """A tag without its prefix; few tags exist, so that each is cut once."""
        known = locals_of.get(tag)
        if known is None:
            known = tag.rpartition(":")[2]
            if len(locals_of) < 1000:
                locals_of[tag] = known
        return known

    def refuse(*_: object) -> None:
        raise doctype(name, part=part)

    parser.StartElementHandler = lambda tag, attributes: listener.start(local(tag), attributes)
    parser.EndElementHandler = lambda tag: listener.end(local(tag))
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _feed(parser: expat.XMLParserType, chunk: bytes, *, name: str) -> None:
    try:
        parser.Parse(chunk, not chunk)
    except expat.ExpatError:
        raise damaged(name) from None
