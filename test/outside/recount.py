"""Counts again what is opened to the public of a ledger: docs/formats.md, by hand, with nothing but Python's standard library.

    python3 recount.py FOLDER     the published folder, with ledger/ and opened/

It does not check the checkpoint's signature (the standard library has no Ed25519) nor the hash tiles: it believes the root
in `ledger/checkpoint`, and nothing else. The last line is OK, or INVALID with the reason; the exit code 0 or 1.
"""

import base64
import collections
import hashlib
import json
import pathlib
import sys


class Invalid(Exception):
    pass


def need(condition, reason):
    if not condition:
        raise Invalid(reason)


def sha256(data):
    return hashlib.sha256(data).digest()


def b64u(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def tile_name(n):
    name = "%03d" % (n % 1000)
    while n >= 1000:
        n //= 1000
        name = "x%03d/%s" % (n % 1000, name)
    return name


def entries_of(ledger, size):
    """The logged bytes of all entries, from their tiles (§6)."""
    entries = []
    for n in range((size + 255) // 256):
        width = min(256, size - 256 * n)
        full = ledger / "tile" / "entries" / tile_name(n)
        part = pathlib.Path("%s.p/%d" % (full, width))
        data = (part if width < 256 and part.exists() else full).read_bytes()
        at = 0
        for _ in range(width):
            length = int.from_bytes(data[at : at + 2], "big")
            need(at + 2 + length <= len(data), "an entry tile is cut off")
            entries.append(data[at + 2 : at + 2 + length])
            at += 2 + length
    return entries


def root_of(entries):
    """RFC 6962, §2.1."""
    row = [sha256(b"\0" + entry) for entry in entries]
    while len(row) > 1:
        pairs = [sha256(b"\1" + row[i] + row[i + 1]) for i in range(0, len(row) - 1, 2)]
        row = pairs + row[len(row) - len(row) % 2 :]
    return row[0] if row else sha256(b"")


def disclosed(entry, disclosures):
    """The fields that disclosures of one entry disclose (§2): each digest stands in `_sd`."""
    sealed = set(json.loads(entry)["_sd"])
    fields = {}
    for disclosure in disclosures:
        need(b64u(sha256(disclosure.encode())) in sealed, "a disclosure is not of its entry")
        _, name, value = json.loads(base64.urlsafe_b64decode(disclosure + "=" * (-len(disclosure) % 4)))
        need(name not in fields, "a field stands twice")
        fields[name] = value
    return fields


def recount(folder):
    origin, size, root = (folder / "ledger" / "checkpoint").read_text(encoding="utf-8").split("\n")[:3]
    entries = entries_of(folder / "ledger", int(size))
    need(base64.b64encode(root_of(entries)).decode() == root, "the entries do not give the root in the checkpoint")
    counts, seen, sums, n = collections.Counter(), set(), None, 0
    while (folder / "opened" / ("%d.statement.json" % (n + 1))).exists():
        n += 1
        statement = json.loads((folder / "opened" / ("%d.statement.json" % n)).read_bytes())
        fields = disclosed(entries[statement["index"]], statement["disclosures"])
        need((fields["kind"], fields["outcome"]) == ("ledger.disclose", "permitted"), "batch %d: not stated" % n)
        act, stated = fields["act"], fields["act"]["detail"]
        need((act["actor"], act["kind"], act["ledger"]) == ("operator", "ledger.disclose", origin), "not the operator's")
        need(stated["batch"] == n, "batch %d: another is stated" % n)
        text = (folder / "opened" / str(n) / "manifest.json").read_bytes()
        need(sha256(text).hex() == stated["manifest"], "batch %d: another manifest is stated" % n)
        manifest = json.loads(text)
        need(sha256(canonical(manifest["policy"])).hex() == stated["policy"], "batch %d: another policy is stated" % n)
        for k, part in enumerate(manifest["parts"]):
            data = (folder / "opened" / str(n) / ("%d.jsonl" % (k + 1))).read_bytes()
            need(sha256(data).hex() == part["digest"], "batch %d: part %d is another" % (n, k + 1))
            for line in data.decode().splitlines():
                line = json.loads(line)
                index = line["index"]
                need(0 <= index < stated["size"] <= statement["index"], "entry %d was not looked at" % index)
                need(index not in seen, "entry %d is opened twice" % index)
                seen.add(index)
                fields = disclosed(entries[index], line["disclosures"])
                need(fields.keys() <= {"activityClass", "agency", "kind", "outcome"}, "a field that is not to be opened")
                counts[" ".join("%s=%s" % field for field in sorted(fields.items()))] += 1
        sums = [stated[name] for name in ("opened", "withheld", "erased", "filler")]
        need(sums[0] == len(seen), "batch %d: %d entries are stated, %d are there" % (n, sums[0], len(seen)))
        need(sum(sums) == stated["size"], "batch %d does not add up" % n)
    for what, count in sorted(counts.items()):
        print("%6d  %s" % (count, what))
    if sums is not None:
        print("batches %d: %d + %d + %d + %d = %d" % (n, *sums, sum(sums)))
    print("OK")


if __name__ == "__main__":
    try:
        recount(pathlib.Path(sys.argv[1]))
    except (Invalid, OSError, ValueError, LookupError, TypeError) as error:
        print("INVALID: %s" % error)
        sys.exit(1)
