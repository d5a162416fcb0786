"""Writes the small models of tests/data/onnx: ONNX by hand, a node or two each, so that what they give is known.

    python3 tests/data/onnx.py

half_dynamo.onnx, vgg_like_batch_1_legacy.onnx, their inputs (NAME_input_0.npy) and outputs, and the other
bad_*.onnx were made by PyTorch 2.13's exporters with random weights; the outputs are PyTorch's own.
"""
import pathlib

FOLDER = pathlib.Path(__file__).parent / "onnx"
FLOAT, UINT8 = 1, 2


def varint(number):
    made = b""
    while True:
        low, number = number & 127, number >> 7
        made += bytes([low | 128 if number else low])
        if not number:
            return made


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def tensor(name, kind, *shape):
    dims = b"".join(field(1, field(2, d) if isinstance(d, str) else field(1, d)) for d in shape)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, dims)))


def node(operator, inputs, outputs, **attributes):
    made = b"".join(field(1, name) for name in inputs) + b"".join(field(2, name) for name in outputs)
    made += field(4, operator)
    for name, value in attributes.items():
        many = isinstance(value, tuple)
        values = b"".join(field(8, v) for v in value) if many else field(3, value)
        made += field(5, field(1, name) + values + field(20, 7 if many else 2))
    return made


def model(name, nodes, inputs, outputs):
    graph = b"".join(field(1, n) for n in nodes) + field(2, name)
    graph += b"".join(field(11, i) for i in inputs) + b"".join(field(12, o) for o in outputs)
    whole = field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 13))
    (FOLDER / f"{name}.onnx").write_bytes(whole)


def means(given, made, *axes):
    return node("ReduceMean", [given], [made], axes=axes, keepdims=0)


FOLDER.mkdir(exist_ok=True)
model("bytes_nhwc", [node("Cast", ["input"], ["real"], to=FLOAT), means("real", "features", 1, 2)],
      [tensor("input", UINT8, "n", 4, 4, 3)], [tensor("features", FLOAT, "n", 3)])
model("batch_of_2", [means("input", "features", 2, 3)], [tensor("input", FLOAT, 2, 3, 8, 8)],
      [tensor("features", FLOAT, 2, 3)])
model("maps", [node("Neg", ["input"], ["maps"]), means("input", "logits", 2, 3)],
      [tensor("input", FLOAT, "n", 3, "height", "width")],
      [tensor("maps", FLOAT, "n", 3, "height", "width"), tensor("logits", FLOAT, "n", 3)])
model("tokens", [means("input", "tokens", 3)], [tensor("input", FLOAT, "n", 3, 8, 8)],
      [tensor("tokens", FLOAT, "n", 3, 8)])
model("oblong", [means("input", "features", 2, 3)], [tensor("input", FLOAT, "n", 3, 8, 16)],
      [tensor("features", FLOAT, "n", 3)])
# 1,024 features of 224 x 224 pixels, as DINOv2's: means of 7 x 7 pixels and the three channels.
model("means_1024", [node("AveragePool", ["input"], ["small"], kernel_shape=(7, 7), strides=(7, 7)),
                     means("small", "grey", 1), node("Flatten", ["grey"], ["features"])],
      [tensor("input", FLOAT, "n", 3, 224, 224)], [tensor("features", FLOAT, "n", 1024)])

# What no image fits, or of which nothing comes.
for name, shape, given in [("bad_huge_batch", (1000000, 3, 224, 224), True),
                           ("bad_huge_side", (1, 3, 100000, 100000), True), ("bad_no_output", (1, 3, 32, 32), False)]:
    model(name, [node("Identity", ["input"], ["features"])], [tensor("input", FLOAT, *shape)],
          [tensor("features", FLOAT, *shape)] if given else [])
