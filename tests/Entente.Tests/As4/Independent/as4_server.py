#!/usr/bin/python3
"""Takes one AS4 message as an access point of another make would, verifies and opens it, and answers with a receipt. It shares nothing with Entente.

usage: as4_server.py SETTINGS

SETTINGS is a JSON file as as4_client.py has it, with "port", "decryption_key" (PEM) and "spoil", whether the receipt acknowledges other octets than those that came.
Prints {"id": ..., "action": ..., "suite": ..., "encrypted": ..., "payload": text} and ends.
"""
import copy
import gzip
import http.server
import json
import ssl
import sys

from cryptography import x509
from cryptography.hazmat.primitives import serialization

import as4_client
import as4_verify

NS = as4_verify.NS


def receipt(settings, message_id, references):
    envelope, messaging, security, body = as4_client.new_envelope()
    signal = as4_client.add(messaging, "eb", "SignalMessage")
    as4_client.add_info(signal, as4_client.new_id(), answers=message_id)
    information = as4_client.etree.SubElement(as4_client.add(signal, "eb", "Receipt"), f"{{{as4_client.EBBP}}}NonRepudiationInformation", nsmap={"ebbp": as4_client.EBBP})
    for reference in references:
        copied = copy.deepcopy(reference)
        if settings["spoil"]:
            as4_verify.find(copied, "ds:DigestValue").text = as4_client.coded(bytes(32))
        as4_client.etree.SubElement(information, f"{{{as4_client.EBBP}}}MessagePartNRInformation").append(copied)
    as4_client.sign(settings, security, [messaging, body], {})
    return as4_client.write(envelope)


class Taking(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        settings = self.server.settings
        body, media = self.rfile.read(int(self.headers["Content-Length"])), self.headers["Content-Type"]
        key = as4_client.pem(settings["decryption_key"], lambda text: serialization.load_pem_private_key(text, None))
        verdict = as4_verify.verify(body, media, as4_client.pem(settings["node_signer"], x509.load_pem_x509_certificate), key)
        octets, attached = as4_verify.unpack(body, media)
        envelope = as4_verify.parse(octets)
        security = as4_verify.find(envelope, "/s:Envelope/s:Header/wsse:Security")
        as4_verify.decrypt(security, attached, key)
        user = as4_verify.find(envelope, "/s:Envelope/s:Header/eb:Messaging/eb:UserMessage")
        message_id = as4_verify.find(user, "eb:MessageInfo/eb:MessageId").text
        (_, packed), = attached.values()
        self.server.taken = {
            "id": message_id, "action": as4_verify.find(user, "eb:CollaborationInfo/eb:Action").text, "suite": verdict["suite"], "encrypted": verdict["encrypted"],
            "payload": gzip.decompress(packed).decode(),
        }
        answer = receipt(settings, message_id, security.findall("ds:Signature/ds:SignedInfo/ds:Reference", NS))
        self.send_response(200)
        self.send_header("Content-Type", "application/soap+xml; charset=UTF-8")
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def main(arguments):
    with open(arguments[0], encoding="utf-8") as file:
        settings = json.load(file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(settings["tls_certificate"], settings["tls_key"])
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(settings["node_tls"])
    server = http.server.HTTPServer(("127.0.0.1", settings["port"]), Taking)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.timeout, server.settings, server.taken = 60, settings, None
    server.handle_request()
    print(json.dumps(server.taken))


if __name__ == "__main__":
    main(sys.argv[1:])
