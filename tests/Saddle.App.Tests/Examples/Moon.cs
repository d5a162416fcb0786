using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>Half a circle with Gaussian noise.</summary>
/// <param name="Radius">The circle's radius.</param>
/// <param name="Sd">The noise's standard deviation in each coordinate.</param>
[Entry(
    "moon",
    "half a circle",
    @"x = r (\cos \pi u, \sin \pi u) + \sigma\epsilon",
    "made up for this guide")]
public sealed record Moon(
    [Parameter("the circle's radius", Min = 0, Max = 1e6)] double Radius = 1,
    [Parameter("the noise's standard deviation in each coordinate", Min = 0, Max = 1e6)] double Sd = 0.05) : PointFamily
{
    /// <inheritdoc/>
    protected override void Draw(Philox random, Span<double> point)
    {
        var angle = Math.PI * random.Uniform();
        point[0] = (Radius * Math.Cos(angle)) + (Sd * random.Normal());
        point[1] = (Radius * Math.Sin(angle)) + (Sd * random.Normal());
    }
}
