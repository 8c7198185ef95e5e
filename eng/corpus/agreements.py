#!/usr/bin/env python3
"""Makes the public corpus of cases for the gate: corpus/agreements.

A model of docs/spec/agreements.md that works on the texts themselves, with sets, and shares nothing with the evaluator of the product. The same texts give the same cases under one version
of Python. Needs Python 3 and PyYAML (Debian: python3-yaml).

    eng/corpus/agreements.py            writes corpus/agreements
    eng/corpus/agreements.py --check    decides every case that is there anew, and says which verdicts differ
"""

import calendar
import datetime
import json
import pathlib
import random
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "src/Entente.Agreements/Library"
CORPUS = ROOT / "corpus/agreements"
SHIPPED_CASES, MADE_CASES, CHUNK = 5300, 5300, 2650

EXCHANGES = "alert hitNotice hitReport question answer request reply spontaneous automatic advance evidence index operation".split()
ASSISTED = {"request", "reply", "evidence"}
ASSISTANCE = """information certifiedDocuments surveillance enquiry notification claimRecovery controlledDelivery hotPursuit crossBorderSurveillance covert jointTeam
presenceOfOfficials expertsAndWitnesses statement searchAndSeizure restraint detainedPersonTransfer videoHearing digitalEvidence assetTracing""".split()
PURPOSES = """customsEnforcement dutyAssessment borderSecurity riskAnalysis criminalInvestigation criminalEvidence taxation financialIntelligence strategicAnalysis
publicSafety""".split()
CONDITIONS = """verifiedFirst identifiedDeclaration reasonableGrounds reciprocityDeclared dataProtectionReference consentGiven assuranceNoEvidence
assuranceConfidentiality assuranceRetention dualCriminality judicialAuthorisation urgent writtenConfirmation thresholdMet operationActive anonymised""".split()
APPROVALS = "officer supervisor legal centralAuthority".split()
HANDLING = "H0 H1 H2 H3".split()
ACTIONS = "read riskAnalysis control investigate notify useAsEvidence inform".split()
AUTHORITIES = "customs police borderGuard financialIntelligenceUnit".split()
FIELDS = {
    "meansOfTransport": "identity owner position".split(),
    "businesses": "name tradingName address vatNumber exciseNumber register officers".split(),
    "persons": """name formerNames aliases birth nationality sex identityPapers address physicalCharacteristics warnings reason action registration""".split(),
    "declarations": "reference parties goods value origin route documents".split(),
}
for single in "commodities fraudTrends expertise goodsDetained cashDetained documents seizures finances investigations intelligence evidence".split():
    FIELDS[single] = ["content"]


# ---- reading the texts -----------------------------------------------------------------------------------------------------------------------------------------

def day(text):
    return datetime.date.fromisoformat(text)


def fields(data):
    """The fields that a mapping of categories names, as "persons.name"."""
    return {f"{category}.{field}" for category, named in (data or {}).items() for field in (FIELDS[category] if named == "all" else named)}


def last_day(retention, received):
    if retention is None:
        return None
    count, unit = int(retention[1:-1]), retention[-1]
    if unit == "D":
        return received + datetime.timedelta(days=count)
    months = received.year * 12 + received.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = months // 12, months % 12 + 1
    return datetime.date(year, month, min(received.day, calendar.monthrange(year, month)[1]))


def shortest(retentions):
    known = [retention for retention in retentions if retention]
    return min(known, key=lambda retention: last_day(retention, datetime.date(2001, 1, 1))) if known else None


def party(text, name):
    return next((bound for bound in text["parties"] if bound["party"] == name), None)


def binding_articles(text, one, other):
    """The articles that bind two parties: all, but those of annexes that one of them does not accept."""
    accepted = set(party(text, one).get("accepts", [])) & set(party(text, other).get("accepts", []))
    return [article for article in text["articles"] if "annex" not in article or article["annex"] in accepted]


def goes(says, giver, receiver):
    direction = says.get("direction", "any")
    return direction == "any" or (direction["from"], direction["to"]) == (giver, receiver)


def name_of(text, article, ordinal):
    return f'{text["agreement"]}/{text["version"]} {article["article"]}({ordinal})'


def offers(text, giver, receiver, reserved=True):
    """What a text lets one party give another: one offer for each permission, in the order of the file."""
    for article in binding_articles(text, giver, receiver):
        reservations = [r for r in text.get("reservations", []) if r["party"] in (giver, receiver) and article["article"] in r["articles"]] if reserved else []
        if any("purposes" not in r and "data" not in r for r in reservations):
            continue
        for ordinal, permit in enumerate(article.get("permits", []), 1):
            if not goes(permit, giver, receiver):
                continue
            declared = [d for d in text.get("declarations", []) if d["party"] == giver]
            offer = {
                "name": name_of(text, article, ordinal),
                "agreement": text["agreement"],
                "article": article["article"],
                "giver": giver,
                "exchanges": set(permit["exchanges"]),
                "assistance": set(permit.get("assistance", [])),
                "data": fields(permit["data"]).difference(*[fields(r.get("data")) for r in reservations]),
                "purposes": set(permit["purposes"]).difference(*[r.get("purposes", []) for r in reservations]),
                "when": set(permit.get("when", [])).union(*[d.get("when", []) for d in declared]),
                "approval": max(APPROVALS.index(x.get("approval", "officer")) for x in [permit, *declared]),
                "handling": max(HANDLING.index(x.get("handling", "H0")) for x in [permit, *declared]),
                "retention": shortest([x.get("retention") for x in [permit, *declared]]),
                "actions": set(permit["actions"]),
                "onward": permit.get("onward"),
                "from": set(party(text, giver)["authorities"]),
                "to": set(party(text, receiver)["authorities"]),
            }
            if offer["data"] and offer["purposes"]:
                yield offer


def bans(text, question):
    """What a text forbids of a question."""
    for article in binding_articles(text, question["from"], question["to"]):
        for ordinal, forbids in enumerate(article.get("forbids", []), 1):
            if (goes(forbids, question["from"], question["to"])
                    and question["exchange"] in forbids.get("exchanges", EXCHANGES)
                    and ("assistance" not in forbids or question.get("assistance") in forbids["assistance"])
                    and question["purpose"] in forbids.get("purposes", PURPOSES)
                    and ("data" not in forbids or fields(forbids["data"]) & question["fields"])
                    and not ("unless" in forbids and set(forbids["unless"]) <= question["holding"])):
                yield name_of(text, article, f"f{ordinal}"), set(forbids.get("unless", [])) - question["holding"]


def in_force(book, one, other, on):
    """Of each agreement between two parties the version that counts on a day: the highest that has begun, if it has not ended."""
    versions = {}
    for text in book:
        if day(text["inForce"]["from"]) <= on and (text["agreement"] not in versions or int(versions[text["agreement"]]["version"]) < int(text["version"])):
            versions[text["agreement"]] = text
    return [versions[name] for name in sorted(versions) if party(versions[name], one) and party(versions[name], other) and one != other
            and on <= day(versions[name]["inForce"].get("until", "2999-12-31"))]


# ---- deciding --------------------------------------------------------------------------------------------------------------------------------------------------

def stops(suspension, question):
    pair = (question["from"], question["to"])
    named = (suspension["by"], suspension["towards"])
    days = day(suspension["from"]) <= question["on"] <= day(suspension.get("until", "2999-12-31"))
    return days and (pair == named or (pair == named[::-1] and not suspension.get("givingOnly")))


def withheld(offer, suspensions):
    """The fields of an offer that suspensions of its article or of categories keep back."""
    back = set()
    for suspension in suspensions:
        if suspension.get("agreement", offer["agreement"]) == offer["agreement"]:
            if "category" in suspension:
                back |= fields({suspension["category"]: "all"})
            elif suspension.get("article") == offer["article"]:
                back |= offer["data"]
    return back


def own_marks(question):
    """What keeps the item itself, whatever an agreement says."""
    origin = question.get("origin")
    mark, abroad, consented = HANDLING.index(question.get("handling", "H0")), False, False
    if origin:
        mark = max(mark, HANDLING.index(origin["handling"]))
        abroad = origin["provider"] != question["to"]
        consented = day(origin["consents"].get(question["to"], "1900-01-01")) >= question["on"]
    if abroad:
        rule = origin["onward"]
        expired = origin["lastDay"] is not None and question["on"] > day(origin["lastDay"])
        if (expired or not rule or question["toAuthority"] not in rule["authorities"] or question["to"] not in rule.get("parties", [])
                or (rule.get("withConsent") == "true" and not consented)):
            return {"reason": "onward", "clause": origin["clause"]}
    court = question["purpose"] == "criminalEvidence" and mark >= 1 and "consentGiven" not in question["holding"]
    if court or (abroad and mark >= 2 and not consented):
        return {"reason": "handling", "clause": origin["clause"] if origin else None, "lacking": {"consentGiven"} if court else set()}
    if abroad and question["purpose"] != origin["purpose"] and not consented:
        return {"reason": "givenFor", "clause": origin["clause"]}
    if origin and question.get("asks", set()) - set(origin["actions"]):
        return {"reason": "action", "clause": origin["clause"], "beyond": question["asks"] - set(origin["actions"])}
    return None


def requirements(question, suspensions):
    """What an offer must meet, in the order in which a miss is told."""
    assistance = question.get("assistance")
    return [
        ("exchange", lambda o: question["exchange"] in o["exchanges"]),
        ("assistance", lambda o: assistance in o["assistance"] if question["exchange"] in ASSISTED else assistance is None),
        ("direction", lambda o: o["giver"] == question["from"]),
        ("authority", lambda o: question["fromAuthority"] in o["from"] and question["toAuthority"] in o["to"]),
        ("purpose", lambda o: question["purpose"] in o["purposes"]),
        ("action", lambda o: question.get("asks", set()) <= o["actions"]),
        ("condition", lambda o: o["when"] <= question["holding"]),
        ("approval", lambda o: o["approval"] <= APPROVALS.index(question["approval"])),
        ("data", lambda o: o["data"] & question["fields"]),
        ("suspended", lambda o: o["data"] & question["fields"] - withheld(o, suspensions)),
    ]


def decide(book, question, suspensions=()):
    """The verdict, as the corpus writes it."""
    active = [suspension for suspension in suspensions if stops(suspension, question)]
    texts = in_force(book, question["from"], question["to"], question["on"])
    if not texts:
        return {"refused": "noAgreement"}
    whole = [s.get("agreement") for s in active if "category" not in s and "article" not in s]
    open_texts = [text for text in texts if None not in whole and text["agreement"] not in whole]
    if not open_texts:
        return {"refused": "suspended"}
    if kept := own_marks(question):
        return refusal(**kept)

    banned = {text["agreement"]: list(bans(text, question)) for text in open_texts}
    meets = requirements(question, active)
    lawful = [offer for text in open_texts if not banned[text["agreement"]] for offer in offers(text, question["from"], question["to"])
              if all(test(offer) for _, test in meets)]
    if lawful:
        verdict = permission(question, lawful, active)
        if "strip" in verdict:
            # What is left is what arrives: the answer to that is the answer.
            verdict = decide(book, question | {"fields": question["fields"] - set(verdict["strip"])}, suspensions) | {"strip": verdict["strip"]}
        return verdict
    for text in open_texts:
        if banned[text["agreement"]]:
            return refusal("forbidden", *banned[text["agreement"]][0])

    # Sieve by one requirement after the other; the one that leaves nothing is the reason.
    left = [offer for text in open_texts for offer in [*offers(text, question["from"], question["to"]), *offers(text, question["to"], question["from"])]]
    for reason, test in meets:
        through = [offer for offer in left if test(offer)]
        if through:
            left = through
            continue
        if not left:
            return refusal("exchange", None)
        nearest = min(left, key=lambda offer: len(offer["when"] - question["holding"])) if reason == "condition" else left[0]
        lacking = nearest["when"] - question["holding"] if reason == "condition" else set()
        return refusal(reason, nearest["name"], lacking, question["asks"] - nearest["actions"] if reason == "action" else set())
    raise AssertionError("an offer that meets everything is lawful")


def refusal(reason, clause, lacking=frozenset(), beyond=frozenset()):
    verdict = {"refused": reason}
    if clause:
        verdict["clause"] = clause
    if lacking:
        verdict["lacking"] = sorted(lacking)
    if beyond:
        verdict["beyond"] = sorted(beyond)
    return verdict


def permission(question, lawful, suspensions):
    """Of lawful offers: most fields, mildest handling, most actions, longest kept, then the first."""
    def passing(offer):
        return offer["data"] & question["fields"] - withheld(offer, suspensions)

    def keep(offer):
        return last_day(offer["retention"], question["on"]) or datetime.date.max

    best = lawful[0]
    for offer in lawful[1:]:
        rank = [(len(passing(o)), -o["handling"], len(o["actions"]), keep(o)) for o in (offer, best)]
        if rank[0] > rank[1]:
            best = offer
    origin = question.get("origin")
    marks = [best["handling"], HANDLING.index(question.get("handling", "H0"))] + ([HANDLING.index(origin["handling"])] if origin else [])
    last = last_day(best["retention"], question["on"])
    verdict = {
        "permitted": best["name"],
        "handling": HANDLING[max(marks)],
        "actions": sorted(best["actions"] & set(origin["actions"]) if origin else best["actions"]),
    }
    if stripped := sorted(question["fields"] - passing(best)):
        verdict["strip"] = stripped
    if origin and origin["lastDay"] and (last is None or day(origin["lastDay"]) < last):
        last = day(origin["lastDay"])
    if last:
        verdict["lastDay"] = last.isoformat()
    if question.get("unverified") or (origin and origin["unverified"]):
        verdict["notDecidingFactor"] = True
    rules = [best["onward"]] + ([origin["onward"]] if origin else [])
    if all(rules):
        verdict["onward"] = {
            "authorities": sorted(set.intersection(*[set(rule["authorities"]) for rule in rules])),
            "parties": sorted(set.intersection(*[set(rule.get("parties", [])) for rule in rules])),
            "withConsent": any(rule.get("withConsent") == "true" for rule in rules),
        }
    return verdict


# ---- making texts ----------------------------------------------------------------------------------------------------------------------------------------------

def some(dice, words, least, most):
    return sorted(dice.sample(words, min(len(words), dice.randint(least, most))), key=words.index)


def make_text(dice, name, version, previous=None):
    """A text at random; not yet one that breaks no rule."""
    instrument = previous["instrument"] if previous else dice.choice("cmaa mlat mou jointTaskForce sectorPact tfa12 multilateral multilateral".split())
    names = [bound["party"] for bound in previous["parties"]] if previous else dice.sample(["NL", "CA", "SG", "NO", "KE", "NL.fiod"], dice.choice([2, 2, 2, 3]))
    start = datetime.date(2026, 1, 1) + datetime.timedelta(days=dice.randint(0, 200))
    text = {"agreement": name, "version": str(version), "status": "simulated", "instrument": instrument, "title": f"Made up {name} (simulated)"}
    text["inForce"] = {"from": start.isoformat()}
    if dice.random() < 0.6:
        text["inForce"]["until"] = (start + datetime.timedelta(days=dice.randint(300, 1500))).isoformat()
    if previous:
        text["inForce"] = {"from": (day(previous["inForce"]["from"]) + datetime.timedelta(days=dice.randint(30, 200))).isoformat()}
    text["languages"] = some(dice, ["en", "fr", "nl"], 1, 2)
    annexes = ["I", "II", "III"] if instrument == "multilateral" else []
    text["parties"] = []
    for bound in names:
        entry = {"party": bound, "authorities": some(dice, AUTHORITIES, 1, 3)}
        if annexes:
            entry["accepts"] = some(dice, annexes, 1, 3)
        text["parties"].append(entry)
    text["articles"] = [make_article(dice, str(number), names, annexes) for number in range(1, dice.randint(3, 7))]
    numbers = [article["article"] for article in text["articles"]]
    if dice.random() < 0.5:
        reservation = {"party": dice.choice(names), "articles": some(dice, numbers, 1, 2), "text": "It does not bind us."}
        limit = dice.random()
        if limit < 0.35:
            reservation["purposes"] = some(dice, PURPOSES, 1, 4)
        elif limit < 0.7:
            reservation["data"] = make_data(dice, 1, 3)
        text["reservations"] = [reservation]
    if dice.random() < 0.5:
        declaration = {"party": dice.choice(names), "text": "We declare it."}
        for key, value in (("retention", dice.choice(["P4Y", "P30M", "P700D"])), ("handling", dice.choice(HANDLING)), ("approval", dice.choice(APPROVALS)), ("when", some(dice, CONDITIONS, 1, 1))):
            if dice.random() < 0.4:
                declaration[key] = value
        text["declarations"] = [declaration]
    return text


def make_data(dice, least, most):
    return {category: "all" if FIELDS[category] == ["content"] or dice.random() < 0.3 else some(dice, FIELDS[category], 1, 5)
            for category in some(dice, list(FIELDS), least, most)}


def make_article(dice, number, names, annexes):
    article = {"article": number, "wording": f"What article {number} says in words."}
    if annexes and dice.random() < 0.7:
        article["annex"] = dice.choice(annexes)
    article["permits"] = [make_permit(dice, names) for _ in range(dice.choice([0, 1, 1, 1, 2]))]
    if dice.random() < 0.35:
        forbids = {}
        for key, value in (("exchanges", some(dice, EXCHANGES, 1, 3)), ("data", make_data(dice, 1, 2)), ("purposes", some(dice, PURPOSES, 1, 2))):
            if dice.random() < 0.5:
                forbids[key] = value
        if dice.random() < 0.6:
            forbids["unless"] = some(dice, CONDITIONS, 1, 2)
        if dice.random() < 0.2:
            forbids["direction"] = dict(zip(("from", "to"), dice.sample(names, 2)))
        if dice.random() < 0.4:
            forbids["instead"] = "mlat"
        if forbids.keys() & {"exchanges", "data", "purposes"}:
            article["forbids"] = [forbids]
    return {key: value for key, value in article.items() if value}


def make_permit(dice, names):
    permit = {"exchanges": some(dice, EXCHANGES, 1, 4)}
    if ASSISTED & set(permit["exchanges"]):
        permit["assistance"] = some(dice, ASSISTANCE, 1, 4)
    permit |= {"data": make_data(dice, 1, 4), "purposes": some(dice, PURPOSES, 1, 4)}
    if dice.random() < 0.25:
        permit["direction"] = dict(zip(("from", "to"), dice.sample(names, 2)))
    if dice.random() < 0.6:
        permit["when"] = some(dice, CONDITIONS, 1, 3)
    if dice.random() < 0.5:
        permit["approval"] = dice.choice(APPROVALS)
    if dice.random() < 0.6:
        permit["handling"] = dice.choice(HANDLING)
    permit["actions"] = some(dice, ACTIONS, 1, 5)
    if dice.random() < 0.4:
        permit["onward"] = {"authorities": some(dice, AUTHORITIES, 1, 2), "parties": some(dice, ["NL", "CA", "SG", "NO", "KE"], 1, 2), "withConsent": dice.choice(["true", "false"])}
    if dice.random() < 0.6:
        permit["retention"] = dice.choice(["P1Y", "P3Y", "P18M", "P90D", "P5Y"])
    return permit


def sound(text):
    """Whether a text breaks no rule, found by trying: each permission must let something pass between two parties."""
    names = [bound["party"] for bound in text["parties"]]
    pairs = [(giver, receiver) for giver in names for receiver in names if giver != receiver]
    every = {pair: list(offers(text, *pair, reserved=False)) for pair in pairs}
    if any(not any(offer["giver"] == name or pair[1] == name for pair in pairs for offer in every[pair]) for name in names):
        return False
    for article in text["articles"]:
        if "annex" in article and sum(article["annex"] in bound.get("accepts", []) for bound in text["parties"]) < 2:
            return False
        if any(("direction" in says) and says["direction"] == "any" for says in article.get("forbids", [])):
            return False
        for ordinal, permit in enumerate(article.get("permits", []), 1):
            name = name_of(text, article, ordinal)
            bound = [(pair, offer) for pair in pairs for offer in every[pair] if offer["name"] == name]
            if not bound or any(o["handling"] >= 1 and "criminalEvidence" in o["purposes"] and "consentGiven" not in o["when"] for _, o in bound):
                return False
            if any("retention" in permit and o["retention"] != permit["retention"] for _, o in bound):
                return False
            left = [(pair, offer) for pair in pairs for offer in offers(text, *pair) if offer["name"] == name]
            whole = any("purposes" not in r and "data" not in r and article["article"] in r["articles"] for r in text.get("reservations", []))
            if not left and not whole:
                return False
            if left and not any(can_pass(text, pair, offer) for pair, offer in left):
                return False
    annexes = {article.get("annex") for article in text["articles"]}
    return all(annex in annexes for bound in text["parties"] for annex in bound.get("accepts", []))


def can_pass(text, pair, offer):
    for exchange in offer["exchanges"]:
        for assistance in offer["assistance"] if exchange in ASSISTED else [None]:
            for purpose in offer["purposes"]:
                for field in offer["data"]:
                    question = {"from": pair[0], "to": pair[1], "exchange": exchange, "assistance": assistance, "purpose": purpose, "fields": {field}, "holding": set(CONDITIONS)}
                    if not any(bans(text, question)):
                        return True
    return False


def written(value, depth=0):
    """YAML, plain where a word can be plain: a reader that takes NO for false fails on it."""
    pad = "  " * depth
    if isinstance(value, dict):
        return "".join(f"{pad}{key}:" + (f" {inline(item)}\n" if not blocks(item) else "\n" + written(item, depth + 1)) for key, item in value.items())
    return "".join(f"{pad}- {written(item, depth + 1).lstrip()}" for item in value)


def blocks(value):
    return isinstance(value, list) and value and isinstance(value[0], dict)


def inline(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key}: {inline(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    return value if value.replace(".", "").replace("-", "").isalnum() else json.dumps(value)


def make_texts():
    """(file name, content) of texts that break no rule; some have a second version."""
    dice, made = random.Random(20261), []
    while len(made) < 44:
        name, previous = f"X-{len(made):02}", None
        for version in range(1, dice.choice([1, 1, 2]) + 1):
            text = next(text for text in iter(lambda: make_text(dice, name, version, previous), None) if sound(text))
            if previous and "until" in previous["inForce"] and day(text["inForce"]["from"]) > day(previous["inForce"]["until"]):
                break
            made.append((f"{name.lower()}-{version}.yaml", f"# SIMULATED. Made by eng/corpus/agreements.py.\n{written(text)}"))
            previous = text
    return made


# ---- making cases ----------------------------------------------------------------------------------------------------------------------------------------------

def make_question(dice, book):
    """Often one that fits a permission, with a few things changed; at times anything."""
    text = dice.choice(book)
    names = [bound["party"] for bound in text["parties"]]
    giver, receiver = dice.sample(names, 2)
    start = day(text["inForce"]["from"])
    question = {"on": start + datetime.timedelta(days=dice.randint(0, 260))}
    available = list(offers(text, giver, receiver))
    if available and dice.random() < 0.93:
        offer = dice.choice(available)
        exchange = dice.choice(sorted(offer["exchanges"]))
        if exchange in ASSISTED:
            question["assistance"] = dice.choice(sorted(offer["assistance"]))
        question |= {
            "exchange": exchange, "from": giver, "to": receiver, "fromAuthority": dice.choice(sorted(offer["from"])), "toAuthority": dice.choice(sorted(offer["to"])),
            "purpose": dice.choice(sorted(offer["purposes"])), "holding": set(offer["when"]) | set(some(dice, CONDITIONS, 0, 2)),
            "approval": APPROVALS[dice.randint(offer["approval"], 3)], "asks": set(some(dice, sorted(offer["actions"]), 0, 2)), "fields": set(some(dice, sorted(offer["data"]), 1, 4)) | set(some(dice, sorted(fields(make_data(dice, 1, 1))), 0, 2)),
        }
    else:
        question |= {
            "exchange": dice.choice(EXCHANGES), "from": giver, "to": receiver, "fromAuthority": dice.choice(AUTHORITIES), "toAuthority": dice.choice(AUTHORITIES),
            "purpose": dice.choice(PURPOSES), "holding": set(some(dice, CONDITIONS, 0, 6)), "approval": dice.choice(APPROVALS), "fields": fields(make_data(dice, 1, 3)),
            "asks": set(some(dice, ACTIONS, 0, 2)),
        }
        if question["exchange"] in ASSISTED:
            question["assistance"] = dice.choice(ASSISTANCE)
    for _ in range(dice.choice([0, 0, 1, 1, 1, 2])):
        change(dice, question, book)
    if dice.random() < 0.3:
        question["handling"] = dice.choice(HANDLING)
    if dice.random() < 0.15:
        question["unverified"] = True
    if dice.random() < 0.25:
        question["origin"] = make_origin(dice, question)
    return question


def change(dice, question, book):
    what = dice.randrange(12)
    if what == 0:
        question["purpose"] = dice.choice(PURPOSES)
    elif what == 1 and question["holding"]:
        question["holding"] -= {dice.choice(sorted(question["holding"]))}
    elif what == 2:
        question["approval"] = APPROVALS[max(0, APPROVALS.index(question["approval"]) - dice.randint(1, 3))]
    elif what == 3:
        question["exchange"] = dice.choice(EXCHANGES)
        question.pop("assistance", None)
        if question["exchange"] in ASSISTED:
            question["assistance"] = dice.choice(ASSISTANCE)
    elif what == 4 and "assistance" in question:
        question["assistance"] = dice.choice(ASSISTANCE)
    elif what == 5:
        question["from"], question["to"] = question["to"], question["from"]
        question["fromAuthority"], question["toAuthority"] = question["toAuthority"], question["fromAuthority"]
    elif what == 6:
        question[dice.choice(["fromAuthority", "toAuthority"])] = dice.choice(AUTHORITIES)
    elif what == 7:
        question["fields"] = fields(make_data(dice, 1, 2))
    elif what == 8:
        question["on"] += datetime.timedelta(days=dice.choice([-400, -200, 900, 4000]))
    elif what == 9:
        question["purpose"] = "criminalEvidence"
    elif what == 10:
        question["asks"] |= set(some(dice, ACTIONS, 1, 2))
    else:
        question[dice.choice(["from", "to"])] = dice.choice(dice.choice(book)["parties"])["party"]


def make_origin(dice, question):
    origin = {
        "provider": dice.choice(["NL", "CA", "SG", "NO", "KE"]), "clause": f"Y-{dice.randint(1, 9)}/1 {dice.randint(1, 9)}(1)", "handling": min(dice.choice(HANDLING), dice.choice(HANDLING)),
        "purpose": question["purpose"] if dice.random() < 0.4 else dice.choice(PURPOSES), "actions": some(dice, ACTIONS, 1, 7), "onward": None, "lastDay": None, "unverified": dice.random() < 0.2, "consents": {},
    }
    if dice.random() < 0.92:
        origin["onward"] = {"authorities": sorted({question["toAuthority"], dice.choice(AUTHORITIES)}), "parties": sorted({question["to"] if dice.random() < 0.85 else "NL", dice.choice(["NL", "CA"])}), "withConsent": dice.choice(["true", "false", "false", "false"])}
    if dice.random() < 0.4:
        origin["lastDay"] = (question["on"] + datetime.timedelta(days=dice.choice([-1, 0, 30, 400]))).isoformat()
    if dice.random() < 0.5:
        origin["consents"] = {question["to"]: (question["on"] + datetime.timedelta(days=dice.choice([-1, 0, 100]))).isoformat()}
    return origin


def make_suspensions(dice, question, book):
    found = []
    for _ in range(dice.choice([1, 1, 2])):
        text = dice.choice([text for text in book if party(text, question["from"]) and party(text, question["to"])] or book)
        pair = [question["from"], question["to"]]
        dice.shuffle(pair)
        suspension = {"by": pair[0], "towards": pair[1], "from": (question["on"] + datetime.timedelta(days=dice.choice([-20, -20, 0, 1]))).isoformat()}
        if dice.random() < 0.2:
            suspension["until"] = (day(suspension["from"]) + datetime.timedelta(days=dice.choice([5, 20, 40]))).isoformat()
        kind = dice.random()
        if kind < 0.75:
            suspension["agreement"] = text["agreement"]
        if 0.3 < kind < 0.55:
            suspension["article"] = dice.choice(text["articles"])["article"]
        elif kind >= 0.55 and kind < 0.9:
            suspension["category"] = dice.choice(sorted({field.split(".")[0] for field in question["fields"]}))
        if dice.random() < 0.3:
            suspension["givingOnly"] = True
        found.append(suspension)
    return found


def case(number, question, suspensions, verdict):
    by_category = {}
    for field in sorted(question["fields"]):
        category, name = field.split(".")
        by_category.setdefault(category, []).append(name)
    ask = {key: question[key] for key in ("exchange", "assistance", "from", "fromAuthority", "to", "toAuthority", "purpose") if question.get(key)}
    if question["asks"]:
        ask["asks"] = sorted(question["asks"])
    ask |= {"data": by_category, "holding": sorted(question["holding"]), "approval": question["approval"], "on": question["on"].isoformat()}
    ask |= {key: question[key] for key in ("handling", "unverified", "origin") if key in question}
    line = {"case": number, "ask": ask}
    if suspensions:
        line["suspensions"] = suspensions
    return line | {"verdict": verdict}


def make_cases(book, count, seed):
    """Lines, and how often each verdict is among them. No reason takes more than a share, so that all are well represented."""
    dice, lines, tally = random.Random(seed), [], {}
    while len(lines) < count:
        question = make_question(dice, book)
        suspensions = make_suspensions(dice, question, book) if dice.random() < 0.15 else []
        if not question["fields"] or question["from"] == question["to"]:
            continue
        verdict = decide(book, question, suspensions)
        outcome = verdict.get("refused", "permitted")
        if outcome != "permitted" and tally.get(outcome, 0) > count * 0.11:
            continue
        tally[outcome] = tally.get(outcome, 0) + 1
        lines.append(case(len(lines) + 1, question, suspensions, verdict))
    return lines, tally


def load(content):
    return yaml.load(content, Loader=yaml.BaseLoader)


def check():
    """How many of the cases that are there have another verdict."""
    count, wrong = 0, 0
    for path in sorted(CORPUS.glob("*.jsonl")):
        head, *lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        book = [load((CORPUS / name).read_text("utf-8")) for name in head["agreements"]]
        for line in lines:
            ask = line["ask"]
            question = ask | {"on": day(ask["on"]), "holding": set(ask["holding"]), "asks": set(ask.get("asks", [])), "fields": {f"{category}.{field}" for category, named in ask["data"].items() for field in named}}
            count += 1
            if decide(book, question, line.get("suspensions", [])) != line["verdict"]:
                wrong += 1
                print(f"{path.name}: case {line['case']} has another verdict")
    print(f"{count} cases, {wrong} wrong")
    return 1 if wrong or not count else 0


def main():
    if sys.argv[1:] == ["--check"]:
        return check()
    files = dict(make_texts())
    shipped = {path.name: load(path.read_text("utf-8")) for path in sorted(LIBRARY.glob("*.yaml"))}
    shipped = {name: text for name, text in shipped.items() if text.get("status") != "template"}
    made = {name: load(content) for name, content in files.items()}
    for label, texts, folder, count, seed in (("shipped", shipped, "../../src/Entente.Agreements/Library/", SHIPPED_CASES, 1), ("made", made, "", MADE_CASES, 2)):
        lines, tally = make_cases(list(texts.values()), count, seed)
        print(label, dict(sorted(tally.items())))
        for part in range(0, len(lines), CHUNK):
            head = {"agreements": [folder + name for name in texts]}
            body = "\n".join(json.dumps(line, separators=(",", ":")) for line in [head, *lines[part:part + CHUNK]])
            files[f"{label}-{part // CHUNK + 1}.jsonl"] = body + "\n"
    there = {path.name for path in CORPUS.glob("*") if path.suffix in (".yaml", ".jsonl")}
    CORPUS.mkdir(parents=True, exist_ok=True)
    for name in there - files.keys():
        (CORPUS / name).unlink()
    for name, content in files.items():
        (CORPUS / name).write_text(content, "utf-8")
    print(f"{len(files)} files, {sum(len(content) for content in files.values()):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
