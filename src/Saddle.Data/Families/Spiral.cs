using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>
/// Arms of an Archimedean spiral, evenly filled along their length but for the innermost turn, with Gaussian noise.
/// </summary>
/// <param name="Arms">The number of arms.</param>
/// <param name="Turns">How often an arm goes round.</param>
/// <param name="Radius">The arms' outer radius.</param>
/// <param name="Sd">The noise's standard deviation in each coordinate.</param>
[Entry(
    "spiral",
    "the arms of a spiral",
    @"s = \sqrt{u},\quad x = r s (\cos\phi, \sin\phi) + \sigma\epsilon,\quad \phi = 2\pi (t s + k / K)",
    "textbook")]
public sealed record Spiral(
    [Parameter("the number of arms", Min = 1, Max = 100)] int Arms = 2,
    [Parameter("how often an arm goes round", Min = 0, Max = 100)] double Turns = 1.5,
    [Parameter("the arms' outer radius", Min = 0, Max = 1e6)] double Radius = 2,
    [Parameter("the noise's standard deviation in each coordinate", Min = 0, Max = 1e6)] double Sd = 0.02) : PointFamily
{
    /// <inheritdoc/>
    protected override void Draw(Philox random, Span<double> point)
    {
        var arm = random.Choice(Arms);
        var along = Math.Sqrt(random.Uniform());
        var angle = 2 * Math.PI * ((Turns * along) + ((double)arm / Arms));
        point[0] = (Radius * along * Math.Cos(angle)) + (Sd * random.Normal());
        point[1] = (Radius * along * Math.Sin(angle)) + (Sd * random.Normal());
    }
}
