#!/usr/bin/python3
"""Makes tests/data/formats: small files as the publishers' own tools write them.

CIFAR-10 batches by Python's pickle in every protocol (the published ones are of protocol 2 and have Python 2's text:
cifar-python2 is written so by hand), SVHN's arrays by scipy.io.savemat, a database by LMDB itself, tensors by
torch.save in both containers.

Run with Debian 12's python3-numpy (1.24.2), python3-scipy (1.10.1), python3-lmdb (1.4.0) and python3-torch (1.13.1).
"""
import pathlib
import pickle
import shutil
import struct

import lmdb
import numpy as np
import scipy.io
import torch

FOLDER = pathlib.Path(__file__).parent / "formats"
IMAGE = 3 * 32 * 32


def noise(count):
    """Value i is bits 13 to 20 of i * 2654435761."""
    i = np.arange(count, dtype=np.uint64)
    return ((i * np.uint64(2654435761)) >> np.uint64(13)).astype(np.uint8)


def python2_batch(data, labels):
    """The published files' operations: text is str of Python 2 (U, T), the array is made by _reconstruct."""
    text = lambda s: b"U" + bytes([len(s)]) + s
    out = b"\x80\x02}q\x01(" + text(b"batch_label") + b"q\x02" + text(b"testing batch 1 of 1") + b"q\x03"
    out += text(b"labels") + b"q\x04]q\x05(" + b"".join(b"K" + bytes([label]) for label in labels) + b"e"
    out += text(b"data") + b"q\x06cnumpy.core.multiarray\n_reconstruct\nq\x07cnumpy\nndarray\nq\x08K\0\x85"
    out += text(b"b") + b"\x87Rq\x09"
    out += b"(K\x01" + b"K" + bytes([len(labels)]) + b"M" + struct.pack("<H", IMAGE) + b"\x86"
    out += b"cnumpy\ndtype\nq\x0a" + text(b"u1") + b"K\0K\x01\x87Rq\x0b(K\x03"
    out += text(b"|") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb"
    out += b"\x89T" + struct.pack("<I", data.size) + data.tobytes() + b"tb"
    return out + b"u."


def tensors():
    """A state_dict: two layers, a view into a larger storage, whole numbers and half precision."""
    weight = torch.arange(12.).reshape(3, 4) / 8
    return {
        "a.weight": weight,
        "a.bias": weight[1],
        "b.transposed": weight.t(),
        "b.count": torch.tensor(7),
        "b.half": weight.half(),
    }


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    data, labels = noise(2 * IMAGE).reshape(2, IMAGE), [7, 3]
    for protocol in range(6):
        with open(FOLDER / f"cifar-protocol{protocol}", "wb") as file:
            pickle.dump({b"labels": labels, b"data": data, b"filenames": [b"a.png", b"b.png"]}, file, protocol)
    (FOLDER / "cifar-python2").write_bytes(python2_batch(data, labels))

    torch.save(tensors(), FOLDER / "zip.pth")
    torch.save(tensors(), FOLDER / "legacy.pth", _use_new_zipfile_serialization=False)

    arrays = {"X": noise(2 * IMAGE).reshape(32, 32, 3, 2), "y": np.array([[10], [4]], np.uint8)}
    scipy.io.savemat(FOLDER / "compressed.mat", arrays, do_compression=True)
    scipy.io.savemat(FOLDER / "plain.mat", {"other": np.eye(3), **arrays, "y": arrays["y"].astype(float)})

    # Keys in random order; values from none to several pages: on leaves, and on pages of their own.
    database = lmdb.open(str(FOLDER / "lmdb"), map_size=1 << 22)
    with database.begin(write=True) as transaction:
        for i in range(300):
            k = i * 37 % 300
            transaction.put(f"{k:05d}".encode(), noise(k * k % (9001 if k % 15 == 0 else 97)).tobytes())
    with database.begin(write=True) as transaction:
        transaction.delete(b"00123")
    database.close()
    (FOLDER / "lmdb" / "lock.mdb").unlink()

    # As LSUN: keys are hashes, values are WebP. The images are those that images.py makes.
    database = lmdb.open(str(FOLDER / "lsun"), map_size=1 << 20)
    with database.begin(write=True) as transaction:
        for key, name in [(b"0" * 40, "lossless.webp"), (b"f" * 40, "lossy.webp")]:
            transaction.put(key, (FOLDER.parent / "images" / name).read_bytes())
    database.close()
    (FOLDER / "lsun" / "lock.mdb").unlink()


main()
