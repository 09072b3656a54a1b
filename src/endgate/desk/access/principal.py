"""Who acts: a person with roles in teams."""

from __future__ import annotations

from dataclasses import dataclass

from endgate.desk.store.models import Membership, User


@dataclass(frozen=True)
class Principal:
    """A signed-in person, as services and pages take it. ``memberships`` are pairs of team id and role."""

    user_id: int
    name: str
    memberships: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, user: User) -> Principal:
        """The principal of an active user."""
        pairs = Membership.objects.filter(user=user).order_by("team_id", "role").values_list("team_id", "role")
        return cls(user.pk, user.name, tuple(pairs))

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for _, role in self.memberships)

    def roles_in(self, team_id: int) -> frozenset[str]:
        """The roles in one team."""
        return frozenset(role for team, role in self.memberships if team == team_id)

    @property
    def home(self) -> int | None:
        """The team whose cases this person opens; None for one who belongs to none."""
        return self.memberships[0][0] if self.memberships else None
