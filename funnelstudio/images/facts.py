"""What is known of a picture once it was decoded, without a need of what decodes it."""

from __future__ import annotations

import msgspec


class Facts(msgspec.Struct, frozen=True):
    """What decoding a picture told: `width` and `height` upright, whether it can be seen through or moves.

    A `sharp` one was kept without loss, as drawings and pictures of a screen are; a `whole` one can't be cut.
    """

    ending: str
    width: int
    height: int
    alpha: bool = False
    animated: bool = False
    sharp: bool = False
    whole: bool = False
