"""What Romanian contracts say, and how."""

from ledger.domain.clauses.lexicon import currencies
from ledger.domain.clauses.lexicon import forms
from ledger.domain.clauses.lexicon import Lexicon

_NUMBERS = forms("""
    0 zero
    1 unu, una, un, o, unei, unui
    2 doi, două
    3 trei
    4 patru
    5 cinci
    6 șase
    7 șapte
    8 opt
    9 nouă
    10 zece
    11 unsprezece
    12 doisprezece, douăsprezece
    13 treisprezece
    14 paisprezece
    15 cincisprezece
    16 șaisprezece
    17 șaptesprezece
    18 optsprezece
    19 nouăsprezece
    20 douăzeci
    30 treizeci
    40 patruzeci
    50 cincizeci
    60 șaizeci
    70 șaptezeci
    80 optzeci
    90 nouăzeci
    100 sută, sute
    1000 mie, mii
""")
_MONEY = currencies("""
    EUR eur, euro, €
    USD usd, $, dolari, dolari sua
    RON ron, lei românești
    MDL mdl, lei moldovenești
    LEI lei, leu
    GBP gbp, £, lire
    BGN bgn, leva
    CHF chf
    RUB rub, ruble
""")

ROMANIAN = Lexicon(
    code="ro",
    common="""numai, doar, și, de, la, în, cu, pe, din, pentru, sau, care, este, sunt
        va, se, nu, al, a, ale, prin, fără, după, până, fiecare, o, un, unei, unui
        către, vor, ca, lui, ai, inclus, inclusiv""",
    letters="ăâîșțşţ",
    numbers=_NUMBERS,
    articles="o, un, una, unei, unui",
    linked="și",
    ranged="până la sau la",
    reference="""art, articolul, articolului, alin, alineatul, punctul, pct, anexa
        secțiunea, capitolul, cap, pagina, nr, numărul, versiunea, etapa, faza, lit
        litera, clauza""",
    qualities="""de, runde, gratuite, gratuită, complete, completă, incluse, inclusă
        minore, consolidate, consolidată, suplimentare, întregi""",
    ending=r"(?!)",
    revision="""modificare, modificări, modificărilor, modificarea, modificările
        revizie, revizii, reviziei, reviziilor, revizuire, revizuiri, revizuirea
        revizuirile, revizuirilor, corectură, corecturi, corecturile, corecturilor
        corecție, corecții, corecțiile, corecțiilor, corectare, corectări, ajustare
        ajustări, ajustările, ajustărilor, retuș, retușuri, feedback, schimbări
        schimbare, observații, observațiilor, corecturii, corectura, modificării""",
    round="""rundă, runde, rundei, runda, rundele, rundelor, ciclu, cicluri, ciclul
        ciclului, ciclurilor, iterație, iterații, iterația, iterațiile, iterațiilor
        serie, serii, seria, tur, tururi, sesiune, sesiuni, set, seturi, etapă""",
    bare_round="rundă, runde, rundei, runda, rundele, rundelor",
    revision_round="",
    linking="de, de la, pentru, a, ale",
    free="""gratuit, gratuită, gratuite, gratuiți, în mod gratuit, cu titlu gratuit
        fără costuri suplimentare, fără cost suplimentar, fără cost, fără costuri
        fără plată, fără plată suplimentară, nu se taxează, nu se facturează
        fără taxe suplimentare, pe cheltuiala prestatorului, fără niciun cost
        fără nicio plată, gratis, nu se plătesc, fără tarif suplimentar""",
    included="""inclus, inclusă, incluse, inclusiv, include, includ, cuprinde, cuprinse
        are dreptul, au dreptul, beneficiază, beneficiezi, beneficiați, poate solicita
        poate cere, dreptul la, sunt prevăzute, oferă, oferim, acordă, se acordă
        în preț, în prețul, ai, aveți, asigură, va efectua, prevede, are la dispoziție
        se includ, prevăzute, prestatorul efectuează, acoperă, se efectuează""",
    cap="""până la, cel mult, maximum, maxim, nu mai mult de, maximum de, limitat la
        limitate la, nu depășește, nu depășesc, nu va depăși, un maxim de
        un număr maxim de, maximal""",
    further="""suplimentar, suplimentară, suplimentare, în plus, peste, ulterioară
        ulterioare, ulterior, adițional*, dincolo de, următoare, următoarele
        care depășesc, depășind, care depășește, alte, orice altă, în afara, extra
        excedent*""",
    beyond="""după, peste, dincolo de, depășind, în afara, în plus față de, depășesc
        începând cu""",
    unlimited="""nelimitat, nelimitată, nelimitate, fără limită, fără limite
        fără limitare, număr nelimitat, oricâte, ori de câte ori, nu este limitat
        nu sunt limitate""",
    replaced="în loc de, în locul, în locul celor",
    raised="""se majorează, majorat*, crește, se mărește, mărit*, se modifică
        modificat, se reduce, redus""",
    raised_to="la",
    negation="""nu, fără, nici, niciun, nicio, nici un, nici o, exclus, excluse
        exclusiv tva, cu excepția, exceptând, în afară de, niciodată, nimeni, neincluse
        neinclus, exclude""",
    hypothetical="""de exemplu, exemplu, spre exemplu, să presupunem, ar fi, ar putea
        ex., ipotetic, de obicei, model, de regulă, ilustrativ, bunăoară, în trecut
        anterior, contractul anterior, contractul precedent, vechiul contract""",
    example="exemplu, exemple, model, șablon, ilustrare, mostră, specimen",
    third="""terț, terți, terților, terțe, subcontractant*, furnizor*, tipografi*
        fotograf, fotograful, fotografului, subantreprenor*, bancă, banca, editur*
        traducător*, transportator*, asigurător*, partener*""",
    per_deliverable="""pentru fiecare livrabil, per livrabil, pe livrabil
        fiecărui livrabil, la fiecare livrabil, fiecare livrabil
        pentru fiecare rezultat, pe fiecare livrabil, pentru fiecare lucrare
        aferente fiecărui livrabil, pentru orice livrabil""",
    per_part="""pe pagină, pentru fiecare pagină, per pagină, pe concept
        pentru fiecare concept, per concept, pentru fiecare machetă, pe machetă
        per machetă, pe text, pentru fiecare text, pentru fiecare material, pe material
        pentru fiecare design, per design, pentru fiecare videoclip, per articol
        pentru fiecare articol, pentru fiecare variantă, pe variantă, fiecărei pagini
        fiecărui concept, fiecărei machete""",
    per_project="""pe proiect, per proiect, pentru întregul proiect, pe întregul proiect
        pentru fiecare proiect, în total, pentru tot proiectul, pe tot proiectul
        pentru întreaga lucrare, pe întreaga durată, pe durata proiectului
        la nivel de proiect, pentru ansamblul lucrărilor, pe ansamblul proiectului
        în cadrul proiectului, pe toată durata, întregului proiect, per ansamblu
        fiecare proiect, tot proiectul""",
    per_stage="""pe etapă, pentru fiecare etapă, per etapă, pe fază, pentru fiecare fază
        pe lună, lunar, în fiecare etapă, la fiecare etapă, fiecărei etape, anual""",
    times="ori",
    repeated={},
    means="""înseamnă, reprezintă, constituie, este, sunt, se consideră, se înțelege
        constă, constă în, se socotește, este considerată, este considerat, echivalează
        se contorizează, cuprinde, se compune, semnifică, desemnează, definește
        definită ca, consumă""",
    consolidated="""listă consolidată, o singură listă, lista consolidată, listă unică
        lista unică, o listă unică, un singur document, listă completă, lista completă
        o listă completă, într-un singur document, document consolidat, consolidat*
        o singură notificare, un singur e-mail, un singur mesaj, unei singure liste
        liste consolidate, liste unice""",
    each_message="""fiecare mesaj, orice mesaj, fiecare e-mail, fiecare email
        orice e-mail, fiecare solicitare, orice solicitare, fiecare cerere
        fiecare comunicare, fiecare mesaj separat, orice email, fiecare scrisoare""",
    each_delivery="""fiecare livrare, fiecare versiune, fiecare versiune nouă
        fiecare prezentare, fiecare predare, orice livrare, fiecare nouă versiune
        fiecare retransmitere, fiecare variantă livrată""",
    working_days="zi lucrătoare, zile lucrătoare, zilelor lucrătoare, zile bancare",
    calendar_days="zi calendaristică, zile calendaristice, zilelor calendaristice",
    days="zi, zile, zilelor",
    weeks="săptămână, săptămâni, săptămânii",
    other_times="oră, ore, orelor",
    within="""în termen de, în, în decurs de, în cel mult, cel târziu, în maximum
        timp de, în maxim""",
    since="de la, de la data, după, din momentul, din ziua",
    delivery="""livrar*, livrabil*, primir*, predar*, machet*, versiun*, prezentar*
        rezultat*, proiect*, lucrăr*, transmiter*, recepțion*""",
    review="""verifica, verifică, verificare, verificarea, examina, examinează
        analizează, analiza, analizare, observații, observațiile, observațiilor
        obiecțiuni, obiecții, comentarii, comentariile, feedback, transmis*, răspunde
        răspundă, răspuns, aproba, aprobă, aprobare, revizui, transmite, transmită
        comunica, comunică, accepte, accepta, recepționa, recepție, refuza, semnala
        solicita modificări, modificările, recepționeze, verifice, examineze
        corecturile, evalua""",
    silence="""nu răspunde, nu transmite, nu comunică, nu formulează, nu obiectează
        tăcerea, lipsa, în lipsa, absența, în absența, nu trimite, nu solicită
        nu semnalează, fără obiecții, fără obiecțiuni, fără observații, nu primește
        nu face, nu ridică, niciun răspuns, nicio observație, nicio obiecție
        nicio obiecțiune, nu a transmis, nu a formulat, nu a comunicat, nu a răspuns
        în caz contrar, nu se transmit, nu sunt transmise, nu se primesc, nu refuză
        nu notifică, nu își exprimă, nu există, nu se pronunță, nu reacționează
        nu dă curs, altfel""",
    accepted="""se consideră acceptat*, se consideră aprobat*, se consideră recepționat*
        se consideră … acceptat*, se consideră … recepționat*, se consideră … aprobat*
        considerat* acceptat*, considerat* aprobat*, considerat* recepționat*
        se consideră acceptare, echivalează cu acceptarea, valorează acceptare
        echivalează cu recepția, constituie acceptare, reprezintă acceptare
        acceptat* tacit, acceptare tacită, aprobare tacită, aprobat* tacit
        echivalează cu aprobarea, valorează aprobare, recepționat* tacit
        se socotește acceptat*, se socotește aprobat*, considerat* ca acceptat*
        considerat* ca fiind acceptat*, se consideră ca fiind acceptat*
        considerat* drept acceptat*, acceptat* automat, înseamnă acceptare""",
    same_period="""în acest termen, în termenul menționat, în acest interval
        în acest răstimp, în această perioadă, în termenul de mai sus
        până la expirarea termenului, la expirarea termenului
        la expirarea acestui termen, în termenul stabilit, în termenul indicat
        în termenul prevăzut, în aceeași perioadă, în același termen""",
    client="""client, clientul, clientului, beneficiar, beneficiarul, beneficiarului
        achizitor, achizitorul, achizitorului, cumpărătorul, dumneavoastră, dvs""",
    contractor="""prestator, prestatorul, prestatorului, agenția, agenției, executant
        executantul, executantului, designerul, designerului, furnizorul, furnizorului
        contractantul, studioul, studioului, noi, autorul, dezvoltatorul, freelancerul
        subcontractantul""",
    pay="""plata, plăți, plății, plăti, plătește, plătesc, achita, achită, achitat*
        factura, facturii, facturile, facturilor, factură, scadent*, plătit*, avans
        avansul, avansului, plată, achitarea, achitării, vira""",
    not_payment="""întârzier*, întârziat*, penalit*, dobând*, restitui*, rambursa*
        returna*, rezili*, suspend*, depăș*, contest*, neplat*, neachit*, emite factura
        nu achită, va emite, nu plătește, emiterea facturii se""",
    money=_MONEY,
    per_hour="""pe oră, /oră, / oră, per oră, /h, / h, pentru fiecare oră, pentru o oră
        ora de lucru, orar, fiecare oră, oră de lucru, la oră""",
    hourly="""tarif orar, tariful orar, tarifului orar, onorariu orar, preț orar
        cost orar""",
    per_round="""pe rundă, per rundă, /rundă, / rundă, pentru fiecare rundă
        fiecare rundă, fiecare rundă suplimentară, pe ciclu, pentru fiecare ciclu
        pe iterație, orice rundă suplimentară, o rundă suplimentară, per revizie
        pe revizie, /revizie, per modificare, runda suplimentară
        rundei suplimentare""",
    each="fiecare, bucata",
    hours="oră, ore, h",
    minimum="""minimum, minim, cel puțin, minimum de, nu mai puțin de, minimă, de minim
        minime""",
    supplies="""furnizează, furniza, furnizeze, pune la dispoziție, puna la dispoziție
        transmite, transmită, predă, preda, predea, trimite, trimită, livrează, livreze
        asigură, asigure, remite, încarcă, va furniza, pună la dispoziție
        va pune la dispoziție, va preda, va transmite, va trimite, prezintă
        comunică""",
    material="""texte, textele, text, textul, fotografi*, imagini, imaginile, logo*
        sigl*, vectori*, conținut*, material*, acces*, parol*, manual de brand, brand*
        ghid*, listă de prețuri, video*, font*, brief*, traducer*, fișier*, date, datele
        informați*, descrier*, catalog*, credențial*, documente, documentele, poze
        pozele""",
    until_day="""până la, până la data de, până pe, cel târziu la, cel târziu pe
        nu mai târziu de, la data de, până în, cel târziu, până cel târziu la
        cel târziu până la, până""",
    months=forms("""
        1 ianuarie, ian
        2 februarie, feb
        3 martie, mar
        4 aprilie, apr
        5 mai
        6 iunie, iun
        7 iulie, iul
        8 august, aug
        9 septembrie, sept
        10 octombrie, oct
        11 noiembrie, nov
        12 decembrie, dec
    """),
    channel="""canal, canale, canalele, canalul, comunicare, comunicările, comunicarea
        comunicări, notificări, notificările, notificare, corespondenț*, mesagerie
        exclusiv prin, numai prin, doar prin, transmise prin, se transmit la adres*
        mesajele, trimise la adres*, solicitările se transmit, se trimit la
        comunică prin""",
    person="""autorizat, autorizată, autorizate, autorizați, împuternicit*, poate aproba
        poate semna, poate decide, are dreptul să aprobe, are dreptul să semneze, aprobă
        este competent*, persoana de decizie, are dreptul de a aproba
        are dreptul de a semna, dreptul de a decide, poate angaja, semnat* de
        aprobat* de, aprobate în scris de, persoană autorizată, pot aproba, pot semna
        confirmat* în scris de""",
    titles="dl, dna, d-na, d-l, domnul, doamna, domnului, doamnei, dlui, dnei",
    determiners="",
    no_name="""contract, contractul, contractului, partea, părțile, părți, legea, codul
        civil, republica, moldova, românia, anexa, statut, director, directorul, în
        dacă, la, orice, toate""",
)
