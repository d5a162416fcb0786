"""Writes tests/data/kinds: a picture as BMP, GIF and TIFF, and beside each the pixels that Pillow reads, as PNG.

    python3 tests/data/kinds.py

Also a tar, a tar.gz and a list of these, and the picture as arrays of bytes.
"""
import io
import pathlib
import tarfile

import numpy
from PIL import Image

FOLDER = pathlib.Path(__file__).parent / "kinds"
FOLDER.mkdir(exist_ok=True)
rows, columns = numpy.mgrid[0:9, 0:12]
pixels = numpy.stack([rows * 28, columns * 21, (rows * columns * 7) % 256], 2).astype(numpy.uint8)
picture = Image.fromarray(pixels)
palette = picture.quantize(16)
turned = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
clear = picture.copy()
clear.putalpha(picture.convert("L"))
KINDS = {
    "rgb.bmp": (picture, {}), "palette.bmp": (palette, {}), "bit.bmp": (picture.convert("1"), {}),
    "palette.gif": (palette, {}), "transparent.gif": (palette, {"transparency": 3}),
    "animated.gif": (palette, {"save_all": True, "append_images": [turned.quantize(16)]}),
    "raw.tif": (picture, {}), "lzw.tif": (picture, {"compression": "tiff_lzw"}),
    "deflate.tif": (picture, {"compression": "tiff_adobe_deflate"}), "grey.tif": (picture.convert("L"), {}),
    "alpha.tif": (clear, {}), "pages.tif": (picture, {"save_all": True, "append_images": [turned]}),
}
for name, (image, options) in KINDS.items():
    image.save(FOLDER / name, **options)
    Image.open(FOLDER / name).convert("RGB").save(FOLDER / f"{name}.png")
picture.convert("1").save(FOLDER / "bit.tif")
picture.convert("CMYK").save(FOLDER / "cmyk.tif")

for name, mode in (("pictures.tar", "w"), ("pictures.tar.gz", "w:gz")):
    with tarfile.open(FOLDER / name, mode) as archive:
        for index, image in enumerate((picture, turned)):
            data = io.BytesIO()
            image.save(data, "PNG")
            for suffix, content in (("png", data.getvalue()), ("cls", b"7")):
                info = tarfile.TarInfo(f"./{index:06}.{suffix}")
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
both = numpy.stack([pixels, numpy.asarray(turned)])
numpy.savez(FOLDER / "batch.npz", both, numpy.array([3, 5]))
numpy.savez_compressed(FOLDER / "packed.npz", both)
numpy.save(FOLDER / "planes.npy", both.transpose(0, 3, 1, 2))
(FOLDER / "list.txt").write_text("# two\nrgb.bmp\n\nraw.tif\n")
