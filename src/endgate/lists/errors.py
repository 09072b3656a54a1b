"""Faults of the lists room (EG20xx, EG21xx).

EndgateError
└── ListRefusedError
"""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind


class ListRefusedError(EndgateError):
    """A file or set of files was refused as a whole; the store is as it was."""


NOT_THE_FORMAT = fault_kind(
    "EG2001",
    "not the expected format",
    "A list read by the wrong reader yields parties that no publisher listed.",
    "Give the publisher's own file for this source, or name the right source.",
)
NOT_WELL_FORMED = fault_kind(
    "EG2002",
    "not well-formed",
    "A damaged or cut file loses parties without saying which.",
    "Obtain the file again from the publisher and compare its size.",
)
DOCTYPE = fault_kind(
    "EG2003",
    "document type or entity declared",
    "No publisher's list declares entities; such a file can read other files or fill the memory.",
    "Obtain the file from the publisher; do not remove the declaration by hand.",
)
LIMIT = fault_kind(
    "EG2004",
    "limit exceeded",
    "A file beyond the limits of size, depth or expansion is not a list of this publisher.",
    "Obtain the file again; if the publisher's list has really grown so far, raise the limit in sources.toml.",
)
ENCODING = fault_kind(
    "EG2005",
    "encoding",
    "Letters read under the wrong encoding make names that match nobody.",
    "State the encoding with --encoding, or obtain the file again.",
)
SCHEMA_DRIFT = fault_kind(
    "EG2006",
    "schema drift",
    "A changed layout moves facts into the wrong field.",
    "Check the publisher's notice of the change and update Endgate.",
)
COUNT_DIFFERS = fault_kind(
    "EG2007",
    "count differs from the declared one",
    "A list that holds fewer entries than it declares is cut.",
    "Obtain the whole file, or declare it with --partial.",
)
FILTERED = fault_kind(
    "EG2008",
    "filtered export",
    "What a filter left out looks exactly like what was delisted.",
    "Obtain the whole list, or declare the export with --partial.",
)
SHRINK = fault_kind(
    "EG2009",
    "the list changed more than usual",
    "A truncated file and a real mass delisting look the same; only the publisher's notice tells them apart.",
    "Compare with the publisher's notice; hold it with --strict until that is done.",
)
OLDER = fault_kind(
    "EG2010",
    "older than the list in force",
    "An older list must not replace a newer one.",
    "Nothing to do if history was meant: it was put in its place by its stated date.",
)
DUPLICATE_KEY = fault_kind(
    "EG2011",
    "duplicate key",
    "Two entries under one number cannot both be that entry.",
    "Report it to the publisher; the first entry was kept.",
)
ROW_QUARANTINED = fault_kind(
    "EG2012",
    "row quarantined",
    "A row that cannot be read is a party that is not screened.",
    "Read the row by eye and report it to the publisher.",
)
IMPOSSIBLE_DATE = fault_kind(
    "EG2013",
    "impossible or unreadable date",
    "A date that cannot be read neither starts or ends a listing nor tells two persons apart.",
    "The field was left empty and its text kept with the entry; read the publisher's notice where it matters.",
)
DOWNLOAD_FAILED = fault_kind(
    "EG2014",
    "download failed",
    "The list that was there before stays in force and grows older.",
    "Try again later, or obtain the file by other means and add it: endgate list add --source ID --from-file FILE.",
)
HTML_INSTEAD = fault_kind(
    "EG2015",
    "a web page instead of data",
    "An error or log-in page was saved in place of the list.",
    "Obtain the data file itself.",
)
LOOKS_PARTIAL = fault_kind(
    "EG2016",
    "looks partial",
    "A part taken for the whole turns every missing party into a delisted one.",
    "Obtain all files of the list, or declare what you have with --partial members or --partial fields.",
)
UNKNOWN_SOURCE = fault_kind(
    "EG2017",
    "unknown source",
    "Only a known publisher has an authority, a licence and a reader.",
    "Use one of the source ids named.",
)
MAPPING = fault_kind(
    "EG2018",
    "mapping file invalid",
    "A column read as something else makes parties that nobody listed.",
    "Mend the mapping file; docs/lists.md shows one, and --dry-run shows the first rows as they would be read.",
)
STATED_DATE = fault_kind(
    "EG2019",
    "stated date missing or contradicted",
    "Who was listed on which day follows from the date of the list.",
    "State the publication date with --stated-date where the file carries none; leave it out where it does.",
)
HASH_DIFFERS = fault_kind(
    "EG2101",
    "snapshot differs from its hash",
    "Decisions name this content; it has changed since.",
    "Restore the store from a backup or add the publisher's file again.",
)
HELD = fault_kind(
    "EG2102",
    "snapshot held",
    "An alarm has not been looked at by a person; the older list stays in force.",
    "Compare with the publisher's notice, then: endgate list accept ID --reason TEXT.",
)
STORE_DAMAGED = fault_kind(
    "EG2103",
    "store record unreadable",
    "A line of the snapshot log that cannot be read hides a list.",
    "Restore snapshots.jsonl from a backup; lines are only ever appended.",
)
UNREADABLE = fault_kind(
    "EG2020",
    "file cannot be read",
    "A list that was not read screens nobody.",
    "Check the path and the permission to read it.",
)
UNKNOWN_SNAPSHOT = fault_kind(
    "EG2104",
    "unknown snapshot",
    "Only two snapshots that are held can be compared.",
    "Use an id as shown by: endgate list snapshots.",
)
UNKNOWN_PARTY = fault_kind(
    "EG2105",
    "party not held",
    "An id that resolves to nobody cannot be shown.",
    "Use an id as shown by: endgate list ls.",
)
NOT_HELD = fault_kind(
    "EG2106",
    "snapshot is not held",
    "Only a snapshot that waits for a person can be accepted or discarded, and only with a reason to weigh.",
    "Use the id of a held one as shown by: endgate list snapshots; state the reason.",
)
NO_ADDRESS = fault_kind(
    "EG2107",
    "no address to download from",
    "Some publishers give their list only by a page, a form or a personal address.",
    "Obtain the file and add it: endgate list add --source ID --from-file FILE; or state your own address by --url.",
)
