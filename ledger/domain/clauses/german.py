"""What German contracts say, and how."""

from ledger.domain.clauses.lexicon import currencies
from ledger.domain.clauses.lexicon import forms
from ledger.domain.clauses.lexicon import Lexicon

_SMALL = forms("""
    0 null
    1 ein, eins, eine, einen, einer, einem, eines
    2 zwei, zweier, beide
    3 drei, dreier
    4 vier
    5 fünf
    6 sechs
    7 sieben
    8 acht
    9 neun
    10 zehn
    11 elf
    12 zwölf
    13 dreizehn
    14 vierzehn
    15 fünfzehn
    16 sechzehn
    17 siebzehn
    18 achtzehn
    19 neunzehn
    20 zwanzig
    30 dreißig
    40 vierzig
    50 fünfzig
    60 sechzig
    70 siebzig
    80 achtzig
    90 neunzig
    100 hundert, einhundert
    1000 tausend, eintausend
""")
_BELOW_TEN = {word: value for word, value in _SMALL.items() if 0 < value < 10}  # noqa: PLR2004 - the digits
_TENS = {word: value for word, value in _SMALL.items() if value in range(20, 100, 10)}
_NUMBERS = {
    **_SMALL,
    **{
        f"{one}und{ten}": few + many
        for one, few in _BELOW_TEN.items()
        for ten, many in _TENS.items()
    },
    **{f"{one}hundert": few * 100 for one, few in _BELOW_TEN.items() if few > 1},
}
_MONEY = currencies("""
    EUR eur, euro, €
    CHF chf, franken, fr.
    USD usd, $, dollar
    GBP gbp, £, pfund
    RON ron
    BGN bgn, lewa
""")

GERMAN = Lexicon(
    code="de",
    common="""nur, allein, der, die, das, und, ist, sind, von, zu, mit, für, im, in, auf
        den, dem, des, ein, eine, bis, werden, wird, nach, pro, je, oder, bei, vom, zur
        zum, innerhalb, als, nicht, inklusive, enthalten, sie, wir, inkl""",
    letters="äöüß",
    numbers=_NUMBERS,
    articles="ein, eine, einen, einer, einem, eines",
    linked="und",
    ranged="bis oder",
    reference="""ziffer, ziff, absatz, abs, artikel, art, anlage, anhang, nr, nummer
        seite, §, version, phase, punkt, stufe, abschnitt, paragraph, paragraf
        kapitel""",
    qualities="""kostenlose, kostenlosen, kostenfreie, kostenfreien, kostenloser
        vollständige, kleine, kleinere, gebündelte, inkludierte, enthaltene
        unentgeltliche, weitere, zusätzliche, komplette, umfassende""",
    ending=r"(?!(?:tage|tagen|wochen|woche|seiten|seite|stunden|stunde|konzepte|konzepten"
    r"|monate|monaten|texte|entwurfe|varianten|variante|banner|mitarbeiter)\b)"
    r"\w+(?:e|en|er|es)",
    revision="""korrektur, korrekturen, änderung, änderungen, änderungswunsch
        änderungswünsche, änderungswünschen, anpassung, anpassungen, überarbeitung
        überarbeitungen, revision, revisionen, nachbesserung, nachbesserungen, feedback
        modifikation, modifikationen, korrekturwünsche, korrekturwünschen""",
    round="""runde, runden, schleife, schleifen, durchgang, durchgänge, durchgängen
        zyklus, zyklen, iteration, iterationen, durchlauf, durchläufe, durchläufen""",
    bare_round="runde, runden, schleife, schleifen",
    revision_round="""korrekturschleife*, korrekturrunde*, änderungsrunde*
        änderungsschleife*, revisionsrunde*, revisionsschleife*, feedbackrunde*
        feedbackschleife*, überarbeitungsrunde*, überarbeitungsschleife*
        korrekturdurchg*, korrekturzykl*, anpassungsrunde*, anpassungsschleife*
        korrekturläuf*, korrekturlauf, abstimmungsrunde*, abstimmungsschleife*
        korrekturphase*, änderungsdurchg*, überarbeitungsdurchg*, revisionszykl*
        korrekturdurchl*, änderungsdurchl*""",
    linking="von, für, an, der, mit, zur, zu",
    free="""kostenlos*, kostenfrei*, unentgeltlich*, gratis, ohne zusätzliche kosten
        ohne mehrkosten, ohne aufpreis, ohne zusätzliche vergütung, ohne zusatzkosten
        nicht gesondert berechnet, ohne berechnung, nicht berechnet
        ohne gesonderte vergütung, nicht gesondert vergütet, ohne weitere kosten
        ohne gesonderte berechnung""",
    included="""enthalten, inklusive, inkl, inbegriffen, inkludiert*, umfasst, umfassen
        beinhaltet, beinhalten, einschließlich, im preis, eingeschlossen, abgedeckt
        hat anspruch auf, stehen … zu, steht … zu, gewährt, abgegolten, erhält, erhalten
        kann … verlangen, darf, schließt … ein, sieht … vor, berechtigt, im honorar
        in der vergütung, im festpreis, enthält, bietet, vorgesehen, im pauschalpreis
        im leistungsumfang, kann … anfordern, anspruch, bestandteil, frei
        führt … durch""",
    cap="""bis zu, höchstens, maximal, nicht mehr als, max, begrenzt auf, beschränkt auf
        nicht überschreiten, insgesamt höchstens, limitiert auf""",
    further="""weiter*, zusätzlich*, darüber hinaus*, darüberhinaus*, nachfolgend*
        hinaus, über … hinaus, übersteigend*, überschreitend*, extra, folgend*, jenseits
        jede andere, mehr*, ab der, außerhalb""",
    beyond="""nach, über, ab, jenseits, über die, nach den, ab der, außerhalb, mehr als
        neben""",
    unlimited="""unbegrenzt*, unbeschränkt*, unlimitiert*, beliebig viele, beliebig oft
        ohne begrenzung, ohne beschränkung, ohne limit, so viele … wie, endlos*
        nicht begrenzt, nicht beschränkt""",
    replaced="statt, anstatt, anstelle, anstelle von, an stelle von, an stelle der",
    raised="erhöht, angehoben, geändert, verringert, gesenkt, reduziert",
    raised_to="auf, zu",
    negation="""nicht, kein, keine, keinen, keiner, keinem, keinerlei, ohne, niemals
        nie, weder, noch, ausgenommen, ausgeschlossen, außer, exklusive, exkl, statt
        anstatt""",
    hypothetical="""zum beispiel, z.b., z. b., beispielsweise, etwa, beispiel
        angenommen, würde, würden, wäre, wären, hätte, hätten, hypothetisch, muster
        üblicherweise, in der regel, normalerweise, früher, bislang, könnte, könnten
        frühere* vertrag, vorherige* vertrag, alte vertrag, bisherige* vertrag""",
    example="""beispiel, beispiele, muster, vorlage, illustration, beispielhaft
        mustertext""",
    third="""dritte, dritter, dritten, drittanbieter*, subunternehmer*
        unterauftragnehmer*, lieferant*, druckerei*, fotograf, fotografen, verlag*
        übersetzer, bank, spediteur*, vermieter*, versicherung*""",
    per_deliverable="""pro liefergegenstand, je liefergegenstand
        für jeden liefergegenstand, je lieferung, pro lieferung, pro leistung
        je leistung, für jedes arbeitsergebnis, pro arbeitsergebnis, je arbeitsergebnis
        pro gewerk, je gewerk, pro werk, je werk, für jedes werk
        jedes liefergegenstands, für jede lieferung, pro teilleistung, je teilleistung
        zu jedem liefergegenstand, für jede teilleistung, jeden liefergegenstand
        für jede leistung""",
    per_part="""pro seite, je seite, für jede seite, pro entwurf, je entwurf
        für jeden entwurf, pro konzept, je konzept, für jedes konzept, pro text, je text
        für jeden text, pro layout, je layout, für jedes layout, pro design, je design
        pro banner, je banner, pro video, je video, pro vorlage, pro logo, je logo
        pro artikel, je artikel, je entwurfsvariante""",
    per_project="""pro projekt, je projekt, für das gesamte projekt
        für das ganze projekt, insgesamt, für den gesamten auftrag, im gesamten projekt
        pro auftrag, je auftrag, für die gesamte leistung, für das projekt
        über das gesamte projekt, für das gesamte werk, während des gesamten projekts
        projektbezogen, in summe, für die gesamte arbeit, im rahmen des projekts""",
    per_stage="""pro phase, je phase, pro projektphase, je projektphase, für jede phase
        pro monat, je monat, monatlich, pro meilenstein, je meilenstein, pro etappe
        in jeder phase, jährlich, pro stufe, je stufe, je paket, pro paket
        je nach paket""",
    times="mal",
    repeated=forms("""
        1 einmal, einmalig, einmalige
        2 zweimal, zweimalig, zweimalige, zweimaligen
        3 dreimal, dreimalig, dreimalige, dreimaligen
    """),
    means="""bedeutet, ist, sind, gilt als, gelten als, versteht man, besteht aus
        umfasst, bezeichnet, gilt, entspricht, wird verstanden, wird gewertet, zählt als
        stellt, verstehen, zählt, beinhaltet, meint, verbraucht, übermittelt, erfolgt
        erfolgen""",
    consolidated="""gesammelte liste, konsolidierte liste, eine einzige liste
        einer liste, gesammelten liste, einer gesammelten, konsolidiert*, gebündelt*
        sammelliste, eine liste, einem dokument, vollständige liste, in einem dokument
        zusammengefasste, zusammengefassten, in einer e-mail, abschließende liste
        gesammelt, einzige liste, einer einzigen, einem einzigen
        gesammelte übermittlung""",
    each_message="""jede nachricht, jede e-mail, jede email, jede anfrage
        jede mitteilung, jede einzelne nachricht, jede mail, jedes schreiben
        jede einzelne e-mail, jede einzelne mitteilung, jede rückmeldung
        jeder einzelne wunsch""",
    each_delivery="""jede lieferung, jede neue version, jede version, jede vorlage
        jede präsentation, jede übergabe, jede erneute vorlage, jede neue fassung
        jede gelieferte fassung, jede vorgelegte fassung
        jede überarbeitete fassung""",
    working_days="""werktag, werktage, werktagen, werktags, arbeitstag, arbeitstage
        arbeitstagen, bankarbeitstag*, geschäftstag*, werktages""",
    calendar_days="kalendertag, kalendertage, kalendertagen",
    days="tag, tage, tagen, tages",
    weeks="woche, wochen, kalenderwoche*",
    other_times="stunde, stunden",
    within="""innerhalb von, innerhalb, binnen, in, spätestens, nach, hat, während
        innert""",
    since="nach, ab, netto, seit, ab dem, nach dem",
    delivery="""lieferung, vorlage, übergabe, erhalt, entwurf, entwurfs, entwürfe
        version, präsentation, leistung, fertigstellung, bereitstellung, zugang
        ergebnis*, liefergegenstand*, übermittlung""",
    review="""prüf*, rückmeldung, rückmeldungen, freigabe, freizugeben, freigeben
        mängel, anmerkung*, stellungnahme, feedback, abnahme, abzunehmen, beanstand*
        einwänd*, kommentar*, genehmig*, rüge*, mitzuteilen, reagieren, antwort*
        korrekturwünsche, änderungswünsche, äußern, mängelanzeige, zurückzumelden
        abnehmen, rügen, testen, begutacht*, überprüf*""",
    silence="""keine rückmeldung, schweigen, schweigt, nicht widerspricht
        ohne rückmeldung, keine mängel, keine mängelanzeige, keine einwände
        keine beanstandung*, ausbleibende rückmeldung, ohne beanstandung, nicht reagiert
        nicht beanstandet, kein widerspruch, unterbleibt, nicht innerhalb, nicht rügt
        keine reaktion, äußert sich … nicht, nicht äußert, keine stellungnahme
        keine änderungswünsche, andernfalls, widerspricht … nicht, nicht zurückmeldet
        meldet sich … nicht, bleibt … aus, ohne widerspruch, keine anmerkungen
        keine antwort, nicht ablehnt, sofern nicht, keine korrekturwünsche, rügt … nicht
        nicht meldet, verweigert""",
    accepted="""gilt … als abgenommen, gelten … als abgenommen, als abgenommen
        als genehmigt, gilt … als genehmigt, als freigegeben, gilt … als freigegeben
        gilt als abnahme, gilt als zustimmung, gilt als freigabe, als angenommen
        gilt als genehmigung, gilt … als erteilt, gilt … als erfolgt, als akzeptiert
        gilt die abnahme, automatisch abgenommen, stillschweigend abgenommen
        als abnahme""",
    same_period="""innerhalb dieser frist, in dieser frist, nach ablauf der frist
        innerhalb der frist, in diesem zeitraum, innerhalb dieses zeitraums, bis dahin
        nach fristablauf, nach ablauf dieser frist, fristgerecht, in dieser zeit
        innerhalb der genannten frist""",
    client="""auftraggeber, auftraggebers, auftraggeberin, kunde, kunden, kundin
        besteller, bestellers, sie, ihnen, käufer""",
    contractor="""auftragnehmer, auftragnehmers, auftragnehmerin, agentur, designer
        designers, dienstleister, dienstleisters, wir, uns, anbieter, entwickler, studio
        studios, freelancer, urheber, webdesigner, subunternehmer""",
    pay="""zahlung, zahlungen, zahlbar, zahlen, zahlt, rechnung, rechnungen
        rechnungsbetrag, fällig, begleichen, zu begleichen, beglichen, bezahlen
        rechnungsstellung, anzahlung, zahlungsziel, vergütung ist, überweisen
        entrichten, bezahlt, rechnungserhalt""",
    not_payment="""verzug*, verspät*, verzugszinsen, mahn*, erstatt*, rückzahl*
        rückerstatt*, kündig*, zinsen, aussetz*, überschreit*, widersp*, beanstand*
        unbezahlt*, nicht bezahlt, zahlungsverzug, stellt … rechnung, storn*""",
    money=_MONEY,
    per_hour="""pro stunde, je stunde, /stunde, / stunde, /std, / std, /std., /h, / h
        die stunde, pro std, stündlich, je angefangene stunde, pro angefangene stunde
        pro arbeitsstunde, je arbeitsstunde, pro std., je std.""",
    hourly="""stundensatz, stundensatzes, stundensätze, stundenhonorar, stundenlohn
        stundenpreis""",
    per_round="""pro runde, je runde, pro schleife, je schleife, /runde, / runde
        jede weitere, jede zusätzliche, pro korrekturrunde, je korrekturrunde
        jeder weitere, pro korrekturschleife, je korrekturschleife, pro durchgang
        je durchgang, pro änderungsrunde, je änderungsrunde, pauschal je
        für jede weitere, eine weitere, jede darüber hinausgehende, jeder zusätzliche
        eine zusätzliche""",
    each="je, jeweils",
    hours="stunde, stunden, h, std, std.",
    minimum="mindestens, minimum, minimal, mindest*, wenigstens, nicht weniger als",
    supplies="""liefert, liefern, übergibt, übergeben, stellt, übermittelt, übermitteln
        sendet, bereitstellen, bereitzustellen, bereit, übersendet, zur verfügung
        beistellt, schickt, zu liefern, zu übergeben, zu übermitteln, zuzusenden
        beizustellen, reicht, einreichen, überlässt, stellen""",
    material="""*text, *texte, *texten, *foto*, *bild*, *logo*, vektor*, inhalt*
        material*, zugang*, zugäng*, passwort*, passwört*, brandbook*, styleguide*
        preisliste*, video*, schrift*, briefing*, übersetzung*, datei*, daten
        zugangsdaten, produktdaten, information*, unterlagen, vorlagen, kataloge
        medien""",
    until_day="""bis zum, bis, spätestens am, spätestens bis, spätestens bis zum
        vor dem, am""",
    months=forms("""
        1 januar, jan, jänner
        2 februar, feb
        3 märz
        4 april, apr
        5 mai
        6 juni
        7 juli
        8 august, aug
        9 september, sept
        10 oktober, okt
        11 november, nov
        12 dezember, dez
    """),
    channel="""kanal, kanäle, kanälen, kommunikation, kommunikationskanäle, mitteilungen
        benachrichtigung*, ausschließlich über, ausschließlich per, nur über, nur per
        schriftverkehr, korrespondenz, kommunikationskanal*, kommunikationsweg*
        erklärungen sind, sind zu richten an, sind zu senden an, nachrichten""",
    person="""bevollmächtigt*, berechtigt*, ermächtigt*, befugt*, darf freigeben
        darf genehmigen, kann freigeben, vertretungsberechtigt*, freigabeberechtigt*
        weisungsbefugt*, unterschriftsberechtigt*, entscheidungsbefugt*, entscheidet
        erteilt freigaben, zeichnungsberechtigt*, genehmigt, darf beauftragen
        freigaben erteilt, darf kosten""",
    titles="herr, herrn, frau, dr, prof",
    determiners="der, die, das, den, dem, des, ein, eine, einen, einem, einer",
    no_name="""vertrag, vertrags, vertrages, partei, parteien, gesetz, bundesrepublik
        deutschland, anlage, anhang, leistung, leistungen, projekt, arbeit, kosten
        mehrkosten, freigabe, freigaben, änderungen, geschäftsführer, geschäftsführung
        person, personen, ansprechpartner, marketing, leiter, leiterin, frist, abnahme
        rechnung, angebot, auftrag, im, nach, bei, wenn, falls""",
)
