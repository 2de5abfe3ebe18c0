"""Takes an upload in: sealed chunk by chunk as it arrives, so that no plain copy lies anywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from village.files.store import Spool


class Upload(UploadedFile):  # type: ignore[type-arg]  # generic in the stubs alone
    """A file that has arrived and lies sealed; `files.services.keep` makes it ours.

    It cannot be read from here: open it by its receipt. too_large: nothing of it was kept.
    """

    def __init__(self, spool: Spool | None, *, name: str, size: int) -> None:
        super().__init__(None, name, size=size)
        self.spool = spool
        self.kept = False

    @property
    def too_large(self) -> bool:
        return self.spool is None

    def close(self) -> None:
        """Called when the request ends: what nobody kept is destroyed at once."""
        if self.spool and not self.kept:
            self.spool.destroy()


class SealingUploadHandler(FileUploadHandler):
    """Django's own handlers would write a plain temporary file."""

    chunk_size = 64 * 1024
    spool: Spool | None = None
    size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # Any: as Django calls it
        super().new_file(*args, **kwargs)
        self.spool, self.size = Spool(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.spool is None:
            return
        if self.size > settings.VILLAGE_LARGEST_UPLOAD:
            # The rest is read and dropped: a broken connection would tell the sender nothing.
            self.spool.destroy()
            self.spool = None
            return
        with self._gone_if_it_fails():
            self.spool.write(raw_data)

    def file_complete(self, file_size: int) -> Upload:
        if self.spool:
            with self._gone_if_it_fails():
                self.spool.finish()
        spool, self.spool = self.spool, None
        return Upload(spool, name=cast(str, self.file_name), size=file_size)

    @contextmanager
    def _gone_if_it_fails(self) -> Iterator[None]:
        """A full disk must not stay full of what nobody will ever open."""
        try:
            yield
        except BaseException:
            self.upload_interrupted()
            raise

    def upload_interrupted(self) -> None:
        if self.spool:
            self.spool.destroy()
            self.spool = None
