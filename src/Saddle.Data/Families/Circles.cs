using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>
/// Concentric circles, each with the same share, with Gaussian noise. In more than two dimensions they lie in the plane
/// of the first two coordinates, and other curves do not meet them in general.
/// </summary>
/// <param name="Radii">The circles' radii.</param>
/// <param name="Sd">The noise's standard deviation in each coordinate.</param>
/// <param name="Coordinates">The number of coordinates.</param>
[Entry(
    "circles",
    "concentric circles",
    @"x = r_k (\cos 2\pi u, \sin 2\pi u) + \sigma\epsilon",
    "textbook")]
public sealed record Circles(
    [Parameter("the circles' radii", Min = 0, Max = 1e6, Default = "1,2")] double[]? Radii = null,
    [Parameter("the noise's standard deviation in each coordinate", Min = 0, Max = 1e6)]
    double Sd = 0.02,
    [Parameter("the number of coordinates; the circles lie in the first two", Min = 2, Max = 1000)]
    int Coordinates = 2) : PointFamily, IValidated
{
    /// <summary>The circles' radii.</summary>
    public double[] Radii { get; init; } = Radii ?? [1, 2];

    /// <inheritdoc/>
    public override int Dimension => Coordinates;

    /// <inheritdoc/>
    public void Validate()
    {
        if (Radii.Length == 0)
        {
            throw new SettingsException("radii needs at least one number");
        }
    }

    /// <inheritdoc/>
    protected override void Draw(Philox random, Span<double> point)
    {
        var radius = Radii[random.Choice(Radii.Length)];
        var angle = 2 * Math.PI * random.Uniform();
        point[0] = (radius * Math.Cos(angle)) + (Sd * random.Normal());
        point[1] = (radius * Math.Sin(angle)) + (Sd * random.Normal());
        for (var i = 2; i < point.Length; i++)
        {
            point[i] = Sd * random.Normal();
        }
    }
}
