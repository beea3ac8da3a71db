"""A page for each claim by itself, at an address that holds as long as the claim's id."""

from __future__ import annotations

from typing import Any, Final

from pelican.generators import Generator

TEMPLATE: Final = "claim"
FOLDER: Final = "claims"


class ClaimPages(Generator):  # type: ignore[misc]  # Pelican comes without types
    """Writes `claims/<id>.html`."""

    def generate_output(self, writer: Any) -> None:  # noqa: ANN401
        """Write the pages of all claims."""
        template = self.get_template(TEMPLATE)
        for located in self.settings["EDITION"].claims:
            claim = located.record
            name = f"{FOLDER}/{claim.id}.html"
            writer.write_file(
                name, template, self.context, self.settings["RELATIVE_URLS"], url=name, claim=claim
            )
