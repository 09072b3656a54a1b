"""Red flags of who stands near whom: RF-013 address, RF-014 minority owner, RF-035 connection, RF-038 front companies,
RF-044 military customer, RF-042 buyer tied to a programme. The links themselves are found by others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from endgate.routes.detectors.answer import Parameters, clear, fires, in_roles, months, name_of, open_on, settle
from endgate.shipment.flags import AddressMatch, Connection, Enquiry, FlagInput, ListedHolding
from endgate.shipment.indications import Flag
from endgate.shipment.model import PartyClass, Role

ADDRESS, MINORITY, CONNECTED = "RF-013", "RF-014", "RF-035"
FRONTS, MILITARY, PROGRAMME = "RF-038", "RF-044", "RF-042"
_USERS = (Role.CONSIGNEE, Role.END_USER)


def listed_address(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-013: a party sits at a listed address: the same house or box, not the same city."""
    matches = given.facts.addresses
    if matches is None:
        return (open_on(ADDRESS, "address", "addresses beside the lists"),)
    return settle(ADDRESS, "address", [_at(given, match, params) for match in matches])


def _at(given: FlagInput, match: AddressMatch, params: Parameters) -> Flag:
    values = {"party": name_of(given, match.party), "listed": match.listed, "level": match.level}
    if match.level not in params.words(ADDRESS, "levels"):
        return clear(ADDRESS, match.party, values)
    if match.mass:
        return clear(ADDRESS, match.party, values | {"note": "very many companies share it (RF-026)"})
    if not match.confirmed:
        return open_on(ADDRESS, match.party, f"review of the address of {values['party']}", values=values)
    return fires(ADDRESS, match.party, values, (match.source or "lists",))


def minority_owner(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-014: a listed party holds a share that does not reach, or shares a director. What reaches is a finding."""
    holdings = given.facts.holdings
    if holdings is None:
        return (open_on(MINORITY, "owner", "owners and directors of the parties"),)
    rules = params.words(MINORITY, "regimes")
    return settle(MINORITY, "owner", [_held(given, each) for each in holdings if each.regime in ("", *rules)])


def _held(given: FlagInput, each: ListedHolding) -> Flag:
    values: dict[str, object] = {"party": name_of(given, each.party), "listed": each.listed}
    if each.shared_director:
        if not each.confirmed:
            return open_on(MINORITY, each.party, f"whether the director of {values['party']} is the same person")
        return fires(MINORITY, each.party, values | {"director": "shared"}, ("links",), ["owner.listed"])
    if not each.confirmed:
        return open_on(MINORITY, each.party, f"whether the owner {each.listed} is the designated party")
    if each.surely_reached:
        return clear(MINORITY, each.party, values | {"note": "reached in law: a finding, not a flag"})
    if each.highest is not None and each.highest <= 0:
        return clear(MINORITY, each.party, values)
    share = "not stated" if each.highest is None else f"up to {each.highest} %"
    return fires(MINORITY, each.party, values | {"share": share}, ("links",), ["owner.listed"])


def connected(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-035: a designated party is two identifiers or one personal link away."""
    paths = given.facts.connections
    if paths is None:
        return (open_on(CONNECTED, "links", "links of the parties to designated ones"),)
    near = [path for path in paths if _near(path, params)]
    return settle(CONNECTED, "links", [_connection(given, path) for path in near])


def _near(path: Connection, params: Parameters) -> bool:
    if not path.weak:
        return path.hops == 1 and set(path.kinds) <= set(params.words(CONNECTED, "links"))
    narrow = path.degree <= params.number(CONNECTED, "degree")
    kinds = set(path.kinds) <= set(params.words(CONNECTED, "kinds"))
    return path.hops <= params.number(CONNECTED, "hops") and narrow and kinds


def _connection(given: FlagInput, path: Connection) -> Flag:
    user = path.party in in_roles(given, Role.END_USER)
    values = {"party": name_of(given, path.party), "designated": path.listed, "over": path.kinds, "steps": path.hops}
    proposition = "enduser.listed" if user else "owner.listed"
    return fires(CONNECTED, path.party, values, (path.source or "links",), [proposition])


def front_companies(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-038: several buyers of one item that share identifiers of more than one kind."""
    history = given.facts.history
    if history is None:
        return (open_on(FRONTS, "enquiries", "enquiries of the last two years"),)
    recent = [
        each for each in history.enquiries if 0 <= months(each.on, given.as_of) <= params.number(FRONTS, "months")
    ]
    if recent and not any(each.identifiers for each in recent):
        return (open_on(FRONTS, "enquiries", "telephones and e-mail addresses of the enquiries"),)
    items = {item.description for item in given.shipment.items}
    return settle(FRONTS, "enquiries", list(_fronts([each for each in recent if each.item in items], params)))


def _fronts(enquiries: list[Enquiry], params: Parameters) -> Iterator[Flag]:
    for item in dict.fromkeys(each.item for each in enquiries):
        for members, kinds in _components([each for each in enquiries if each.item == item]):
            if len(members) >= params.number(FRONTS, "buyers") and len(kinds) >= params.number(FRONTS, "kinds"):
                yield fires(FRONTS, item, {"buyers": sorted(members), "share": sorted(kinds)}, ("enquiries",))


def _components(enquiries: list[Enquiry]) -> list[tuple[set[str], set[str]]]:
    """Buyers joined by equal identifiers, with the kinds that join them."""
    groups = [({each.buyer}, set[str]()) for each in enquiries]
    for one, other in combinations(range(len(enquiries)), 2):
        first, second = enquiries[one], enquiries[other]
        shared = {kind for kind, value in first.identifiers.items() if value and second.identifiers.get(kind) == value}
        if shared and first.buyer != second.buyer:
            buyers, kinds = groups[one][0] | groups[other][0], groups[one][1] | groups[other][1] | shared
            groups = [(buyers, kinds) if members & buyers else (members, has) for members, has in groups]
    unique: list[tuple[set[str], set[str]]] = []
    for group in groups:
        if group not in unique:
            unique.append(group)
    return unique


def military_customer(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-044: armed forces or their industry receive civil goods."""
    users = in_roles(given, *_USERS)
    if not users:
        return (open_on(MILITARY, "end user", "consignee or end user"),)
    if given.facts.tags is not None and all(
        "listed" in given.facts.tags.get(item.id, ()) for item in given.shipment.items
    ):
        return (clear(MILITARY, "end user", {"goods": "all listed: law speaks of them"}),)
    return settle(MILITARY, "end user", [_armed(given, party, params) for party in users])


def _armed(given: FlagInput, party: str, params: Parameters) -> Flag:
    classes = set(given.shipment.party(party).classes)
    profile = given.facts.profiles.get(party)
    forces = {PartyClass(word) for word in params.words(MILITARY, "classes")} & classes
    stated = profile is not None and (profile.military or profile.military_site)
    name = name_of(given, party)
    if (forces or stated) and given.facts.tags is None:
        return open_on(MILITARY, party, "whether the goods are listed", values={"party": name})
    if forces or stated:
        what = sorted(each.value for each in forces) or ["military, or delivered to a military site"]
        return fires(MILITARY, party, {"party": name, "class": what}, (f"party:{party}",), ["use.military"])
    if classes or (profile is not None and profile.military is False):
        return clear(MILITARY, party, {"party": name})
    return open_on(MILITARY, party, f"whether {name} belongs to armed forces or their industry")


def tied_to_programme(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-042: an item just under a limit for a buyer close to a party listed for a programme."""
    tags, paths = given.facts.tags, given.facts.connections
    if tags is None:
        return (open_on(PROGRAMME, "buyer", "whether the items come near a limit"),)
    near = sorted(item for item, words in tags.items() if "near_miss" in words)
    if not near:
        return (clear(PROGRAMME, "buyer"),)
    if paths is None:
        return (open_on(PROGRAMME, "buyer", "links of the parties to listed ones"),)
    tied = [path for path in paths if not path.weak and path.hops <= params.number(PROGRAMME, "hops")]
    programmes = params.words(PROGRAMME, "programmes")
    return settle(
        PROGRAMME,
        "buyer",
        [
            fires(PROGRAMME, path.party, _tie(given, path, near), (path.source or "links",))
            for path in tied
            if path.programme in programmes
        ],
    )


def _tie(given: FlagInput, path: Connection, near: list[str]) -> dict[str, object]:
    return {
        "party": name_of(given, path.party),
        "listed": path.listed,
        "programme": path.programme,
        "steps": path.hops,
        "items near a limit": near,
    }
