"""What English contracts say, and how."""

from ledger.domain.clauses.lexicon import currencies
from ledger.domain.clauses.lexicon import forms
from ledger.domain.clauses.lexicon import Lexicon

_NUMBERS = forms("""
    0 zero, nil
    1 one, single
    2 two
    3 three
    4 four
    5 five
    6 six
    7 seven
    8 eight
    9 nine
    10 ten
    11 eleven
    12 twelve
    13 thirteen
    14 fourteen
    15 fifteen
    16 sixteen
    17 seventeen
    18 eighteen
    19 nineteen
    20 twenty
    30 thirty
    40 forty
    50 fifty
    60 sixty
    70 seventy
    80 eighty
    90 ninety
    100 hundred
    1000 thousand
""")
_MONEY = currencies("""
    EUR eur, euro, euros, €
    USD usd, us$, $, dollar, dollars, us dollars
    GBP gbp, £, pound, pounds, pounds sterling
    CHF chf, swiss francs, francs
    RON ron
    MDL mdl
    BGN bgn, leva, lev
    INR inr, ₹, rupees
    UAH uah, ₴
    RUB rub, ₽, roubles, rubles
    PLN pln, zloty, zlotys
    CAD cad, ca$
    AUD aud, a$
""")

ENGLISH = Lexicon(
    code="en",
    common="""only, solely, the, of, and, to, is, are, a, an, in, by, for, shall, will
        with, or, be, any, this, that, at, on, from, per, we, our, you, your, it
        not""",
    letters="",
    numbers=_NUMBERS,
    articles="",
    linked="and",
    ranged="to or and through",
    reference="""clause, clauses, section, sections, article, paragraph, annex, schedule
        appendix, exhibit, page, version, no, phase, step, stage, item, part, level""",
    qualities="""free, complimentary, full, complete, consolidated, included, minor
        small, major, design, content, text, client, reasonable, standard, gratuitous
        total, revision, free-of-charge, such, distinct, separate, comprehensive
        initial, further, additional, extra, more""",
    ending=r"[a-z]+(?:-[a-z]+)*(?<!s)",
    revision="""revision, revisions, amendment, amendments, correction, corrections
        change, changes, alteration, alterations, modification, modifications, edit
        edits, rework, adjustment, adjustments, feedback, tweaks, amends, comments
        reworking, reworkings, redraft, redrafts""",
    round="""round, rounds, cycle, cycles, iteration, iterations, set, sets, pass
        passes, loop, loops""",
    bare_round="round, rounds",
    revision_round="",
    linking="of, of the, for, of client, of any",
    free="""free, free of charge, free-of-charge, at no … cost, at no … charge
        no … cost, no … charge, without … charge, without … cost, complimentary, gratis
        gratuitous, gratuitously, not charged, not billed, no extra payment
        without additional payment, without extra payment, at our cost
        at the contractor's expense, at the agency's expense, free revision""",
    included="""included, include, includes, including, inclusive, entitled to, entitles
        covers, covered, cover, comprises, is part of, are part of, in the price
        may request, may ask for, may have, may demand, has the right to
        have the right to, receives, shall receive, grants, granted, allows for, allowed
        provides for, will be made, will provide, shall provide, offers, gets
        comes with, come with, allowance, we provide, will carry out, shall carry out
        undertakes to make""",
    cap="""up to, no more than, not more than, not request more than
        not ask for more than, a maximum of, maximum of, maximum
        at most, not exceeding, not exceed, limited to, shall not exceed, may not exceed
        max""",
    further="""further, additional, extra, beyond, exceeding, exceeds, in excess of
        subsequent, over and above, another, any more, excess, thereafter
        each following, above, past, additionally""",
    beyond="""after, beyond, over, exceeding, exceeds, in excess of, more than, above
        past, following, on top of, outside, from the, after the, beyond the
        over the""",
    unlimited="""unlimited, an unlimited number of, any number of, without limit
        no limit, not limited in number, is not limited, are not limited, as many … as
        unrestricted number of""",
    replaced="instead of, rather than, in place of, in lieu of",
    raised="""increased, raised, extended, changed, reduced, lowered, rises, becomes""",
    raised_to="to",
    negation="""not, no, never, neither, nor, without, none, cannot, excluding, exclude
        excludes, excluded, exclusive of, n't, doesn't, isn't, aren't, won't, don't
        except, instead of, rather than""",
    hypothetical="""for example, e.g., such as, for instance, suppose, supposing, would
        imagine, had the, example, sample, illustration, illustrative, hypothetical
        hypothetically, could have, were the, as if, usually, typically, in the past
        previously, formerly, proposed that, previous contract, previous agreement
        earlier contract, prior agreement, former contract, old contract""",
    example="""example, examples, sample, template, illustration, specimen, hypothetical
        not part of, faq""",
    third="""third party, third parties, third-party, subcontractor, subcontractors
        supplier, suppliers, printer, printers, printing house, photographer, licensor
        bank, publisher, stock agency, vendor, vendors, translator, carrier, landlord
        insurer, by law""",
    per_deliverable="""per deliverable, for each deliverable, for every deliverable
        each deliverable, every deliverable, on each deliverable, of each deliverable
        for each of the deliverables, per each deliverable, per work result
        for each work result, to each deliverable, for any deliverable""",
    per_part="""per page, for each page, per concept, for each concept, per design
        for each design, per item, for each item, per layout, for each layout
        per episode, per video, for each video, per logo, per text, for each text
        per template, per screen, for each screen, per asset, for each asset, per banner
        per draft, for each draft, each page, each concept, each layout, each design
        per article, for every page, for every concept, for every design, per version
        per piece""",
    per_project="""per project, for the whole project, for the entire project
        for the project as a whole, each project, for the whole of the work, in total
        for the whole work, for the entire work, altogether, overall, across the project
        for all deliverables together, for the whole contract, over the whole project
        in aggregate, for the duration of the project, throughout the project
        for all deliverables, for the project, across all deliverables, every project
        for the whole of the project, for the works as a whole""",
    per_stage="""per stage, per phase, per milestone, for each stage, for each phase
        at each stage, each stage, each phase, in each phase, per month, each month
        per year, monthly, for each milestone, per sprint, per order, per package""",
    times="times, time",
    repeated=forms("""
        1 once
        2 twice
        3 thrice
    """),
    means="""means, mean, is, are, shall mean, counts as, count as, is considered
        are considered, is deemed, are deemed, constitutes, constitute, consists of
        is understood as, is defined as, comprises, is regarded as, shall be, represents
        is treated as, uses up, is counted as, equals, refers to""",
    consolidated="""consolidated list, consolidated, single list, one list
        one consolidated, one complete list, single document, one document
        collected list, one written list, one set of consolidated, complete list
        combined list, one message, one email, single set, one summary
        all … comments together, compiled list, one e-mail""",
    each_message="""each message, every message, each email, each e-mail, every e-mail
        every email, each request, any message, each separate message, any request
        each individual message, each communication, each letter
        each set of comments sent, every request, every single message""",
    each_delivery="""each delivery, every delivery, each new version, each version
        every version, each resubmission, each delivered version, each presentation
        each submitted version, each new draft, each revised version""",
    working_days="working day*, business day*, workday*, weekday*, working-day*",
    calendar_days="calendar day*, consecutive day*, calendar-day*",
    days="day, days, days'",
    weeks="week, weeks, calendar weeks",
    other_times="hour, hours",
    within="""within, within a period of, in, has, have, no later than, not later than
        within the, at the latest""",
    since="of, from, after, following, net, upon",
    delivery="""delivery, delivered, delivers, draft, drafts, version, deliverable
        deliverables, submission, submitted, receipt, receiving, presentation, presented
        layout, mock-up, result, results, handover, completion, design""",
    review="""sent, sends, send, review, reviews, reviewing, comment, comments, feedback
        respond, responds, inspect, examine, check, checks, remarks, observations
        objections, request changes, requests changes, revision requests, approve
        approves, approval, accept or reject, reply, send its changes, list of changes
        changes, corrections, submit its, response, test, evaluate""",
    silence="""does not respond, do not respond, no response, fails to respond, silence
        does not object, no objection, no objections, no comments, without comment
        without comments, does not comment, fails to, failing which, no feedback
        does not reply, no reply, does not raise, does not send, does not provide
        no changes are requested, remains silent, if no, in the absence of, unless
        without objection, not received, no written, does not reject, does not notify
        hears nothing, lack of, do not reply, do not object, does not give
        does not request, has not, have not, no remarks, otherwise, absent, fail to
        failing to""",
    accepted="""deemed … accepted, deemed … approved, considered … accepted
        considered … approved, regarded as … accepted, regarded as … approved
        deemed acceptance, taken as accepted, taken as approval, taken as acceptance
        counts as acceptance, counts as approval, treated as accepted
        treated as approved, constitutes acceptance, constitute acceptance, deemed final
        deemed to accept, deemed to be accepted, deemed to have accepted
        deemed to have been accepted, deemed to have approved, means acceptance
        amounts to acceptance, is accepted, are accepted, is final, taken to be accepted
        as accepted, as approved, = accepted, presumed accepted, automatically accepted
        acceptance is deemed, automatically approved, equals acceptance
        acceptance shall be deemed""",
    same_period="""within this period, within that period, in this period
        in that period, within the said period, within this time, within that time
        within the period, by then, during this period, within such period, that time
        this deadline, after this period, after that period, on expiry, upon expiry
        this period""",
    client="""client, client's, customer, customer's, buyer, purchaser, you
        commissioner, principal, ordering party""",
    contractor="""contractor, agency, studio, designer, developer, provider, freelancer
        we, us, consultant, service provider, vendor, company, author, our, executor
        contractor's, agency's, studio's, supplier, subcontractor""",
    pay="""pay, pays, paid, payable, payment, payments, invoice, invoices, settle
        settled, remit, transfers, balance, deposit, instalment, instalments, is due
        are due, be due, falls due, due within, become due, becomes due""",
    not_payment="""late, overdue, delay, delayed, interest, penalty, refund, refunds
        refunded, reimburse, reimbursed, suspend, suspended, terminate, terminated
        dispute, disputed, exceeds, default, arrears, reminder, unpaid, not paid, cancel
        cancelled, returned, dunning, non-payment, issue an invoice""",
    money=_MONEY,
    per_hour="""per hour, an hour, each hour, every hour, for each hour, for every hour
        / hour, /hour, /h, / h, /hr, / hr, per h, per hr, hourly, p/h, ph
        of work per hour, per man-hour, per working hour, for one hour, for an hour
        per started hour""",
    hourly="hourly rate, hourly, rate per hour, hour rate, by the hour",
    per_round="""per round, each round, for each round, / round, /round, per revision
        for each revision, each additional round, each further round, each extra round
        every additional round, every further round, each … round, every … round
        per additional round, per further round, an additional round, a further round
        each additional revision, each further revision, per cycle, any further round
        per iteration, each subsequent round, per extra round""",
    each="each, apiece",
    hours="hour, hours, h, hr, hrs",
    minimum="""minimum, minimum of, at least, not less than, no less than, min
        a minimum of, minimum charge of, minimum charge, minimum fee, smallest""",
    supplies="""supply, supplies, provide, provides, deliver, delivers, hand over
        submit, hands over, send, sends, make available, makes available, furnish
        furnishes, upload, uploads, submits, grants""",
    material="""text, texts, copy, photo*, image*, picture*, logo*, vector*, content*
        material*, access*, credential*, password*, brand*, guideline*, product data
        price list*, video*, font*, brief, login*, translation*, file*, catalogue data
        data, information, questionnaire, documents, sample*, descriptions, drawings
        domain""",
    until_day="""by, no later than, not later than, until, on or before
        at the latest by, at the latest on, before, latest, due on, on, due""",
    months=forms("""
        1 january, jan
        2 february, feb
        3 march, mar
        4 april, apr
        5 may
        6 june, jun
        7 july, jul
        8 august, aug
        9 september, sept, sep
        10 october, oct
        11 november, nov
        12 december, dec
    """),
    channel="""channel, channels, communication, communications, correspondence, notices
        notice, instructions, messages sent, requests sent, only valid if sent
        shall be sent to, are to be sent to, exclusively through, exclusively via
        only through, only via, messenger, messengers, requests are accepted
        feedback is given, legally relevant messages, in writing to, are sent to
        is sent to, be addressed to""",
    person="""may approve, may agree, may sign, may decide, may order, approves
        has authority, have authority, has the authority, entitled to approve
        entitled to sign, has the right to approve, has the right to sign
        may give approval, decides on, is competent to approve, may commission, may bind
        approval of costs by, only in writing by, approved in writing by
        confirmed in writing by, authorised representative, authorised person
        authorised persons, may accept, contact person with authority, decision-maker
        agreed in writing by, is authorised to, are authorised to, is authorized to
        are authorized to, authorised to approve, authorized to approve, only authorised
        is empowered to, are empowered to, authorised contact, shall be approved by
        must be approved by, are approved by, only be approved by, must be signed by
        signed only by""",
    titles="mr, mrs, ms, miss, dr, prof",
    determiners="the, a, an, such, this, that, any, each",
    no_name="""effective, date, business, day, agreement, whereas, witness, whereof, new
        york, jersey, services, party, parties, section, exhibit, schedule, statement
        work, order, project, term, terms, confidential, information, intellectual
        property, law, state, united, states, contract, in, if, no, all, such, each
        amendment, purchase, force, majeure, change, changes, director, manager
        marketing, officer""",
)
