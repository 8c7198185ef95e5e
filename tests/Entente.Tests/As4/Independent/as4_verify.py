#!/usr/bin/python3
"""Verifies and decrypts one secured AS4 message, and shares nothing with Entente: Debian's python3-lxml and python3-cryptography only.

usage: as4_verify.py MESSAGE CONTENT_TYPE SIGNER_CERTIFICATE [PKCS8_KEY]

MESSAGE is the HTTP body, CONTENT_TYPE the text of its header, SIGNER_CERTIFICATE the DER certificate that must have signed, PKCS8_KEY the DER private
key that the message may be encrypted for. Prints one JSON object: {"good": true, "suite": ..., "encrypted": ..., "parts": {content id: SHA-256}}, or
{"good": false, "why": ...}. The exit code is 0 whenever a verdict was reached.
"""
import base64
import email.parser
import email.policy
import hashlib
import json
import sys
import urllib.parse

from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap
from lxml import etree

NS = {
    "s": "http://www.w3.org/2003/05/soap-envelope",
    "eb": "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/",
    "wsse": "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "ds11": "http://www.w3.org/2009/xmldsig11#",
    "more": "http://www.w3.org/2021/04/xmldsig-more#",
    "xenc": "http://www.w3.org/2001/04/xmlenc#",
    "xenc11": "http://www.w3.org/2009/xmlenc11#",
}
WSU_ID = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd}Id"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
SWA = "http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
SIGNATURES = {
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256": "1.15-RSA",
    "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519": "2.0",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256": "2.0-EC",
}
OAEP_DIGESTS = {SHA256: hashes.SHA256, NS["ds"] + "sha1": hashes.SHA1}
OAEP_MASKS = {NS["xenc11"] + "mgf1sha256": hashes.SHA256, NS["xenc11"] + "mgf1sha1": hashes.SHA1}


class Bad(Exception):
    """The message is not what it claims to be."""


def must(condition, why):
    if not condition:
        raise Bad(why)


def find(node, path):
    found = node.xpath(path, namespaces=NS)
    must(len(found) == 1, f"{len(found)} times {path}")
    return found[0]


def octets(node):
    return base64.b64decode("".join(node.text.split()), validate=True)


def unpack(body, content_type):
    """The envelope, and the attachments as {content id: (media type, octets)}."""
    if not content_type.lower().startswith("multipart/"):
        return body, {}
    boundary = b"--" + email.parser.Parser(policy=email.policy.HTTP).parsestr(f"Content-Type: {content_type}\r\n\r\n").get_boundary().encode()
    parts = []
    for piece in (b"\r\n" + body).split(b"\r\n" + boundary)[1:-1]:
        head, content = piece.removeprefix(b"\r\n").split(b"\r\n\r\n", 1)
        headers = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + b"\r\n\r\n")
        must(headers.get("Content-Transfer-Encoding", "binary") == "binary", "a transfer encoding")
        parts.append((headers["Content-ID"].strip().strip("<>"), headers["Content-Type"], content))
    attached = {name: (media, content) for name, media, content in parts[1:]}
    must(len(attached) == len(parts) - 1, "two attachments of one name")
    return parts[0][2], attached


def canonical(element, method):
    lists = method.xpath("ec:InclusiveNamespaces/@PrefixList", namespaces={"ec": EXCLUSIVE})
    prefixes = lists[0].split() if lists else None
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False, inclusive_ns_prefixes=prefixes)


def attachment_octets(media, content):
    kind = media.split(";")[0].strip().lower()
    if kind in ("text/xml", "application/xml") or kind.endswith("+xml"):
        return etree.tostring(parse(content), method="c14n", exclusive=True, with_comments=False)
    if kind.startswith("text/"):
        return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
    return content


def parse(content):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree = etree.fromstring(content, parser)
    must(not tree.getroottree().docinfo.doctype, "a document type")
    return tree


def part_name(uri, attached):
    must(uri.startswith("cid:"), f"no attachment: {uri}")
    name = uri[4:] if uri[4:] in attached else urllib.parse.unquote(uri[4:])
    must(name in attached, f"no such attachment: {name}")
    return name


def claims(reference, security, certificate):
    """Whether a SecurityTokenReference means this certificate."""
    child = find(reference, "*")
    if child.tag == f"{{{NS['wsse']}}}Reference":
        token = [t for t in security.findall("wsse:BinarySecurityToken", NS) if t.get(WSU_ID) == child.get("URI")[1:]]
        must(len(token) == 1, "the token is not there")
        der = certificate.public_bytes(serialization.Encoding.DER)
        if token[0].get("ValueType").endswith("#X509PKIPathv1"):
            return octets(token[0]).endswith(der)
        return octets(token[0]) == der
    if child.tag == f"{{{NS['wsse']}}}KeyIdentifier":
        must(child.get("ValueType").endswith("#X509SubjectKeyIdentifier"), "another key identifier")
        return octets(child) == certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    pair = find(child, "ds:X509IssuerSerial")
    name = x509.Name.from_rfc4514_string(pair.findtext("ds:X509IssuerName", namespaces=NS))
    return name == certificate.issuer and int(pair.findtext("ds:X509SerialNumber", namespaces=NS)) == certificate.serial_number


def check_value(key, suite, message, signature):
    try:
        if suite == "1.15-RSA":
            key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
        elif suite == "2.0":
            key.verify(signature, message)
        else:
            r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
            must(len(signature) == 64, "the signature is not of 64 octets")
            key.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise Bad("the signature does not verify") from None


def oaep(method):
    digest = method.find("ds:DigestMethod", NS)
    mask = method.find("xenc11:MGF", NS)
    algorithm = OAEP_DIGESTS[digest.get("Algorithm")]() if digest is not None else hashes.SHA1()
    return padding.OAEP(padding.MGF1(OAEP_MASKS[mask.get("Algorithm")]() if mask is not None else hashes.SHA1()), algorithm, None)


def agreed_key(key, agreement):
    parameters = find(agreement, "xenc11:KeyDerivationMethod[@Algorithm='http://www.w3.org/2021/04/xmldsig-more#hkdf']/more:HKDFParams")
    must(find(parameters, "more:PRF").get("Algorithm") == "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "another PRF")
    must(find(parameters, "more:KeyLength").text == "16", "another KeyLength")
    originator = find(agreement, "xenc:OriginatorKeyInfo")
    if isinstance(key, x25519.X25519PrivateKey):
        must(agreement.get("Algorithm") == "http://www.w3.org/2021/04/xmldsig-more#x25519", "another agreement")
        secret = key.exchange(serialization.load_der_public_key(octets(find(originator, "ds11:DEREncodedKeyValue"))))
    else:
        must(agreement.get("Algorithm") == NS["xenc11"] + "ECDH-ES", "another agreement")
        value = find(originator, "ds:KeyValue/ds11:ECKeyValue")
        must(find(value, "ds11:NamedCurve").get("URI") == "urn:oid:1.2.840.10045.3.1.7", "another curve")
        secret = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), octets(find(value, "ds11:PublicKey"))))
    return HKDF(hashes.SHA256(), 16, octets(find(parameters, "more:Salt")), b"").derive(secret)


def content_key(encrypted_key, key):
    method = find(encrypted_key, "xenc:EncryptionMethod")
    value = octets(find(encrypted_key, "xenc:CipherData/xenc:CipherValue"))
    if isinstance(key, rsa.RSAPrivateKey):
        must(method.get("Algorithm") == NS["xenc11"] + "rsa-oaep", "another key transport")
        return key.decrypt(value, oaep(method))
    must(method.get("Algorithm") == NS["xenc"] + "kw-aes128", "another key wrap")
    return aes_key_unwrap(agreed_key(key, find(encrypted_key, "ds:KeyInfo/xenc:AgreementMethod")), value)


def decrypt(security, attached, key):
    for data in security.findall("xenc:EncryptedData", NS):
        must(data.get("Type") == SWA + "Attachment-Content-Only", "another type of encrypted data")
        must(find(data, "xenc:EncryptionMethod").get("Algorithm") == NS["xenc11"] + "aes128-gcm", "another cipher")
        reference = find(data, "xenc:CipherData/xenc:CipherReference")
        must(find(reference, "xenc:Transforms/ds:Transform").get("Algorithm") == SWA + "Attachment-Ciphertext-Transform", "another transform")
        key_id = find(data, "ds:KeyInfo/wsse:SecurityTokenReference/wsse:Reference").get("URI")[1:]
        name = part_name(reference.get("URI"), attached)
        if isinstance(key, dict):
            # No key, but what was encrypted, by Content-ID: the digests of the signature decide whether it is that.
            must(name in key, f"what was encrypted as {name} is not at hand")
            attached[name] = (data.get("MimeType"), key[name])
            continue
        cipher = attached[name][1]
        plain = AESGCM(content_key(find(security, f"xenc:EncryptedKey[@Id='{key_id}']"), key)).decrypt(cipher[:12], cipher[12:], b"")
        attached[name] = (data.get("MimeType"), plain)


def verify(body, content_type, certificate, key):
    envelope_octets, attached = unpack(body, content_type)
    envelope = parse(envelope_octets)
    messaging = find(envelope, "/s:Envelope/s:Header/eb:Messaging")
    security = find(envelope, "/s:Envelope/s:Header/wsse:Security")
    soap_body = find(envelope, "/s:Envelope/s:Body")
    must(len(soap_body) == 0 and not (soap_body.text or "").strip(), "the Body is not empty")
    signature = find(security, "ds:Signature")
    signed_info = find(signature, "ds:SignedInfo")
    suite = SIGNATURES.get(find(signed_info, "ds:SignatureMethod").get("Algorithm"))
    must(suite, "an unknown signature algorithm")
    must(claims(find(signature, "ds:KeyInfo/wsse:SecurityTokenReference"), security, certificate), "another signer")
    method = find(signed_info, "ds:CanonicalizationMethod")
    must(method.get("Algorithm") == EXCLUSIVE, "another canonical form")
    check_value(certificate.public_key(), suite, canonical(signed_info, method), octets(find(signature, "ds:SignatureValue")))

    encrypted = len(security.findall("xenc:EncryptedData", NS))
    must(encrypted in (0, len(attached)), "some attachments are encrypted and some are not")
    if encrypted:
        decrypt(security, attached, key)

    targets = {"#" + element.get(WSU_ID): element for element in (messaging, soap_body)}
    covered = set()
    for reference in signed_info.findall("ds:Reference", NS):
        uri = reference.get("URI")
        transform = find(reference, "ds:Transforms/ds:Transform")
        must(find(reference, "ds:DigestMethod").get("Algorithm") == SHA256, "another digest")
        if uri.startswith("#"):
            must(uri in targets and transform.get("Algorithm") == EXCLUSIVE, f"a reference to {uri}")
            content, target = canonical(targets[uri], transform), uri
        else:
            target = part_name(uri, attached)
            must(transform.get("Algorithm") == SWA + "Attachment-Content-Signature-Transform", "another transform")
            content = attachment_octets(*attached[target])
        must(hashlib.sha256(content).digest() == octets(find(reference, "ds:DigestValue")), f"{uri} was changed")
        must(target not in covered, f"{uri} twice")
        covered.add(target)
    must(covered == set(targets) | set(attached), "something is not signed")
    return {"good": True, "suite": suite, "encrypted": encrypted > 0, "parts": {name: hashlib.sha256(content).hexdigest() for name, (_, content) in attached.items()}}


def main(arguments):
    message, content_type, signer = arguments[:3]
    with open(message, "rb") as file:
        body = file.read()
    with open(signer, "rb") as file:
        certificate = x509.load_der_x509_certificate(file.read())
    key = None
    if len(arguments) > 3:
        with open(arguments[3], "rb") as file:
            key = serialization.load_der_private_key(file.read(), None)
    try:
        verdict = verify(body, content_type, certificate, key)
    except (Bad, InvalidTag, InvalidUnwrap, ValueError, AttributeError, KeyError, etree.XMLSyntaxError) as problem:
        verdict = {"good": False, "why": f"{type(problem).__name__}: {problem}"}
    print(json.dumps(verdict))


if __name__ == "__main__":
    main(sys.argv[1:])
