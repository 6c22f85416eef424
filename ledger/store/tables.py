"""The tables, in three groups.

``LOG`` is the source of truth; nothing in it is ever changed. ``PROJECTED`` rows are
made from the log and the blobs by ``projections.apply`` and can be thrown away.
``WORKING`` rows (jobs, sessions, passwords) are neither: they are not evidence.
"""

from sqlalchemy import Column
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy import LargeBinary
from sqlalchemy import MetaData
from sqlalchemy import Table
from sqlalchemy import Text
from sqlalchemy import text as sql
from sqlalchemy import UniqueConstraint
from sqlalchemy.schema import SchemaItem

from ledger.store.columns import Day
from ledger.store.columns import key
from ledger.store.columns import maybe
from ledger.store.columns import Moment
from ledger.store.columns import number
from ledger.store.columns import Plain
from ledger.store.columns import text

metadata = MetaData()


def _table(name: str, *parts: SchemaItem) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)


# The log.

events = _table(
    "event",
    _position(),
    Column("body", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
)
nodes = _table(
    "node",
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("idx", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
)
payloads = _table("payload", _position(), text("disclosures"))
checkpoints = _table(
    "checkpoint",
    Column("size", Integer, primary_key=True, autoincrement=False),
    text("note"),
)
log_keys = _table("log_key", key("vkey"), number("from_size"))

LOG = (events, nodes, payloads, checkpoints, log_keys)

# Rows that are made from the log.

happenings = _table(
    "happening",
    _position(),
    Column("at", Moment, nullable=False),
    text("kind"),
    text("subject"),
    text("actor"),
    Index("happening_subject", "subject"),
)
receipts = _table(
    "receipt",
    key("id"),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    text("actor"),
    text("custodian"),
    text("channel"),
    maybe("project"),
)
receipt_items = _table(
    "receipt_item",
    text("receipt"),
    _position(),
    text("outcome"),
    text("path"),
    maybe("document"),
    maybe("first"),
    maybe("reason"),
    Index("receipt_item_receipt", "receipt", "outcome"),
    Index("receipt_item_document", "document"),
)
documents = _table(
    "document",
    key("id"),
    Column("position", Integer, nullable=False, unique=True),
    text("digest"),
    number("size"),
    text("kind"),
    text("media_type"),
    text("title"),
    text("name"),
    maybe("parent"),
    text("place"),
    text("root"),
    text("lineage"),
    text("receipt"),
    text("custodian"),
    text("channel"),
    Column("taken_in_at", Moment, nullable=False),
    maybe("content_id"),
    number("inline"),
    number("waits"),
    maybe("reading"),
    maybe("problem"),
    Column("flags", Plain, nullable=False),
    maybe("language"),
    maybe("message"),
    maybe("thread"),
    Column("sent_at", Moment),
    maybe("sent_raw"),
    maybe("sent_zone"),
    Column("received_at", Moment),
    Column("sorted_at", Moment, nullable=False),
    maybe("signs"),
    Index("document_digest", "digest", "position"),
    Index("document_parent", "parent"),
    Index("document_lineage", "lineage"),
    Index("document_message", "message"),
    Index("document_thread", "thread", "sorted_at"),
    Index("document_receipt", "receipt"),
    Index("document_sorted", "sorted_at"),
    Index("document_waits", "sorted_at", sqlite_where=sql("waits = 1")),
)
readings = _table(
    "reading",
    key("digest"),
    text("text"),
    Column("segments", Plain, nullable=False),
    Column("pages", Plain, nullable=False),
)
participants = _table(
    "participant",
    key("document"),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    text("role"),
    text("name"),
    text("address"),
    Index("participant_address", "address", "role"),
)
writings = _table(
    "writing",
    key("document"),
    text("address"),
    Column("at", Moment, nullable=False),
    number("dated"),
    Index("writing_address", "address", "at", "document", "dated"),
)
quotations = _table(
    "quotation",
    key("document"),
    Column("start", Integer, primary_key=True, autoincrement=False),
    number("end"),
    text("address"),
    Column("at", Moment, nullable=False),
    Index("quotation_address", "address", "at"),
)
messages = _table(
    "message",
    key("id"),
    text("message_id"),
    text("fingerprint"),
    text("thread"),
    Index("message_identity", "message_id", "fingerprint"),
    Index("message_thread", "thread"),
)
message_references = _table(
    "message_reference",
    key("message"),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    text("field"),
    text("target"),
    Index("message_reference_target", "target"),
)
chats = _table(
    "chat",
    key("name"),
    Column("id", Text, nullable=False, unique=True),
    text("title"),
    text("service"),
    number("position"),
)
chat_exports = _table(
    "chat_export",
    key("document"),
    text("chat"),
    text("needs"),
    text("day_order"),
    text("zone"),
    Column("offsets", Plain, nullable=False),
    number("position"),
    Index("chat_export_chat", "chat", "position"),
)
posts = _table(
    "post",
    key("document"),
    text("chat"),
    text("export"),
    text("message"),
    text("identity"),
    text("number"),
    text("clock"),
    text("day"),
    Column("facts", Plain, nullable=False),
    number("position"),
    Index("post_chat", "chat", "day", "position"),
    Index("post_export", "export"),
    Index("post_identity", "identity"),
)
thread_ids = _table(
    "thread_id", key("message_id"), text("thread"), Index("thread_id_thread", "thread")
)
authentications = _table(
    "authentication",
    _position(),
    text("document"),
    Column("at", Moment, nullable=False),
    Column("finding", Plain, nullable=False),
    Index("authentication_document", "document"),
)
certificates = _table(
    "certificate",
    key("id"),
    text("fingerprint"),
    Column("keys", Plain, nullable=False),
    Column("names", Plain, nullable=False),
    text("person"),
    text("digest"),
    text("origin"),
    maybe("expires"),
    maybe("removed"),
    number("position"),
    Index("certificate_person", "person"),
)
comparisons = _table(
    "comparison",
    key("document"),
    Column("start", Integer, primary_key=True, autoincrement=False),
    number("end"),
    maybe("author"),
    Column("at", Moment, nullable=False),
    text("verdict"),
    maybe("original"),
    maybe("how"),
    Index("comparison_original", "original"),
    Index("comparison_author", "author", "verdict", "at"),
)
joints = _table(
    "joint",
    key("document"),
    text("original"),
    number("position"),
    Index("joint_original", "original"),
)
partings = _table("parting", key("document"), text("why"), number("position"))
clients = _table("client", key("id"), Column("name", Text, nullable=False, unique=True))
projects = _table(
    "project",
    key("id"),
    Column("key", Text, nullable=False, unique=True),
    text("client"),
    text("title"),
    text("zone"),
    number("position"),
)
persons = _table(
    "person",
    key("id"),
    text("name"),
    text("side"),
    maybe("client"),
    text("role"),
    number("position"),
    maybe("merged_into"),
)
distinctions = _table("distinction", key("person"), key("other"), number("position"))
addresses = _table(
    "address",
    key("person"),
    key("address"),
    Column("from_day", Day),
    Column("until_day", Day),
    Index("address_address", "address"),
)
filings = _table(
    "filing",
    key("document"),
    key("project"),
    number("position"),
    text("why"),
    number("out"),
)
belongings = _table(
    "belonging",
    key("document"),
    key("project"),
    Index("belonging_project", "project", "document"),
)
accounts = _table(
    "account",
    key("id"),
    Column("email", Text, nullable=False, unique=True),
    text("name"),
    text("role"),
)
contracts = _table(
    "contract",
    key("id"),
    text("project"),
    text("document"),
    Column("from_day", Day, nullable=False),
    number("position"),
)
terms = _table(
    "term",
    key("id"),
    text("project"),
    text("name"),
    text("value"),
    maybe("per"),
    maybe("unit"),
    maybe("currency"),
    Column("from_day", Day, nullable=False),
    text("document"),
    text("quote"),
    number("start"),
    number("end"),
    Column("page", Integer),
    text("clause"),
    number("position"),
    maybe("counting"),
    maybe("chosen_by"),
    Column("due", Day),
    Column("last_day", Day),
    Column("limit_minor", Integer),
    maybe("limit_currency"),
    Column("ended", Day),
    maybe("ended_why"),
    maybe("withdrawn"),
    maybe("remark"),
    maybe("remarked_why"),
    Index("term_project", "project"),
)
refusals = _table(
    "proposal_refused",
    key("id"),
    text("project"),
    text("document"),
    text("name"),
    text("key"),
    text("quote"),
    number("start"),
    number("end"),
    Column("page", Integer),
    number("position"),
    Index("proposal_refused_document", "document"),
)
deliverables = _table(
    "deliverable",
    key("id"),
    text("project"),
    text("key"),
    text("title"),
    number("position"),
    UniqueConstraint("project", "key"),
)
rounds = _table(
    "round",
    key("id"),
    text("project"),
    text("deliverable"),
    Column("opened_on", Day, nullable=False),
    text("ground"),
    Column("documents", Plain, nullable=False),
    text("note"),
    maybe("excluded"),
    number("position"),
    maybe("hours"),
    Index("round_project", "project"),
)
confirmations = _table(
    "round_confirmation",
    key("round"),
    text("project"),
    text("document"),
    text("quote"),
    number("start"),
    number("end"),
    Column("page", Integer),
    text("known_by"),
    text("writer_name"),
    text("writer_address"),
    Column("on_day", Day, nullable=False),
    maybe("delivery"),
    Index("round_confirmation_project", "project"),
)
deliveries = _table(
    "delivery",
    key("id"),
    text("project"),
    text("deliverable"),
    Column("on_day", Day, nullable=False),
    Column("documents", Plain, nullable=False),
    text("note"),
    maybe("withdrawn"),
    number("position"),
    Index("delivery_project", "project"),
)
statements = _table(
    "statement",
    key("id"),
    Column("label", Text, nullable=False, unique=True),
    text("project"),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    Column("issued_at", Moment, nullable=False),
    text("issued_by"),
    text("content"),
    text("pdf"),
    text("csv"),
    number("position"),
    Index("statement_project", "project"),
)
requests = _table(
    "request",
    key("id"),
    Column("label", Text, nullable=False, unique=True),
    text("project"),
    text("document"),
    text("quote"),
    number("start"),
    number("end"),
    Column("page", Integer),
    text("known_by"),
    text("writer_name"),
    text("writer_address"),
    maybe("writer_person"),
    maybe("deliverable"),
    maybe("round"),
    text("note"),
    maybe("withdrawn"),
    number("position"),
    maybe("ground"),
    maybe("of"),
    maybe("late"),
    maybe("ground_why"),
    maybe("accepted_document"),
    maybe("accepted_quote"),
    Column("accepted_start", Integer),
    Column("accepted_end", Integer),
    Column("accepted_page", Integer),
    maybe("hours"),
    Index("request_project", "project", "position"),
    Index("request_document", "document"),
)
supports = _table(
    "support",
    key("id"),
    text("request"),
    text("kind"),
    text("document"),
    text("quote"),
    number("start"),
    number("end"),
    Column("page", Integer),
    maybe("strength"),
    text("note"),
    maybe("withdrawn"),
    number("position"),
    Index("support_request", "request", "position"),
    Index("support_document", "document"),
)
obligations = _table(
    "obligation",
    key("id"),
    Column("label", Text, nullable=False, unique=True),
    text("project"),
    text("what"),
    Column("due", Day),
    Column("expected", Integer),
    text("clause"),
    text("document"),
    text("quote"),
    number("start"),
    number("end"),
    Column("page", Integer),
    maybe("term"),
    maybe("withdrawn"),
    number("position"),
    Index("obligation_project", "project", "position"),
)
obligation_facts = _table(
    "obligation_fact",
    key("id"),
    text("obligation"),
    text("kind"),
    Column("day", Day, nullable=False),
    text("day_by"),
    Column("parts", Integer),
    Column("unusable", Integer),
    number("replaced"),
    maybe("about"),
    text("note"),
    maybe("document"),
    text("quote"),
    number("start"),
    number("end"),
    Column("page", Integer),
    maybe("withdrawn"),
    number("position"),
    Index("obligation_fact_obligation", "obligation", "position"),
)
slips = _table(
    "slip",
    key("id"),
    Column("label", Text, nullable=False, unique=True),
    text("project"),
    text("what"),
    maybe("deliverable"),
    Column("due", Day, nullable=False),
    Column("done", Day),
    text("why"),
    maybe("document"),
    text("quote"),
    number("start"),
    number("end"),
    Column("page", Integer),
    maybe("withdrawn"),
    number("position"),
    Index("slip_project", "project", "position"),
)
entered_days = _table(
    "entered_day",
    key("id"),
    text("project"),
    Column("day", Day, nullable=False),
    number("works"),
    text("why"),
    maybe("withdrawn"),
    number("position"),
    Index("entered_day_project", "project", "day"),
)
specifications = _table(
    "specification",
    key("id"),
    text("project"),
    text("document"),
    Column("from_day", Day, nullable=False),
    number("whole"),
    Column("kept", Plain, nullable=False),
    Column("origin", Plain, nullable=False),
    maybe("withdrawn"),
    number("position"),
    Index("specification_project", "project"),
)
spec_items = _table(
    "spec_item",
    key("id"),
    text("project"),
    text("label"),
    number("position"),
    UniqueConstraint("project", "label"),
)
wordings = _table(
    "wording",
    key("id"),
    text("project"),
    text("item"),
    maybe("specification"),
    Column("from_day", Day, nullable=False),
    maybe("words"),
    text("number"),
    text("heading"),
    maybe("document"),
    Column("start", Integer),
    Column("end", Integer),
    Column("page", Integer),
    Column("pieces", Plain, nullable=False),
    Column("origin", Plain, nullable=False),
    maybe("withdrawn"),
    number("position"),
    Index("wording_project", "project"),
    Index("wording_document", "document"),
)
spec_links = _table(
    "spec_link",
    key("id"),
    text("project"),
    text("kind"),
    text("target"),
    text("item"),
    Column("on_day", Day, nullable=False),
    text("fingerprint"),
    text("words"),
    maybe("withdrawn"),
    number("position"),
    Index("spec_link_project", "project"),
    Index("spec_link_target", "target"),
)
spec_looks = _table(
    "spec_look",
    _position(),
    text("link"),
    Column("at", Moment, nullable=False),
    text("actor"),
    text("fingerprint"),
    number("withdrawn"),
    Index("spec_look_link", "link"),
)

sources = _table(
    "source",
    key("id"),
    text("kind"),
    text("name"),
    maybe("project"),
    text("custodian"),
    Column("settings", Plain, nullable=False),
    text("state"),
    Column("added_at", Moment, nullable=False),
    number("position"),
)
arrivals = _table(
    "arrival",
    _position(),
    text("source"),
    maybe("document"),
    Column("at", Moment, nullable=False),
    Column("facts", Plain, nullable=False),
    Index("arrival_source", "source", "position"),
    Index("arrival_document", "document"),
)
sightings = _table(
    "sighting",
    key("source"),
    key("folder"),
    Column("uidvalidity", Integer, primary_key=True, autoincrement=False),
    Column("uid", Integer, primary_key=True, autoincrement=False),
    number("kept"),
)
watched_files = _table(
    "watched_file", key("source"), key("path"), number("size"), number("modified")
)
snapshots = _table(
    "snapshot",
    key("source"),
    key("folder"),
    _position(),
    Column("at", Moment, nullable=False),
    number("uidvalidity"),
    number("uidnext"),
    text("uids"),
)
exclusions = _table(
    "exclusion",
    _position(),
    text("source"),
    text("folder"),
    number("uidvalidity"),
    text("uids"),
    text("rule"),
    text("why"),
    Index("exclusion_source", "source", "folder"),
)
rules = _table(
    "rule",
    key("id"),
    Column("position", Integer, nullable=False),
    text("match"),
    text("value"),
    text("project"),
    number("files"),
    number("removed"),
)

PROJECTED = (
    happenings,
    receipts,
    receipt_items,
    documents,
    readings,
    participants,
    writings,
    quotations,
    messages,
    message_references,
    chats,
    chat_exports,
    posts,
    thread_ids,
    authentications,
    certificates,
    comparisons,
    joints,
    partings,
    clients,
    projects,
    persons,
    distinctions,
    addresses,
    filings,
    belongings,
    accounts,
    contracts,
    terms,
    refusals,
    deliverables,
    deliveries,
    rounds,
    confirmations,
    requests,
    supports,
    statements,
    obligations,
    obligation_facts,
    slips,
    entered_days,
    specifications,
    spec_items,
    wordings,
    spec_links,
    spec_looks,
    sources,
    arrivals,
    sightings,
    watched_files,
    snapshots,
    exclusions,
    rules,
)

# Rows of the work at hand; they are no evidence and are not rebuilt.

jobs = _table(
    "job",
    Column("id", Integer, primary_key=True),
    text("kind"),
    text("subject"),
    text("receipt"),
    Column("state", Plain, nullable=False),
    number("priority"),
    number("turn"),
    number("tries"),
    maybe("leased_by"),
    Column("leased_at", Moment),
    Column("leased_until", Moment),
    Column("not_before", Moment),
    maybe("problem"),
    Column("set_aside_at", Moment),
    Column("made_at", Moment, nullable=False),
    Index("job_receipt", "receipt", "priority", "turn", "id"),
    Index("job_subject", "subject", "kind"),
    Index(
        "job_order", "priority", "turn", "id", sqlite_where=sql("set_aside_at IS NULL")
    ),
)
uploads = _table(
    "upload",
    key("id"),
    text("receipt"),
    text("name"),
    number("size"),
    text("account"),
    Column("made_at", Moment, nullable=False),
    Column("modified", Integer),
)
passwords = _table("password", key("account"), text("hash"))
sessions = _table(
    "session",
    key("token_digest"),
    text("account"),
    Column("made_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    text("agent"),
    Index("session_account", "account"),
)
attempts = _table(
    "attempt",
    key("key"),
    number("failures"),
    Column("not_before", Moment, nullable=False),
)
saved_searches = _table(
    "saved_search",
    key("id"),
    text("account"),
    text("name"),
    text("query"),
    number("shared"),
    Column("made_at", Moment, nullable=False),
    Column("removed_at", Moment),
    Index("saved_search_account", "account"),
)
looks = _table(
    "look",
    key("account"),
    key("search"),
    Column("at", Moment, nullable=False),
    number("since"),
    number("until"),
)
accesses = _table(
    "access",
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    text("account"),
    text("what"),
    text("door"),
    text("query"),
    number("number"),
    Index("access_at", "at"),
    Index("access_account", "account", "id"),
)
standings = _table(
    "standing",
    key("source"),
    Column("tried_at", Moment),
    Column("done_at", Moment),
    Column("next_at", Moment),
    number("failures"),
    text("error"),
    number("new"),
    maybe("receipt"),
    number("fetched"),
    number("of"),
    text("holder"),
)

WORKING = (
    jobs,
    uploads,
    passwords,
    sessions,
    attempts,
    saved_searches,
    looks,
    accesses,
    standings,
)
