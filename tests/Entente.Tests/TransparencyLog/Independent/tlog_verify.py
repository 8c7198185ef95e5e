#!/usr/bin/python3
"""Verifies a transparency log or a proof file, and shares nothing with Entente: Debian's python3-cryptography only.

usage: tlog_verify.py log FOLDER LOG_KEY [WITNESS_KEY...]
       tlog_verify.py proof FILE LEAF LOG_KEY [WITNESS_KEY...]
       tlog_verify.py record RECORD SALT

FOLDER holds what a log serves: checkpoint, tile/..., tile/entries/... ; every tile and entry is read and hashed. LEAF is the entry of the log in
hexadecimal. A key is name+id+base64; every witness that is named must have cosigned. RECORD is a file and SALT 32 bytes in hexadecimal: prints the
entry that commits to them. Prints one JSON object, {"good": true, ...} or {"good": false, "why": ...}. The exit code is 0 whenever a verdict was
reached.
"""
import base64
import hashlib
import json
import pathlib
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Bad(Exception):
    """It is not what it claims to be."""


def must(condition, why):
    if not condition:
        raise Bad(why)


def octets(text):
    value = base64.b64decode(text, validate=True)
    must(base64.b64encode(value).decode() == text, f"not the one base64 of its bytes: {text}")
    return value


def number(text):
    must(text.isascii() and text.isdigit() and str(int(text)) == text, f"not a number: {text}")
    return int(text)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root_of(level):
    """The root over hashes of complete subtrees of one height: joined in pairs, the one left over goes up as it is."""
    must(level, "no hashes")
    while len(level) > 1:
        pairs = [sha256(b"\1", *level[n:n + 2]) for n in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2:]
    return level[0]


def root_by_path(leaf, index, size, path):
    """The root that a path leads to, from the definition of the path itself: which half of the tree is the leaf in?"""
    if size == 1:
        must(not path, "hashes too many")
        return leaf
    must(path, "hashes too few")
    half = 1 << (size - 1).bit_length() - 1
    if index < half:
        return sha256(b"\1", root_by_path(leaf, index, half, path[:-1]), path[-1])
    return sha256(b"\1", path[-1], root_by_path(leaf, index - half, size - half, path[:-1]))


def read_key(text):
    name, key_id, encoded = text.split("+", 2)
    raw = octets(encoded)
    must(len(raw) == 33 and raw[0] in (1, 4), f"another kind of key: {text}")
    must(sha256(name.encode(), b"\n", raw)[:4].hex() == key_id, f"the id is not that of the key: {text}")
    return name, bytes.fromhex(key_id), raw[0], Ed25519PublicKey.from_public_bytes(raw[1:])


def open_checkpoint(raw, log, witnesses):
    """Origin, size, root and times of a note that all the keys have signed."""
    must(all(byte >= 32 or byte == 10 for byte in raw) and raw.endswith(b"\n"), "not text")
    text, _, lines = raw.rpartition(b"\n\n")
    text += b"\n"
    signatures = {}
    for line in lines.decode().split("\n")[:-1]:
        dash, name, value = line.split(" ")
        must(dash == "\u2014", "no dash")
        value = octets(value)
        signatures.setdefault((name, value[:4]), []).append(value[4:])
    times = {}
    for spec in [log, *witnesses]:
        name, key_id, kind, key = read_key(spec)
        must(kind == (1 if spec == log else 4), "a key of the other kind")
        must((name, key_id) in signatures, f"{name} has not signed")
        for value in signatures[name, key_id]:
            message = text
            if kind == 4:
                times[name] = int.from_bytes(value[:8], "big")
                message, value = f"cosignature/v1\ntime {times[name]}\n".encode() + text, value[8:]
            try:
                key.verify(value, message)
            except InvalidSignature:
                raise Bad(f"the signature of {name} is not over this checkpoint") from None
    origin, size, root, *rest = text.decode().split("\n")[:-1]
    must(origin == read_key(log)[0], "another origin than the name of the key")
    must(all(rest), "an empty line")
    return origin, number(size), octets(root), times


def tile_path(level, index, width):
    groups = f"{index:03d}"
    groups = groups.zfill(-(-len(groups) // 3) * 3)
    parts = [groups[n:n + 3] for n in range(0, len(groups), 3)]
    name = "/".join(["x" + part for part in parts[:-1]] + parts[-1:])
    return f"tile/{level}/{name}" + ("" if width == 256 else f".p/{width}")


def widths(count):
    return [(n, min(256, count - 256 * n)) for n in range(-(-count // 256))]


def check_log(folder, log, witnesses):
    folder = pathlib.Path(folder)
    origin, size, root, times = open_checkpoint((folder / "checkpoint").read_bytes(), log, witnesses)
    entries = []
    for index, width in widths(size):
        path = tile_path("entries", index, width)
        bundle = (folder / path).read_bytes()
        for _ in range(width):
            length = int.from_bytes(bundle[:2], "big")
            must(len(bundle) >= 2 + length, f"{path} is cut short")
            entries.append(bundle[2:2 + length])
            bundle = bundle[2 + length:]
        must(not bundle, f"{path} goes on")
    hashes = [sha256(b"\0", entry) for entry in entries]
    must((root_of(hashes) if hashes else sha256()) == root, "the entries do not lead to the root")
    level, tiles = 0, 0
    while hashes:
        for index, width in widths(len(hashes)):
            path = tile_path(level, index, width)
            must((folder / path).read_bytes() == b"".join(hashes[256 * index:256 * index + width]), f"{path} is not what the entries make")
            tiles += 1
        hashes = [root_of(hashes[n:n + 256]) for n in range(0, len(hashes) - 255, 256)]
        level += 1
    return {"origin": origin, "size": size, "root": root.hex(), "tiles": tiles, "times": times}


def check_proof(file, leaf, log, witnesses):
    head, _, note = pathlib.Path(file).read_bytes().partition(b"\n\n")
    first, index, *path = head.decode().split("\n")
    must(first == "c2sp.org/tlog-proof@v1" and index.startswith("index "), "not a proof file")
    index, path = number(index[6:]), [octets(line) for line in path]
    must(all(len(node) == 32 for node in path), "a hash of another length")
    origin, size, root, times = open_checkpoint(note, log, witnesses)
    must(index < size, "no such entry")
    must(root_by_path(sha256(b"\0", bytes.fromhex(leaf)), index, size, path) == root, "the path does not lead to the root")
    return {"origin": origin, "size": size, "index": index, "times": times}


def commit(record, salt):
    salt = bytes.fromhex(salt)
    must(len(salt) == 32, "a salt has 32 bytes")
    return {"entry": (b"\1" + sha256(b"entente/record/1\n", salt, sha256(pathlib.Path(record).read_bytes()))).hex()}


def judge(words):
    try:
        if words[0] == "log":
            found = check_log(words[1], words[2], words[3:])
        elif words[0] == "proof":
            found = check_proof(words[1], words[2], words[3], words[4:])
        else:
            found = commit(*words[1:])
        return {"good": True, **found}
    except (Bad, ValueError, OSError) as why:
        return {"good": False, "why": str(why)}


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[1] not in ("log", "proof", "record"):
        sys.exit(__doc__)
    print(json.dumps(judge(sys.argv[1:])))
