#!/usr/bin/env python3
"""Runs saddle on hostile files, each in a process of its own, and tells what each reader took at worst.

    SADDLE_HOSTILE=/tmp/hostile dotnet test tests/Saddle.Data.Tests -c Release --filter HostileTests
    benchmarks/hostile.py /tmp/hostile [READER ...]

A file passes if the program ends with status 0 to 3, writes at most a few short lines to standard error, and takes less
than 10 s of processor time and 1 GiB. The first line of the table is what the program takes for two good images.
"""
import os
import struct
import subprocess
import sys
import tempfile
import time
import zlib

SADDLE = os.environ.get("SADDLE", os.path.join(os.path.dirname(__file__), "..", "saddle")).split()
PIXELS = ["--extractor", "pixels:size=8", "--no-cache"]
COMMANDS = {
    "safetensors": lambda f, good: ["fid", good, good, "--no-cache", "--weights", f],
    "torch": lambda f, good: ["fid", good, good, "--no-cache", "--weights", f],
    "npy": lambda f, good: ["fid", f, f],
    "npz": lambda f, good: ["fid", f, f],
    "idx": lambda f, good: ["fid", f, f, *PIXELS],
    "cifar": lambda f, good: ["fid", f, f, *PIXELS],
    "zip": lambda f, good: ["fid", f, f, *PIXELS],
    "image": lambda f, good: ["fid", os.path.dirname(f), os.path.dirname(f), *PIXELS],
    "lmdb": lambda f, good: ["fid", f"lsun:path={f}", f"lsun:path={f}", *PIXELS],
    "mat": lambda f, good: ["fid", f"svhn:path={f}", f"svhn:path={f}", *PIXELS],
    "tar": lambda f, good: ["fid", f"cifar10:path={f}", f"cifar10:path={f}", *PIXELS],
    "text": lambda f, good: ["metrics", f"text:path={f}", f"text:path={f}"],
    "tensorboard": lambda f, good: ["doctor", f],
}
SECONDS, KIBIBYTES, STATUSES, CHARACTERS = 10, 1 << 20, (0, 1, 2, 3), 5000


def png(value):
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = b"".join(b"\0" + bytes([(value * x * y) % 256 for x in range(16)]) for y in range(16))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def run(arguments):
    """Status, processor seconds, KiB at most, and standard error."""
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen([*SADDLE, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                 stderr=errors, start_new_session=True)
        until = time.monotonic() + 20 * SECONDS
        pid = 0
        while pid == 0:
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
            if pid == 0 and (time.monotonic() > until):
                os.killpg(child.pid, 9)
                _, status, used = os.wait4(child.pid, 0)
                break
            time.sleep(0.01)
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        return child.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss, errors.read().decode(errors="replace")


def main(folder, wanted):
    good = tempfile.mkdtemp()
    for i in range(3):
        with open(os.path.join(good, f"{i}.png"), "wb") as file:
            file.write(png(i + 1))
    print("| reader | files | processor time at worst | memory at worst |\n|---|---|---|---|")
    _, seconds, memory, _ = run(["fid", good, good, *PIXELS])
    print(f"| none: two good images | | {seconds:.1f} s | {memory >> 10} MiB |", flush=True)
    failed = []
    for reader in wanted or sorted(os.listdir(folder)):
        worst = [(0, ""), (0, "")]
        names = sorted(os.listdir(os.path.join(folder, reader)))
        for name in names:
            path = os.path.join(folder, reader, name, name.removesuffix(".d"))
            status, seconds, memory, said = run(COMMANDS[reader](path, good))
            worst = [max(worst[0], (seconds, name)), max(worst[1], (memory, name))]
            lines = [line for line in said.splitlines() if not line.startswith("saddle: warning")]
            if (status not in STATUSES or seconds > SECONDS or memory > KIBIBYTES or len(said) > CHARACTERS
                    or (status and len(lines) != 1)):
                failed.append(f"{reader}/{name}: status {status}, {seconds:.1f} s, {memory >> 10} MiB: {said[:300]!r}")
            if os.environ.get("VERBOSE"):
                print(f"{reader}/{name}: {status} {seconds:.1f} s {memory >> 10} MiB {said[:160]!r}", file=sys.stderr)
        (seconds, slow), (memory, large) = worst
        print(f"| {reader} | {len(names)} | {seconds:.1f} s ({slow}) | {memory >> 10} MiB ({large}) |", flush=True)
    print("\n".join(["", f"{len(failed)} failed", *failed]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
