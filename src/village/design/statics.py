"""Styles and scripts under names that change with what is in them, so that they may be kept."""

from whitenoise.storage import (  # type: ignore[import-untyped]  # it publishes no types
    CompressedManifestStaticFilesStorage,
)


class Hashed(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped base
    """Hashed names once `collectstatic` has run; before that (in tests) the plain ones."""

    def stored_name(self, name: str) -> str:
        found: str = super().stored_name(name) if self.hashed_files else self.clean_name(name)
        return found
