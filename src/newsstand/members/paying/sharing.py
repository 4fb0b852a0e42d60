"""Money and points shared out in whole units, so that the parts make the sum."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K", int, str)


def share_out(amount: int, weights: Mapping[K, int]) -> dict[K, int]:
    """An amount by weights, by largest remainder, ties to the smaller key; a negative one as its opposite would be.

    The parts sum up to the amount. Without any weight above 0 nobody gets anything: {}.
    """
    whole = sum(weights.values())
    if whole <= 0:
        return {}
    if amount < 0:
        return {key: -part for key, part in share_out(-amount, weights).items()}
    parts, remainders, left = {}, [], amount
    for key, weight in weights.items():
        part, remainder = divmod(amount * weight, whole)
        parts[key] = part
        left -= part
        remainders.append((-remainder, key))
    if left:
        remainders.sort()
        for _, key in remainders[:left]:
            parts[key] += 1
    return parts


def part_of(amount: int, percent: int) -> int:
    """So many percent of an amount, rounded towards nothing."""
    return amount * percent // 100 if amount >= 0 else -(-amount * percent // 100)


def take_back(amount: int, given: Mapping[int, int]) -> dict[int, int]:
    """What titles give back of what they were given, as negative amounts: in proportion, and never more than that."""
    most = sum(part for part in given.values() if part > 0)
    positive = {key: part for key, part in given.items() if part > 0}
    return share_out(-min(amount, most), positive)
