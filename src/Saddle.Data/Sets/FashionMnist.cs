using Saddle.Catalog;

namespace Saddle.Data.Sets;

/// <summary>Articles of clothing: 60,000 + 10,000 grey images of 28x28.</summary>
[Entry(
    "fashion-mnist",
    "articles of clothing, grey, 28x28",
    @"x \in [-1, 1]^{1 \times 28 \times 28}",
    "Xiao, Rasul, Vollgraf 2017 (arXiv:1708.07747)")]
public sealed record FashionMnist() : IdxSet
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes =>
        ["t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    /// <inheritdoc/>
    public override IReadOnlyList<Download> Downloads => Published(
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        [
            ("3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", 26_421_880),
            ("a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845", 29_515),
            ("346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", 4_422_102),
            ("67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5", 5_148),
        ]);
}
