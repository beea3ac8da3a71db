"""Results on disk, each in a file of its own named by the hash of what it was made from.

The folder may be deleted at any time, and written by several processes at once:
a file comes into being whole, by a renaming, and is never changed. It begins
with a hash of its name and text; a file that does not fit it counts as missing,
and the result is made again and put in its place.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

FORMAT = "1"  # what a file looks like; another number is another folder
GENERATIONS = 8  # builds whose results are kept
_USED = "used.json"


class Store:
    """Results below a folder; what cannot be written is not kept, and `trouble` says why."""

    def __init__(self, folder: Path, *, anew: bool = False) -> None:
        """Take the folder, which need not be there; `anew` looks nothing up and writes all again."""
        self._anew = anew
        self.folder = folder / FORMAT
        self.trouble = ""
        self.asked: set[str] = set()

    def get(self, kind: str, key: str) -> str | None:
        """Return the text that was kept, None where there is none or it is damaged."""
        self.asked.add(_name(kind, key))
        if self._anew:
            return None
        try:
            raw = (self.folder / _name(kind, key)).read_bytes()
        except OSError:
            return None
        seal, _, body = raw.partition(b"\n")
        if seal != _seal(kind, key, body):
            return None
        return body.decode("utf-8", "surrogatepass")

    def put(self, kind: str, key: str, text: str) -> None:
        """Keep a text; where the disk refuses, go on without."""
        self.asked.add(_name(kind, key))
        body = text.encode("utf-8", "surrogatepass")
        self._write(self.folder / _name(kind, key), _seal(kind, key, body) + b"\n" + body)

    def settle(self, build: str) -> None:
        """Note what a build asked for, and remove what none of the last builds did.

        `build` names the build: the same one again takes the place of its former.
        """
        used = {name: listed for name, listed in self._used().items() if name != build}
        used[build] = sorted(self.asked)
        used = dict([*used.items()][-GENERATIONS:])
        self._write(self.folder / _USED, json.dumps(used).encode())
        wanted = {name for listed in used.values() for name in listed}
        for path in self.folder.glob("*/*/*"):
            if path.relative_to(self.folder).as_posix() not in wanted:
                path.unlink(missing_ok=True)

    def _used(self) -> dict[str, list[str]]:
        try:
            found = json.loads((self.folder / _USED).read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, path: Path, raw: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(raw)
                os.replace(name, path)  # noqa: PTH105 -- the atomic call by its name
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except FileNotFoundError:  # another build tidied up at this moment
            pass
        except OSError as error:
            self.trouble = self.trouble or f"{self.folder}: {error.strerror or error}"


def _name(kind: str, key: str) -> str:
    return f"{kind}/{key[:2]}/{key}"


def _seal(kind: str, key: str, body: bytes) -> bytes:
    return hashlib.sha256(f"{kind}/{key}\n".encode() + body).hexdigest().encode()
