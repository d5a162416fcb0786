using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>The section of a Swiss roll, scaled as in the toy experiments of WGAN-GP.</summary>
/// <param name="Sd">The noise's standard deviation in each coordinate, before scaling.</param>
/// <param name="Scale">What the roll is divided by.</param>
[Entry(
    "swiss-roll",
    "the section of a Swiss roll",
    @"t = \tfrac{3\pi}2 (1 + 2u),\quad x = (t\cos t, t\sin t)/c + \sigma\epsilon/c",
    "Gulrajani, Ahmed, Arjovsky, Dumoulin, Courville 2017 (arXiv:1704.00028), section 3")]
public sealed record SwissRoll(
    [Parameter("the noise's standard deviation in each coordinate, before scaling", Min = 0, Max = 1e6)]
    double Sd = 0.25,
    [Parameter("what the roll is divided by", Min = 1e-6, Max = 1e6)] double Scale = 7.5) : PointFamily
{
    /// <inheritdoc/>
    protected override void Draw(Philox random, Span<double> point)
    {
        var angle = 1.5 * Math.PI * (1 + (2 * random.Uniform()));
        point[0] = ((angle * Math.Cos(angle)) + (Sd * random.Normal())) / Scale;
        point[1] = ((angle * Math.Sin(angle)) + (Sd * random.Normal())) / Scale;
    }
}
