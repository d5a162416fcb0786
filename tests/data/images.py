#!/usr/bin/python3
"""Makes tests/data/images: small image files of every kind, and the pixels that Pillow gives for them.

Run with Debian 12's python3-pil (9.4.0, libjpeg-turbo 2.1.5, libwebp 1.2.4) and python3-numpy (1.24.2).
"""
import base64
import io
import json
import pathlib
import struct
import zlib

import numpy as np
import PIL
from PIL import Image, features

FOLDER = pathlib.Path(__file__).parent / "images"
WIDTH, HEIGHT = 19, 13


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pack_rows(samples, depth):
    """Filter byte 0 and packed samples, row by row; samples is [height, width, channels]."""
    rows = b""
    for row in samples.reshape(samples.shape[0], -1):
        if depth == 16:
            rows += b"\0" + row.astype(">u2").tobytes()
        elif depth == 8:
            rows += b"\0" + row.astype(np.uint8).tobytes()
        else:
            bits = "".join(format(v, f"0{depth}b") for v in row)
            bits += "0" * (-len(bits) % 8)
            rows += b"\0" + bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
    return rows


def adam7(samples):
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    for y, x, dy, dx in passes:
        part = samples[y::dy, x::dx]
        if part.size:
            yield part


def png(samples, depth, colour, interlaced, extra=b""):
    parts = adam7(samples) if interlaced else [samples]
    data = b"".join(pack_rows(part, depth) for part in parts)
    header = struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], depth, colour, 0, 0, int(interlaced))
    packed = chunk(b"IDAT", zlib.compress(data))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + packed + chunk(b"IEND", b"")


def picture(channels, top=255):
    """Smooth, with edges: what JPEG is made for."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    planes = [
        0.5 + 0.45 * np.sin(0.31 * x + 0.2 * y + k) * np.cos(0.17 * y - k) + 0.2 * ((x + 2 * y + 5 * k) % 9 > 6)
        for k in range(channels)
    ]
    return np.clip(np.stack(planes, axis=-1) * top, 0, top).round().astype(np.int64)


def make_png():
    random = np.random.RandomState(1)
    for interlaced in (False, True):
        end = "-interlaced.png" if interlaced else ".png"
        for colour, name, channels, depths in [
            (0, "grey", 1, (1, 2, 4, 8, 16)), (2, "rgb", 3, (8, 16)), (3, "palette", 1, (1, 2, 4, 8)),
            (4, "grey-alpha", 2, (8, 16)), (6, "rgb-alpha", 4, (8, 16)),
        ]:
            for depth in depths:
                extra = b""
                top = 2**depth - 1
                if colour == 3:
                    entries = min(2**depth, 200)
                    top = entries - 1
                    extra = chunk(b"PLTE", random.bytes(3 * entries)) + chunk(b"tRNS", random.bytes(entries // 2))
                samples = random.randint(0, top + 1, (HEIGHT, WIDTH, channels))
                yield f"{name}-{depth}{end}", png(samples, depth, colour, interlaced, extra)
    # Grey of 16 bits that fits 8 bits, colours declared transparent, and a gamma that nobody applies.
    yield "grey-16-dark.png", png(random.randint(0, 300, (HEIGHT, WIDTH, 1)), 16, 0, False)
    yield "rgb-8-transparent.png", png(
        random.randint(0, 256, (HEIGHT, WIDTH, 3)), 8, 2, False,
        chunk(b"gAMA", struct.pack(">I", 45455)) + chunk(b"tRNS", struct.pack(">HHH", 10, 20, 30)))


def saved(array, mode, **options):
    file = io.BytesIO()
    Image.fromarray(array.astype(np.uint8), mode).save(file, **options)
    return file.getvalue()


def make_jpeg():
    grey, rgb, cmyk = picture(1)[..., 0], picture(3), picture(4)
    yield "grey.jpg", saved(grey, "L", format="JPEG", quality=80)
    for sampling, name in [(0, "444"), (1, "422"), (2, "420")]:
        yield f"rgb-{name}.jpg", saved(rgb, "RGB", format="JPEG", quality=85, subsampling=sampling)
        yield f"rgb-{name}-progressive.jpg", saved(
            rgb, "RGB", format="JPEG", quality=60, subsampling=sampling, progressive=True)
    inverted = saved(cmyk, "CMYK", format="JPEG", quality=90)
    yield "cmyk.jpg", inverted
    # The last byte of Adobe's marker says how colours are coded: 2 makes the same data YCCK, 1 or 0 of three channels
    # YCbCr or RGB.
    at = inverted.index(b"Adobe") + 11
    yield "ycck.jpg", inverted[:at] + b"\2" + inverted[at + 1:]
    plain = saved(rgb, "RGB", format="JPEG", quality=90, subsampling=0)
    adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0"
    yield "rgb-untransformed.jpg", plain[:2] + adobe + b"\0" + plain[20:]  # in the place of the JFIF marker


def make_webp():
    yield "lossy.webp", saved(picture(3), "RGB", format="WEBP", quality=80)
    yield "lossless.webp", saved(picture(3), "RGB", format="WEBP", lossless=True)


def animation(size, frames):
    """A file of frames, each of which is a file of its own: their places and their bytes."""
    def little(value, count=3):
        return value.to_bytes(count, "little")

    def part(kind, data):
        return kind + little(len(data), 4) + data + b"\0" * (len(data) % 2)

    body = part(b"VP8X", little(0x12, 4) + little(size[0] - 1) + little(size[1] - 1)) + part(b"ANIM", bytes(6))
    for (x, y), data in frames:
        width, height = Image.open(io.BytesIO(data)).size
        head = little(x // 2) + little(y // 2) + little(width - 1) + little(height - 1) + little(100) + b"\0"
        body += part(b"ANMF", head + data[12:])
    return b"RIFF" + little(len(body) + 4, 4) + b"WEBP" + body


def make_animated_webp():
    rgb, clear = picture(3), picture(4)
    clear[..., 3] *= np.indices((HEIGHT, WIDTH)).sum(axis=0) % 3 > 0
    for name, array, mode, lossless in [("lossless", rgb, "RGB", True), ("lossy", rgb, "RGB", False),
                                        ("clear", clear, "RGBA", True)]:
        first, second = (Image.fromarray(frame.astype(np.uint8), mode) for frame in (array, array[::-1]))
        file = io.BytesIO()
        first.save(file, format="WEBP", save_all=True, append_images=[second], lossless=lossless, exact=True)
        yield f"animated-{name}.webp", file.getvalue()
    small = saved(rgb[:6, :7], "RGB", format="WEBP", lossless=True)
    yield "animated-small.webp", animation((WIDTH, HEIGHT), [((4, 2), small), ((0, 0), small)])


def main():
    FOLDER.mkdir(exist_ok=True)
    expected = {}
    for make in (make_png, make_jpeg, make_webp, make_animated_webp):
        for name, data in make():
            (FOLDER / name).write_bytes(data)
            pixels = np.array(Image.open(io.BytesIO(data)).convert("RGB"))
            rgb = base64.b64encode(pixels.tobytes()).decode()
            expected[name] = {"width": pixels.shape[1], "height": pixels.shape[0], "rgb": rgb}
    jpeg, webp = features.version("libjpeg_turbo"), features.version("webp")
    made_by = f"Pillow {PIL.__version__}, libjpeg-turbo {jpeg}, libwebp {webp}"
    (FOLDER / "expected.json").write_text(json.dumps({"made_by": made_by, "images": expected}, indent=1) + "\n")


main()
