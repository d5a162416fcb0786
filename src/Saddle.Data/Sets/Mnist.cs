using Saddle.Catalog;

namespace Saddle.Data.Sets;

/// <summary>Handwritten digits: 60,000 + 10,000 grey images of 28x28.</summary>
[Entry(
    "mnist",
    "handwritten digits, grey, 28x28",
    @"x \in [-1, 1]^{1 \times 28 \times 28}",
    "LeCun, Bottou, Bengio, Haffner 1998; http://yann.lecun.com/exdb/mnist")]
public sealed record Mnist() : IdxSet
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <inheritdoc/>
    public override IReadOnlyList<Download> Downloads => Published(
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
        [
            ("440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", 9_912_422),
            ("3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c", 28_881),
            ("8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6", 1_648_877),
            ("f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6", 4_542),
        ]);
}
