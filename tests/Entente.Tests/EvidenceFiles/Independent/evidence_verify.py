#!/usr/bin/python3
"""Verifies an evidence file, and shares nothing with Entente: Debian's python3-lxml and python3-cryptography, and the two programs
of the same kind beside it that verify messages and proofs.

usage: evidence_verify.py FILE [CARD_FINGERPRINT...]
       evidence_verify.py --flips FILE N

With --flips, one bit of every Nth byte is changed in turn: prints {"good": ..., "tried": n, "passed": [places whose change went unseen]}. Otherwise
prints one JSON object: {"good": true, "messages": n, "records": n, ...} or {"good": false, "why": ...}. With fingerprints, the card of the node that made
the file must have one of them. The exit code is 0 whenever a verdict was reached.
"""
import base64
import binascii
import datetime
import gzip
import hashlib
import json
import pathlib
import struct
import sys
import urllib.parse

sys.path[:0] = [str(pathlib.Path(__file__).parents[2] / place / "Independent") for place in ("As4", "TransparencyLog")]
import as4_verify as as4  # noqa: E402
import tlog_verify as tlog  # noqa: E402

from cryptography import x509  # noqa: E402
from cryptography.exceptions import InvalidSignature  # noqa: E402
from cryptography.hazmat.primitives import hashes, serialization  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils  # noqa: E402
from lxml import etree  # noqa: E402

ASIC = "{http://uri.etsi.org/02918/v1.2.1#}"
DS = "{http://www.w3.org/2000/09/xmldsig#}"
ENDINGS = {"application/json": "json", "application/xml": "xml", "text/xml": "xml", "text/plain": "txt", "application/pdf": "pdf",
           "image/jpeg": "jpeg", "image/png": "png", "text/csv": "csv"}
MIME = b"MIME-Version: 1.0\r\nContent-Type: "


class Bad(Exception):
    """It is not what it claims to be."""


def must(condition, why):
    if not condition:
        raise Bad(why)


def sha256(octets):
    return hashlib.sha256(octets).digest()


def archive(raw):
    """The files of an archive that has no byte but those that its files determine."""
    files, directory, at, lower = {}, b"", 0, set()
    while raw[at:at + 4] == b"PK\3\4":
        size, length = struct.unpack_from("<I", raw, at + 18)[0], struct.unpack_from("<H", raw, at + 26)[0]
        name, content = raw[at + 30:at + 30 + length], raw[at + 30 + length:at + 30 + length + size]
        common = struct.pack("<HHHHHIIIHH", 10, 0, 0, 0, 0x21, binascii.crc32(content), size, size, length, 0)
        must(raw[at:at + 30] == b"PK\3\4" + common, f"another local header at {at}")
        must(len(name) == length and len(content) == size, "cut short")
        text = name.decode("ascii")
        must(all(part and part[0].isalnum() and all(c.isalnum() or c in "._-" for c in part) for part in text.split("/")), f"a name of another form: {text}")
        must(text.lower() not in lower, f"{text} twice")
        lower.add(text.lower())
        files[text] = content
        directory += b"PK\1\2" + struct.pack("<H", 10) + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
        at += 30 + length + size
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), at, 0)
    must(raw[at:] == directory + end, "another directory, or something behind it")
    return files


def der(tag, *contents):
    body = b"".join(contents)
    size = len(body)
    length = bytes([size]) if size < 128 else (lambda n: bytes([128 + len(n)]) + n)(size.to_bytes((size.bit_length() + 7) // 8, "big"))
    return bytes([tag]) + length + body


def oid(text):
    first, second, *rest = map(int, text.split("."))
    out = bytes([40 * first + second])
    for arc in rest:
        septets = [arc & 127]
        while arc := arc >> 7:
            septets.append(128 | arc & 127)
        out += bytes(reversed(septets))
    return der(6, out)


def elements(raw):
    """The parts of a DER value: (tag, contents, whole)."""
    found = []
    while raw:
        size, start = raw[1], 2
        if size > 127:
            start += size - 128
            size = int.from_bytes(raw[2:start], "big")
        must(len(raw) >= start + size, "DER cut short")
        found.append((raw[0], raw[start:start + size], raw[:start + size]))
        raw = raw[start + size:]
    return found


def check_cms(raw, manifest):
    """The certificate and instant of a CAdES signature; everything else in it is written anew and compared."""
    signed = elements(elements(elements(elements(raw)[0][1])[1][1])[0][1])
    encoded = elements(signed[3][1])[0][2]
    signer = elements(elements(signed[4][1])[0][1])
    times = [elements(elements(a[1])[1][1])[0][1] for a in elements(signer[3][1]) if elements(a[1])[0][2] == oid("1.2.840.113549.1.9.5")]
    must(len(times) == 1, "no signing time")
    value = signer[5][1]
    certificate = x509.load_der_x509_certificate(encoded)
    digest = der(48, oid("2.16.840.1.101.3.4.2.1"))
    data = oid("1.2.840.113549.1.7.1")
    attributes = b"".join(sorted([
        der(48, oid("1.2.840.113549.1.9.3"), der(49, data)),
        der(48, oid("1.2.840.113549.1.9.4"), der(49, der(4, sha256(manifest)))),
        der(48, oid("1.2.840.113549.1.9.5"), der(49, der(23, times[0]))),
        der(48, oid("1.2.840.113549.1.9.16.2.47"), der(49, der(48, der(48, der(48, der(4, sha256(encoded))))))),
    ]))
    serial = certificate.serial_number
    number = der(2, serial.to_bytes(serial.bit_length() // 8 + 1, "big"))
    info = der(48, der(2, b"\1"), der(48, certificate.issuer.public_bytes(), number), digest, der(160, attributes),
               der(48, oid("1.2.840.113549.1.1.11"), der(5)), der(4, value))
    again = der(48, oid("1.2.840.113549.1.7.2"), der(160, der(48, der(2, b"\1"), der(49, digest), der(48, data), der(160, encoded), der(49, info))))
    must(again == raw, "the signature of the container has another form")
    must(isinstance(certificate.public_key(), rsa.RSAPublicKey), "another kind of key")
    certificate.public_key().verify(value, der(49, attributes), padding.PKCS1v15(), hashes.SHA256())
    at = datetime.datetime.strptime(times[0].decode(), "%y%m%d%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
    return encoded, at


def verify_with(certificate, signature, message):
    key = certificate.public_key()
    if isinstance(key, ed25519.Ed25519PublicKey):
        key.verify(signature, message)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        must(len(signature) == 64, "no signature of P-256")
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        key.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    else:
        key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())


def read_cards(index, files):
    """{party: [(certificate, from, until)]} of all cards, each signed by its own first key."""
    signers = {}
    for listed in index["cards"]:
        lines = files[f"cards/{listed['party']}-{listed['version']}.card"].split(b"\n")
        must(len(lines) == 3 and lines[2] == b"" and lines[1].startswith(b"signature "), "a card of another form")
        must(sha256(lines[0]).hex() == listed["fingerprint"], "another fingerprint")
        card = json.loads(lines[0])
        must(card["party"] == listed["party"] and card["version"] == listed["version"], "another card")
        keys = [(x509.load_der_x509_certificate(base64.b64decode(key["certificate"])), instant(key["from"]), instant(key["until"])) for key in card["keys"] if key["purpose"] == "sign"]
        verify_with(keys[0][0], base64.b64decode(lines[1][10:], validate=True), b"entente/node-card/1\n" + lines[0])
        signers.setdefault(card["party"], []).extend(keys)
    return signers


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def split(file):
    must(file.startswith(MIME) and b"\r\n\r\n" in file, "a message of another form")
    head, body = file[len(MIME):].split(b"\r\n\r\n", 1)
    return head.decode("latin-1"), body


def by_signer(certificates, check):
    """What the check finds with the one certificate of these that signed."""
    why = Bad("nobody of that party is on a card")
    for certificate, *_ in certificates:
        try:
            return check(certificate)
        except (as4.Bad, InvalidSignature, x509.ExtensionNotFound) as found:
            why = found if str(found) != "another signer" else why
    raise why


def check_message(listed, folder, files, signers, agreements):
    content_type, body = split(files[folder + "message.mime"])
    must(sha256(body).hex() == listed["sha256"], "another digest of the message")
    envelope_octets, attached = as4.unpack(body, content_type)
    envelope = as4.parse(envelope_octets)
    user = as4.find(envelope, "/s:Envelope/s:Header/eb:Messaging/eb:UserMessage")
    infos = user.findall("eb:PayloadInfo/eb:PartInfo", as4.NS)
    must(len(infos) == len(listed["contents"]), "another number of contents")
    names = [as4.part_name(info.get("href"), attached) for info in infos]
    opened = {name: files[f"{folder}signed/{n}.bin"] for n, name in enumerate(names, 1)}
    by_signer(signers.get(listed["from"], []), lambda certificate: as4.verify(body, content_type, certificate, dict(opened)))
    must(as4.find(user, "eb:MessageInfo/eb:MessageId").text == listed["id"], "another id")
    must(as4.find(user, "eb:PartyInfo/eb:From/eb:PartyId").text == listed["from"] and as4.find(user, "eb:PartyInfo/eb:To/eb:PartyId").text == listed["to"], "another party")
    said = {node.get("name"): node.text for node in user.findall("eb:MessageProperties/eb:Property", as4.NS)}
    must(said.get("clause") == listed.get("clause"), "another clause")
    if listed.get("clause"):
        must(any(listed["clause"].startswith(f"{one['id']}/{one['version']} ") and one["sha256"] == said.get("agreement-sha256") for one in agreements), "the agreement is not there")
    for n, (info, content) in enumerate(zip(infos, listed["contents"]), 1):
        of = {node.get("name"): node.text for node in info.findall("eb:PartProperties/eb:Property", as4.NS)}
        octets = files[f"{folder}content/{n}.{ENDINGS.get(content['mediaType'], 'bin')}"]
        signed = opened[names[n - 1]]
        must((gzip.decompress(signed) if of.get("CompressionType") else signed) == octets, "the content is not what was signed")
        must(sha256(octets).hex() == content["sha256"] and len(octets) == content["size"], "another digest of a content")
        must(of.get("MimeType") == content["mediaType"] and of.get("name", "") == content["name"], "another type or name of a content")
    if listed["hasReceipt"]:
        check_receipt(listed, envelope, *split(files[folder + "receipt.mime"]), signers)


def references(node, path):
    return sorted((one.get("URI"), as4.octets(as4.find(one, "ds:DigestValue"))) for one in node.xpath(path, namespaces=as4.NS))


def check_receipt(listed, message, content_type, body, signers):
    by_signer(signers.get(listed["to"], []), lambda certificate: as4.verify(body, content_type, certificate, None))
    receipt = as4.find(as4.parse(body), "/s:Envelope/s:Header/eb:Messaging/eb:SignalMessage")
    must(as4.find(receipt, "eb:MessageInfo/eb:RefToMessageId").text == listed["id"], "a receipt of another message")
    must(references(receipt, "eb:Receipt//ds:Reference") == references(message, "//wsse:Security/ds:Signature/ds:SignedInfo/ds:Reference"), "the receipt is for something else")


def check_records(index, files, policy):
    words = [line.split() for line in policy.decode().split("\n") if line and not line.startswith("#")]
    logs = {word[1].split("+")[0]: word[1] for word in words if word[0] == "log"}
    witnesses = {word[1]: word[2] for word in words if word[0] == "witness"}
    quorum = next(word[1] for word in words if word[0] == "quorum")
    messages = {message["id"]: message for message in index["messages"]}
    approvals = {card["approval"]: card for card in index["cards"] if "approval" in card}
    heads, bound, pending = {}, 0, set()
    for listed in index["records"]:
        text, salt, proof = (files[f"records/{listed['number']}.{ending}"] for ending in ("txt", "salt", "tlog-proof"))
        said = read_record(text)
        must((said["seq"], said["subject_kind"], said.get("subject_id")) == (str(listed["number"]), listed["kind"], listed["subject"]), "a record about something else")
        head, _, note = proof.partition(b"\n\n")
        first, place, *path = head.decode().split("\n")
        must(first == "c2sp.org/tlog-proof@v1" and place.startswith("index "), "no proof")
        if note not in heads:
            heads[note] = open_head(note, logs, witnesses)
            if not is_met(heads[note][3], words, quorum):
                pending.add(note)
        _, size, root, _ = heads[note]
        must(len(salt) == 32, "no salt")
        leaf = tlog.sha256(b"\0", b"\1" + sha256(b"entente/record/1\n" + salt + sha256(text)))
        place = tlog.number(place[6:])
        must(place < size and tlog.root_by_path(leaf, place, size, [tlog.octets(line) for line in path]) == root, "the record is not in the log")
        detail = json.loads(said.get("detail", "{}"))
        if listed["kind"] == "message" and isinstance(detail.get("sha256"), str) and listed["subject"] in messages:
            must(detail["sha256"] == messages[listed["subject"]]["sha256"], "the record names other bytes")
            bound += 1
        if listed["number"] in approvals:
            card = approvals[listed["number"]]
            must(listed["kind"] == "partner" and listed["subject"] == card["party"] and detail.get("fingerprint") == card["fingerprint"], "the record approves another card")
    return bound, len(pending)


def open_head(note, logs, witnesses):
    origin = note.split(b"\n", 1)[0].decode()
    must(origin in logs, "another log")
    lines = note.decode().rpartition("\n\n")[2].split("\n")[:-1]
    there = {(line.split(" ")[1], base64.b64decode(line.split(" ")[2])[:4].hex()) for line in lines}
    present = {name: key for name, key in witnesses.items() if tuple(key.split("+")[:2]) in there}
    found = tlog.open_checkpoint(note, logs[origin], list(present.values()))
    return *found[:3], set(present)


def is_met(seen, words, quorum):
    seen = set(seen)
    for word in words:
        if word[0] == "group":
            least = {"any": 1, "all": len(word) - 3}.get(word[2]) or int(word[2])
            if len(seen.intersection(word[3:])) >= least:
                seen.add(word[1])
    return quorum == "none" or quorum in seen


def read_record(text, head=b"entente/record/1\n"):
    must(text.startswith(head), "another form of record")
    said, rest = {}, text[len(head):]
    while rest:
        name, length, rest = rest.split(b" ", 2)
        length = tlog.number(length.decode())
        must(rest[length:length + 1] == b"\n" and name.decode() not in said, "a line of another length")
        said[name.decode()], rest = rest[:length].decode(), rest[length + 1:]
    return said


def expected_names(index):
    yield from ("mimetype", "summary.html", "evidence.json")
    yield from (f"cards/{card['party']}-{card['version']}.card" for card in index["cards"])
    yield from (f"agreements/{n}.yaml" for n in range(1, len(index["agreements"]) + 1))
    for n, message in enumerate(index["messages"], 1):
        yield f"messages/{n}/message.mime"
        if message["hasReceipt"]:
            yield f"messages/{n}/receipt.mime"
        for part, content in enumerate(message["contents"], 1):
            yield f"messages/{n}/signed/{part}.bin"
            yield f"messages/{n}/content/{part}.{ENDINGS.get(content['mediaType'], 'bin')}"
    for n, item in enumerate(index.get("items", []), 1):
        if "file" in item and "apart" not in item["file"]:
            yield f"items/{n}/file.{ENDINGS.get(item['file']['mediaType'], 'bin')}"
    yield "log/policy.txt"
    for record in index["records"]:
        yield from (f"records/{record['number']}.{ending}" for ending in ("txt", "salt", "tlog-proof"))
    yield from ("META-INF/ASiCManifest.xml", "META-INF/signature.p7s")


def check_file(item, files, name):
    digest = item["file"]["sha256"]
    said = [json.loads(read_record(files[f"records/{step['record']}.txt"])["detail"]).get("sha256") for step in item["steps"]]
    must(digest == item.get("sha256") and digest in said, "a digest that no record of custody names")
    if "apart" not in item["file"]:
        must(len(files[name]) == item["file"]["size"] and sha256(files[name]).hex() == digest, "other bytes of a thing than those on record")


def describe(item):
    lines = [(name, item[name].encode()) for name in ("kind", "name", "origin", "conditions") if item.get(name) is not None]
    of = item.get("translation", {})
    lines += [(name, of[member].encode()) for name, member in (("original", "of"), ("language", "language"), ("translator", "by")) if member in of]
    return sha256(b"entente/thing/1\n" + b"".join(name.encode() + b" %d " % len(value) + value + b"\n" for name, value in lines)).hex()


def check_custody(item, index, files):
    number = str(item["number"])
    must(item["steps"], "a thing without a step")
    must([step["record"] for step in item["steps"]] == sorted(listed["number"] for listed in index["records"] if listed["kind"] == "evidence-item" and listed["subject"] == number), "other steps than there are records of")
    for step in item["steps"]:
        said = read_record(files[f"records/{step['record']}.txt"])
        detail = json.loads(said["detail"])
        must((said["act"], said["officer"], detail["holder"]) == ("custody." + step["act"], step["by"], step["holder"]), "a step of custody that its record tells otherwise")
        must(datetime.datetime.fromisoformat(said["at"]) == datetime.datetime.fromisoformat(step["at"]), "a step of custody at another time")
        if "withheld" not in item:
            must(detail.get("reason") == step.get("note"), "another note on a step of custody")
            must(detail.get("description") in (None, describe(item)), "a thing that is on record as another")


def read_cose(octets):
    """The members of a COSE_Key: a CBOR map from small numbers to numbers and bytes."""
    def head(rest):
        must(rest and (rest[0] & 31) < 27, "a key of another form")
        more = {24: 1, 25: 2, 26: 4}.get(rest[0] & 31, 0)
        must(len(rest) > more, "a key that is cut short")
        return rest[0] >> 5, int.from_bytes(rest[1:1 + more], "big") if more else rest[0] & 31, rest[1 + more:]

    members, (kind, pairs, rest) = {}, head(octets)
    must(kind == 5, "a key of another form")
    for _ in range(pairs):
        kind, value, rest = head(rest)
        must(kind < 2, "a key of another form")
        label = value if kind == 0 else -1 - value
        kind, value, rest = head(rest)
        must(kind < 3 and label not in members and (kind < 2 or value <= len(rest)), "a key of another form")
        members[label] = value if kind == 0 else -1 - value if kind == 1 else rest[:value]
        rest = rest[value:] if kind == 2 else rest
    must(not rest, "something behind a key")
    return members


def verify_cose(octets, signature, message):
    members = read_cose(octets)
    kind, algorithm = members[1], members[3]
    digest = {-7: hashes.SHA256, -37: hashes.SHA256, -257: hashes.SHA256, -35: hashes.SHA384, -38: hashes.SHA384, -258: hashes.SHA384, -36: hashes.SHA512, -39: hashes.SHA512, -259: hashes.SHA512}[algorithm]()
    if kind == 2:
        curve = {(-7, 1): ec.SECP256R1, (-35, 2): ec.SECP384R1, (-36, 3): ec.SECP521R1}[algorithm, members[-1]]()
        point = ec.EllipticCurvePublicNumbers(int.from_bytes(members[-2], "big"), int.from_bytes(members[-3], "big"), curve)
        point.public_key().verify(signature, message, ec.ECDSA(digest))
    else:
        must(kind == 3 and algorithm not in (-7, -35, -36), "a key of another kind")
        how = padding.PKCS1v15() if algorithm < -256 else padding.PSS(padding.MGF1(digest), digest.digest_size)
        rsa.RSAPublicNumbers(int.from_bytes(members[-2], "big"), int.from_bytes(members[-1], "big")).public_key().verify(signature, message, how, digest)


STATEMENT = ("origin", "at", "nonce", "officer", "act", "item", "description", "from", "holder", "awaits", "partner", "sha256", "note", "previous", "previous_sha256")


def check_signature(item, at, index, files):
    """What the officer has signed himself by a step: an assertion of WebAuthn whose challenge is the digest of the statement. Tells whether there is one."""
    step, before = item["steps"][at], item["steps"][at - 1] if at else None
    detail = json.loads(read_record(files[f"records/{step['record']}.txt"])["detail"])
    if "signature" not in step:
        must("statement" not in detail or "withheld" in item, "a step that was signed, without its signature")
        return None
    signature = step["signature"]
    text, key = signature["statement"].encode(), base64.b64decode(signature["key"], validate=True)
    must("withheld" not in item and sha256(text).hex() == detail.get("statement"), "another statement than the record names")
    said = read_record(text, b"entente/custody-step/1\n")
    expected = {"officer": step["by"], "act": step["act"], "description": describe(item), "holder": step["holder"], "note": step.get("note"), **{name: detail.get(name) for name in ("awaits", "partner", "sha256")}}
    if before:
        expected |= {"item": str(item["number"]), "from": before["holder"], "previous": str(before["record"]), "previous_sha256": sha256(files[f"records/{before['record']}.txt"]).hex()}
    expected = {name: value for name, value in expected.items() if value is not None}
    must({name: value for name, value in said.items() if name not in STATEMENT[:3]} == expected, "a statement that says something else than the records")
    must(list(said) == [name for name in STATEMENT if name in said] and set(STATEMENT[:3]) <= set(said), "a statement of another form")
    facts, raw = (base64.b64decode(signature[name], validate=True) for name in ("authenticatorData", "clientData"))
    client = json.loads(raw)
    must(client["type"] == "webauthn.get" and client["challenge"] == base64.urlsafe_b64encode(sha256(text)).decode().rstrip("="), "another challenge than the statement")
    must(client["origin"] == said["origin"] and client.get("crossOrigin", False) is False, "signed on another site")
    must(len(facts) >= 37 and facts[:32] == sha256(urllib.parse.urlsplit(said["origin"]).hostname.encode()), "signed for another site")
    must(facts[32] & 5 == 5, "signed by a key that has verified nobody")
    verify_cose(key, base64.b64decode(signature["value"], validate=True), facts + sha256(raw))
    known = {}
    for listed in index["records"]:
        if (listed["kind"], listed["subject"]) == ("officer", step["by"]) and listed["number"] < step["record"]:
            record = read_record(files[f"records/{listed['number']}.txt"])
            if json.loads(record.get("detail", "{}")).get("key") == sha256(key).hex():
                known[listed["number"]] = record["act"]
    must(known.get(signature["registered"]) == "access.passkey-added" and "access.passkey-removed" not in known.values(), "a key that was not that officer's then")
    return sha256(text)


def check_handout(index, files):
    handout, there = index["handout"], [listed["number"] for listed in index["records"] if listed["kind"] == "evidence-file"]
    if not there:
        return
    asked, approved = (read_record(files[f"records/{number}.txt"]) for number in there)
    must((asked["act"], approved["act"]) == ("evidence-file.asked", "evidence-file.approved") and asked["subject_id"] == approved["subject_id"], "records of another handing out")
    must((asked["officer"], approved["officer"]) == (handout["askedBy"], handout["approvedBy"]) and asked["officer"] != approved["officer"], "asked for or approved by somebody else")
    first, second = json.loads(asked["detail"]), json.loads(approved["detail"])
    must(first["digest"] == second["digest"] and first["recipient"] == second["recipient"] == handout["recipient"], "something else was approved")
    must(f"{first['kind']} {first['subject']}" == handout["query"], "another query was asked")


def check(raw, trusted):
    files = archive(raw)
    must(files.get("mimetype") == b"application/vnd.etsi.asic-e+zip" and next(iter(files)) == "mimetype", "another type")
    manifest = files["META-INF/ASiCManifest.xml"]
    certificate, at = check_cms(files["META-INF/signature.p7s"], manifest)
    listed = [(one.get("URI"), base64.b64decode(one.findtext(DS + "DigestValue"))) for one in as4.parse(manifest).findall(ASIC + "DataObjectReference")]
    must(listed == [(name, sha256(content)) for name, content in files.items() if name != "mimetype" and not name.startswith("META-INF/")], "the manifest lists something else")
    index = json.loads(files["evidence.json"])
    must(index["evidence"] == 1 and list(expected_names(index)) == list(files), "other files than the index lists")
    signers = read_cards(index, files)
    of_maker = [key for key in signers.get(index["madeBy"], []) if key[1] <= at <= key[2]]
    must(any(key[0].public_bytes(serialization.Encoding.DER) == certificate for key in of_maker), "signed by nobody of the maker's card")
    must(not trusted or any(card["party"] == index["madeBy"] and card["fingerprint"] in trusted for card in index["cards"]), "nobody whom you trust has made it")
    for n, agreement in enumerate(index["agreements"], 1):
        must(sha256(files[f"agreements/{n}.yaml"]).hex() == agreement["sha256"], "another text of an agreement")
        for one in agreement["signatures"]:
            der_of = base64.b64decode(one["certificate"])
            must(any(key[0].public_bytes(serialization.Encoding.DER) == der_of for key in signers.get(one["party"], [])), "an agreement signed by a strange key")
            verify_with(x509.load_der_x509_certificate(der_of), base64.b64decode(one["value"]), f"entente/agreement/1\n{agreement['id']}\n{agreement['version']}\n{agreement['sha256']}\n".encode())
    for n, message in enumerate(index["messages"], 1):
        check_message(message, f"messages/{n}/", files, signers, index["agreements"])
    bound, pending = check_records(index, files, files["log/policy.txt"])
    statements = []
    for n, item in enumerate(index.get("items", []), 1):
        if "file" in item:
            check_file(item, files, f"items/{n}/file.{ENDINGS.get(item['file']['mediaType'], 'bin')}")
        check_custody(item, index, files)
        statements += filter(None, (check_signature(item, at, index, files) for at in range(len(item["steps"]))))
    must(len(set(statements)) == len(statements), "one signature under two steps")
    must(all(listed["kind"] != "evidence-item" or any(str(item["number"]) == listed["subject"] for item in index.get("items", [])) for listed in index["records"]), "a record of a thing that is not listed")
    check_handout(index, files)
    return {"messages": len(index["messages"]), "records": len(index["records"]), "bound": bound, "pending": pending, "signed": len(statements), "subject": index["subject"]["id"]}


def judge(raw, trusted=()):
    try:
        return {"good": True, **check(raw, trusted)}
    except (Bad, as4.Bad, tlog.Bad, InvalidSignature, ValueError, KeyError, IndexError, TypeError, AttributeError, StopIteration, OSError, EOFError, struct.error, etree.XMLSyntaxError) as why:
        return {"good": False, "why": f"{type(why).__name__}: {why}"}


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if sys.argv[1] == "--flips":
        whole = pathlib.Path(sys.argv[2]).read_bytes()
        places = range(0, len(whole), int(sys.argv[3]))
        passed = [at for at in places if judge(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])["good"]]
        print(json.dumps({"good": judge(whole)["good"], "tried": len(places), "passed": passed}))
    else:
        print(json.dumps(judge(pathlib.Path(sys.argv[1]).read_bytes(), sys.argv[2:])))
