using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>
/// Two parallel line segments: a distribution on a set of measure 0, the setting in which divergences saturate.
/// </summary>
/// <param name="Length">The segments' length.</param>
/// <param name="Gap">Their distance.</param>
/// <param name="Sd">The standard deviation of Gaussian noise in each coordinate; 0 keeps to the lines.</param>
[Entry(
    "two-lines",
    "two parallel line segments",
    @"x = (\ell (u - \tfrac12),\ \pm \tfrac{g}{2}) + \sigma\epsilon",
    "Arjovsky, Chintala, Bottou 2017 (arXiv:1701.07875), example 1")]
public sealed record TwoLines(
    [Parameter("the segments' length", Min = 0, Max = 1e6)] double Length = 2,
    [Parameter("their distance", Min = 0, Max = 1e6)] double Gap = 1,
    [Parameter("the standard deviation of Gaussian noise in each coordinate", Min = 0, Max = 1e6)]
    double Sd = 0.02) : PointFamily
{
    /// <inheritdoc/>
    protected override void Draw(Philox random, Span<double> point)
    {
        var side = random.Choice(2) - 0.5;
        point[0] = (Length * (random.Uniform() - 0.5)) + (Sd * random.Normal());
        point[1] = (Gap * side) + (Sd * random.Normal());
    }
}
