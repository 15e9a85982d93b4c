"""Names that lie over nothing: candidate positions, of which the best free one is taken.

Names are placed one by one, what matters most first; the same names and obstacles always
come to the same places.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from layers.export.drawing import Box
    from layers.export.maps.candidates import Candidate, Leader

    Circle = tuple[float, float, float]  # x, y, radius

_CLEAR: Final = 1.0  # units between a name and a symbol
# Units between two names: side by side they must not read as one.
_APART: Final = (12.0, 1.5)
_MARGIN: Final = 4.0  # units between a name and the edge of the frame
_MOST_CROSSED: Final = 4
_CROSSED: Final = 0.7  # cost of a point of a leader line on the symbol on which it begins
_MIDWAY: Final = 4.0  # cost of a point of it on any other
_SOFT: Final = 0.22  # cost of a point of a line, or a faint symbol, that a name lies over
_STEP: Final = 4.0  # units between the points at which a leader line is tried


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What names keep clear of.

    Attributes:
        boxes: of symbols.
        circles: of symbols.
        soft: shape (n, 2): points of lines and faint symbols, which names avoid if they can.
    """

    boxes: tuple[Box, ...] = ()
    circles: tuple[Circle, ...] = ()
    soft: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 2)))

    def __add__(self, other: Obstacles) -> Obstacles:
        """Return both together."""
        return Obstacles(
            self.boxes + other.boxes,
            self.circles + other.circles,
            np.concatenate([self.soft, other.soft]),
        )


class Placer:
    """Remembers what is taken."""

    def __init__(self, frame: Box, obstacles: Obstacles) -> None:
        """Begin with the frame and its symbols."""
        self._inner = frame.inset(_MARGIN)
        self._symbols = _edges(obstacles.boxes)
        self._circles = np.array(obstacles.circles, np.float64).reshape(-1, 3)
        self._soft = obstacles.soft
        self._taken: list[Box] = []

    def place(
        self, candidates: Sequence[Candidate], most: float = float("inf")
    ) -> Candidate | None:
        """Take the best of the candidates that lies over nothing, or none at all.

        Args:
            candidates: where the name may stand.
            most: cost from which it is rather left out.
        """
        inside = [each for each in candidates if self._inner.holds(each.box)]
        if not inside:
            return None
        boxes = _edges([each.box for each in inside])
        free = ~self._is_blocked(boxes)
        # What is blocked needs no cost: a leader line takes time to follow.
        costs = np.array(
            [
                each.cost + self._crossed(each) if is_free else np.inf
                for each, is_free in zip(inside, free.tolist(), strict=True)
            ]
        )
        costs += _SOFT * self._under(boxes)
        for position in np.argsort(np.where(free, costs, np.inf), kind="stable"):
            if not free[position] or costs[position] > most or np.isinf(costs[position]):
                return None
            if self._leads_freely(inside[position]):
                return self.take(self._trimmed(inside[position]))
        return None

    def take(self, candidate: Candidate) -> Candidate:
        """Take a place, whatever lies there."""
        self._taken.append(candidate.box)
        if candidate.leader:
            self._soft = np.concatenate([self._soft, _along(candidate.leader)])
        return candidate

    def _is_blocked(self, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
        names = _meet(boxes, _edges(self._taken), _APART)
        blocked: NDArray[np.bool_] = (
            names
            | _meet(boxes, self._symbols, (_CLEAR, _CLEAR))
            | _meet_circles(boxes, self._circles)
        )
        return blocked

    def _under(self, boxes: NDArray[np.float64]) -> NDArray[np.intp]:
        x, y = self._soft[:, 0], self._soft[:, 1]
        left, top, right, bottom = (boxes[:, side, None] for side in range(4))
        under = (x > left) & (x < right) & (y > top) & (y < bottom)
        counted: NDArray[np.intp] = under.sum(axis=1)
        return counted

    def _crossed(self, candidate: Candidate) -> float:
        """Return the cost of the symbols under its leader line; it may begin on one."""
        if candidate.leader is None:
            return 0.0
        covered = self._covered(candidate.leader)
        if np.count_nonzero(covered) > _MOST_CROSSED:
            return float("inf")
        begun = _begun(covered)
        return _CROSSED * begun + _MIDWAY * float(np.count_nonzero(covered[begun:]))

    def _covered(self, leader: Leader) -> NDArray[np.bool_]:
        """Return which points of a leader line lie on a symbol."""
        points = _along(leader)
        return _meet(np.hstack([points, points]), self._symbols, (0.0, 0.0))

    def _trimmed(self, candidate: Candidate) -> Candidate:
        """Return a candidate whose leader line begins where it is in the open."""
        if candidate.leader is None:
            return candidate
        begun = _begun(self._covered(candidate.leader))
        x, y = _along(candidate.leader)[begun].tolist()
        return replace(candidate, leader=((x, y), candidate.leader[1]))

    def _leads_freely(self, candidate: Candidate) -> bool:
        """Return whether its leader line crosses no name."""
        if candidate.leader is None:
            return True
        points = _along(candidate.leader)
        return not _meet(np.hstack([points, points]), _edges(self._taken), (0.0, 0.0)).any()


def _begun(covered: NDArray[np.bool_]) -> int:
    """Return how many points lie on a symbol before the first that is in the open."""
    return int(np.argmin(covered)) if not covered.all() else len(covered) - 1


def _along(leader: Leader) -> NDArray[np.float64]:
    start, end = np.array(leader)
    steps = max(2, int(np.hypot(*(end - start)) / _STEP))
    points: NDArray[np.float64] = start + np.linspace(0, 1, steps)[:, None] * (end - start)
    return points


def _edges(boxes: Sequence[Box]) -> NDArray[np.float64]:
    """Return left, top, right, bottom of boxes, shape (n, 4)."""
    rows = [(each.left, each.top, each.right, each.bottom) for each in boxes]
    return np.array(rows, np.float64).reshape(-1, 4)


def _meet(
    boxes: NDArray[np.float64], others: NDArray[np.float64], apart: tuple[float, float]
) -> NDArray[np.bool_]:
    """Return which of the boxes come nearer than `apart`, across and down, to any of the others."""
    if not len(others):
        return np.zeros(len(boxes), bool)
    left, top, right, bottom = (boxes[:, side, None] for side in range(4))
    meets = (
        (left < others[:, 2] + apart[0])
        & (others[:, 0] - apart[0] < right)
        & (top < others[:, 3] + apart[1])
        & (others[:, 1] - apart[1] < bottom)
    )
    found: NDArray[np.bool_] = np.any(meets, axis=1)
    return found


def _meet_circles(boxes: NDArray[np.float64], circles: NDArray[np.float64]) -> NDArray[np.bool_]:
    x, y, radius = circles[:, 0], circles[:, 1], circles[:, 2]
    left, top, right, bottom = (boxes[:, side, None] for side in range(4))
    across = np.maximum(np.maximum(left - x, x - right), 0)
    down = np.maximum(np.maximum(top - y, y - bottom), 0)
    found: NDArray[np.bool_] = np.any(np.hypot(across, down) < radius + _CLEAR, axis=1)
    return found
