#!/usr/bin/python3
"""Sends one AS4 message as an access point of another make would, and reads the receipt. It shares nothing with Entente: what it writes is written from
the profile, with Debian's python3-lxml and python3-cryptography.

usage: as4_client.py SETTINGS PAYLOAD

SETTINGS is a JSON file: "url"; "suite" (1.15-RSA, 2.0 or 2.0-EC); "from" and "to", each [party id, type, role]; "agreement" [reference, P-Mode]; "service";
"action"; "answers", null or [message id, conversation] of what it replies to; "properties" {name: value}; "times", how often the same bytes are posted; "spoil", whether a byte of the attachment is changed after all is signed
and sealed; and PEM files: "signing_key", "signing_certificate", "tls_key", "tls_certificate", "recipient" (whom it is encrypted for), "node_signer" (who must
sign the receipt), "node_tls" (the only certificate it connects to). PAYLOAD is an XML file.

Prints a JSON object for each post: {"id": ..., "status": 200, "receipt": [Content-IDs and elements that it acknowledges]}, or {"status": ..., "errors": [...]}.
"""
import base64
import datetime
import gzip
import hashlib
import http.client
import json
import os
import ssl
import sys
import urllib.parse
import uuid

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, utils, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from lxml import etree

import as4_verify

NS = as4_verify.NS
MAP = {"S": NS["s"], "eb": NS["eb"], "wsse": NS["wsse"], "wsu": as4_verify.WSU_ID[1:-3]}
EBBP = "http://docs.oasis-open.org/ebxml-bp/ebbp-signals-2.0"
TOKEN = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#"
BASE64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"
ENCRYPTED_KEY = "http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1#EncryptedKey"
WSSE11 = "http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd"
SIGNATURE = {suite: algorithm for algorithm, suite in as4_verify.SIGNATURES.items()}


def add(parent, prefix, tag, text=None, /, **attributes):
    node = etree.SubElement(parent, f"{{{NS[prefix]}}}{tag}", nsmap={prefix: NS[prefix]})
    node.text = text
    for key, value in attributes.items():
        node.set(key, value)
    return node


def coded(octets):
    return base64.b64encode(octets).decode()


def pem(path, read):
    with open(path, "rb") as file:
        return read(file.read())


def new_envelope():
    """An envelope with what every message has: the ebMS header, the security header and an empty Body."""
    envelope = etree.Element(f"{{{NS['s']}}}Envelope", nsmap=MAP)
    top = etree.SubElement(envelope, f"{{{NS['s']}}}Header")
    messaging, security = (etree.SubElement(top, f"{{{NS[prefix]}}}{tag}") for prefix, tag in (("eb", "Messaging"), ("wsse", "Security")))
    for node in (messaging, security):
        node.set(f"{{{NS['s']}}}mustUnderstand", "true")
    messaging.set(as4_verify.WSU_ID, "ebms")
    body = etree.SubElement(envelope, f"{{{NS['s']}}}Body")
    body.set(as4_verify.WSU_ID, "body")
    return envelope, messaging, security, body


def add_info(parent, message_id, answers=None):
    info = add(parent, "eb", "MessageInfo")
    add(info, "eb", "Timestamp", datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z")
    add(info, "eb", "MessageId", message_id)
    if answers:
        add(info, "eb", "RefToMessageId", answers)


def new_id():
    return f"{uuid.uuid4()}@other.example"


def write(envelope):
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


def describe(settings, messaging, message_id, part):
    user = add(messaging, "eb", "UserMessage")
    answers, conversation = settings.get("answers") or (None, message_id)
    add_info(user, message_id, answers)
    parties = add(user, "eb", "PartyInfo")
    for side in ("From", "To"):
        party, kind, role = settings[side.lower()]
        node = add(parties, "eb", side)
        add(node, "eb", "PartyId", party, type=kind)
        add(node, "eb", "Role", role)
    work = add(user, "eb", "CollaborationInfo")
    add(work, "eb", "AgreementRef", settings["agreement"][0], pmode=settings["agreement"][1])
    add(work, "eb", "Service", settings["service"])
    add(work, "eb", "Action", settings["action"])
    add(work, "eb", "ConversationId", conversation)
    properties = add(user, "eb", "MessageProperties")
    for name, value in settings["properties"].items():
        add(properties, "eb", "Property", value, name=name)
    described = add(add(add(user, "eb", "PayloadInfo"), "eb", "PartInfo", href=f"cid:{part}"), "eb", "PartProperties")
    add(described, "eb", "Property", "application/xml", name="MimeType")
    add(described, "eb", "Property", "application/gzip", name="CompressionType")


def sign(settings, security, elements, attached):
    """Signs the elements and the attachments {Content-ID: octets}; gives the digests by reference."""
    key = pem(settings["signing_key"], lambda text: serialization.load_pem_private_key(text, None))
    certificate = pem(settings["signing_certificate"], x509.load_pem_x509_certificate)
    token = add(security, "wsse", "BinarySecurityToken", coded(certificate.public_bytes(serialization.Encoding.DER)), ValueType=TOKEN + "X509v3", EncodingType=BASE64)
    token.set(as4_verify.WSU_ID, "signer")
    signature = add(security, "ds", "Signature")
    info = add(signature, "ds", "SignedInfo")
    method = add(info, "ds", "CanonicalizationMethod", Algorithm=as4_verify.EXCLUSIVE)
    add(info, "ds", "SignatureMethod", Algorithm=SIGNATURE[settings["suite"]])
    digests = {}
    for uri, transform, content in [("#" + e.get(as4_verify.WSU_ID), as4_verify.EXCLUSIVE, as4_verify.canonical(e, method)) for e in elements] + [
        ("cid:" + part, as4_verify.SWA + "Attachment-Content-Signature-Transform", octets) for part, octets in attached.items()
    ]:
        reference = add(info, "ds", "Reference", URI=uri)
        add(add(reference, "ds", "Transforms"), "ds", "Transform", Algorithm=transform)
        add(reference, "ds", "DigestMethod", Algorithm=as4_verify.SHA256)
        digests[uri] = coded(hashlib.sha256(content).digest())
        add(reference, "ds", "DigestValue", digests[uri])
    signed = as4_verify.canonical(info, method)
    if settings["suite"] == "1.15-RSA":
        value = key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
    elif settings["suite"] == "2.0":
        value = key.sign(signed)
    else:
        value = b"".join(number.to_bytes(32, "big") for number in utils.decode_dss_signature(key.sign(signed, ec.ECDSA(hashes.SHA256()))))
    add(signature, "ds", "SignatureValue", coded(value))
    add(add(add(signature, "ds", "KeyInfo"), "wsse", "SecurityTokenReference"), "wsse", "Reference", URI="#signer", ValueType=TOKEN + "X509v3")
    return digests


def recipient_named(parent, certificate):
    identifier = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    add(add(parent, "wsse", "SecurityTokenReference"), "wsse", "KeyIdentifier", coded(identifier), ValueType=TOKEN + "X509SubjectKeyIdentifier", EncodingType=BASE64)


def wrapped(settings, info, certificate, secret):
    """Describes under KeyInfo whose key it is, and gives the algorithm and the wrapped key."""
    public = certificate.public_key()
    if settings["suite"] == "1.15-RSA":
        recipient_named(info, certificate)
        return NS["xenc11"] + "rsa-oaep", public.encrypt(secret, padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None))
    edwards = settings["suite"] == "2.0"
    own = x25519.X25519PrivateKey.generate() if edwards else ec.generate_private_key(ec.SECP256R1())
    shared = own.exchange(public) if edwards else own.exchange(ec.ECDH(), public)
    salt = os.urandom(16)
    agreement = add(info, "xenc", "AgreementMethod", Algorithm="http://www.w3.org/2021/04/xmldsig-more#x25519" if edwards else NS["xenc11"] + "ECDH-ES")
    parameters = add(add(agreement, "xenc11", "KeyDerivationMethod", Algorithm="http://www.w3.org/2021/04/xmldsig-more#hkdf"), "more", "HKDFParams")
    add(parameters, "more", "PRF", Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")
    add(parameters, "more", "Salt", coded(salt))
    add(parameters, "more", "KeyLength", "16")
    originator = add(agreement, "xenc", "OriginatorKeyInfo")
    if edwards:
        spki = own.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        add(originator, "ds11", "DEREncodedKeyValue", coded(spki))
    else:
        value = add(add(originator, "ds", "KeyValue"), "ds11", "ECKeyValue")
        add(value, "ds11", "NamedCurve", URI="urn:oid:1.2.840.10045.3.1.7")
        add(value, "ds11", "PublicKey", coded(own.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)))
    recipient_named(add(agreement, "xenc", "RecipientKeyInfo"), certificate)
    return NS["xenc"] + "kw-aes128", aes_key_wrap(HKDF(hashes.SHA256(), 16, salt, b"").derive(shared), secret)


def seal(settings, security, part, octets):
    certificate = pem(settings["recipient"], x509.load_pem_x509_certificate)
    secret, nonce = os.urandom(16), os.urandom(12)
    key = add(security, "xenc", "EncryptedKey", Id="key")
    method = add(key, "xenc", "EncryptionMethod")
    info = add(key, "ds", "KeyInfo")
    algorithm, value = wrapped(settings, info, certificate, secret)
    method.set("Algorithm", algorithm)
    if settings["suite"] == "1.15-RSA":
        add(method, "ds", "DigestMethod", Algorithm=as4_verify.SHA256)
        add(method, "xenc11", "MGF", Algorithm=NS["xenc11"] + "mgf1sha256")
    add(add(key, "xenc", "CipherData"), "xenc", "CipherValue", coded(value))
    add(add(key, "xenc", "ReferenceList"), "xenc", "DataReference", URI="#data")
    data = add(security, "xenc", "EncryptedData", Id="data", MimeType="application/gzip", Type=as4_verify.SWA + "Attachment-Content-Only")
    add(data, "xenc", "EncryptionMethod", Algorithm=NS["xenc11"] + "aes128-gcm")
    named = add(add(data, "ds", "KeyInfo"), "wsse", "SecurityTokenReference")
    named.set(f"{{{WSSE11}}}TokenType", ENCRYPTED_KEY)
    add(named, "wsse", "Reference", URI="#key")
    reference = add(add(data, "xenc", "CipherData"), "xenc", "CipherReference", URI="cid:" + part)
    add(add(reference, "xenc", "Transforms"), "ds", "Transform", Algorithm=as4_verify.SWA + "Attachment-Ciphertext-Transform")
    return nonce + AESGCM(secret).encrypt(nonce, octets, b"")


def compose(settings, payload):
    message_id, part = new_id(), new_id()
    envelope, messaging, security, body = new_envelope()
    describe(settings, messaging, message_id, part)
    packed = gzip.compress(payload)
    digests = sign(settings, security, [messaging, body], {part: packed})
    sealed = seal(settings, security, part, packed)
    if settings["spoil"]:
        sealed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    boundary = uuid.uuid4().hex
    parts = b""
    for name, media, content in (("envelope@other.example", "application/soap+xml; charset=UTF-8", write(envelope)), (part, "application/octet-stream", sealed)):
        parts += f"--{boundary}\r\nContent-Type: {media}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <{name}>\r\n\r\n".encode() + content + b"\r\n"
    media = f'multipart/related; boundary="{boundary}"; type="application/soap+xml"; start="<envelope@other.example>"; start-info="application/soap+xml"'
    return message_id, digests, media, parts + f"--{boundary}--\r\n".encode()


def post(settings, media, body):
    url = urllib.parse.urlsplit(settings["url"])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # pinned below
    context.load_cert_chain(settings["tls_certificate"], settings["tls_key"])
    line = http.client.HTTPSConnection(url.hostname, url.port, timeout=60, context=context)
    line.connect()
    pinned = pem(settings["node_tls"], x509.load_pem_x509_certificate).public_bytes(serialization.Encoding.DER)
    if line.sock.getpeercert(binary_form=True) != pinned:
        raise SystemExit("another node answered")
    line.request("POST", url.path, body, {"Content-Type": media})
    answer = line.getresponse()
    return answer.status, answer.getheader("Content-Type", ""), answer.read()


def read(settings, message_id, digests, media, body):
    signer = pem(settings["node_signer"], x509.load_pem_x509_certificate)
    verdict = as4_verify.verify(body, media, signer, None)
    as4_verify.must(verdict["suite"] == settings["suite"], "the answer is of another suite")
    signal = as4_verify.find(as4_verify.parse(as4_verify.unpack(body, media)[0]), "/s:Envelope/s:Header/eb:Messaging/eb:SignalMessage")
    as4_verify.must(as4_verify.find(signal, "eb:MessageInfo/eb:RefToMessageId").text == message_id, "it answers another message")
    errors = signal.findall("eb:Error", NS)
    if errors:
        return {"errors": [error.get("errorCode") for error in errors]}
    told = {
        reference.get("URI"): reference.findtext("ds:DigestValue", namespaces=NS)
        for reference in signal.findall(f"eb:Receipt/{{{EBBP}}}NonRepudiationInformation/{{{EBBP}}}MessagePartNRInformation/ds:Reference", NS)
    }
    as4_verify.must(told == digests, "it acknowledges other digests than those that were signed")
    return {"receipt": sorted(told)}


def main(arguments):
    with open(arguments[0], encoding="utf-8") as file:
        settings = json.load(file)
    with open(arguments[1], "rb") as file:
        message_id, digests, media, body = compose(settings, file.read())
    for _ in range(settings["times"]):
        status, kind, answer = post(settings, media, body)
        print(json.dumps({"id": message_id, "status": status, **read(settings, message_id, digests, kind, answer)}))


if __name__ == "__main__":
    main(sys.argv[1:])
