"""What a follow-up says of the talk that it follows: its claims beside those they refer to.

The speakers are others (an envoy, a minister), so that sides are held against
each other: the countries of those who speak, and of those whose message it is.
"""

from __future__ import annotations

from pipeline.model import Annotation, Event
from pipeline.vocabulary import Registry


def refer(
    event: Event, annotations: tuple[Annotation, ...], registry: Registry
) -> tuple[object, ...]:
    return ()
