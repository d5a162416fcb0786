using Saddle.Catalog;

namespace Saddle.Data.Families;

/// <summary>Gaussians around points in the plane that somebody drew, all of one weight.</summary>
/// <param name="Coordinates">The points' coordinates, two a point.</param>
/// <param name="Sd">The standard deviation around each point in each coordinate.</param>
[Entry(
    "drawn",
    "Gaussians around points drawn by hand",
    @"x \sim \frac1K \sum_{k=1}^{K} N(c_k,\ \sigma^2 I)",
    "textbook")]
public sealed record Drawn(
    [Parameter("the points' coordinates, two a point", Default = "-1,0,1,0", Min = -1e6, Max = 1e6)]
    double[] Coordinates,
    [Parameter("the standard deviation around each point in each coordinate", Min = 0, Max = 1e6)]
    double Sd = 0.05) : Mixture, IValidated
{
    /// <inheritdoc/>
    public override double Sd { get; init; } = Sd;

    /// <inheritdoc/>
    public override IReadOnlyList<double[]> Centres => [.. Coordinates.Chunk(2)];

    /// <inheritdoc/>
    public void Validate()
    {
        if (Coordinates.Length == 0 || Coordinates.Length % 2 != 0)
        {
            throw new SettingsException($"coordinates needs two numbers for each point, but has {Coordinates.Length}");
        }
    }
}
