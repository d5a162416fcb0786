using System.Numerics;

namespace Saddle.Gans.Dense;

/// <summary>max(x, slope x).</summary>
/// <param name="slope">The slope below 0, in [0, 1].</param>
internal readonly struct RectifierActivation(float slope) : IActivation
{
    private readonly Vector<float> _slope = new(slope);

    // not a maximum: NaN must stay NaN, or a run that went wrong would look as if it had not
    public Vector<float> Of(Vector<float> x) =>
        Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), x * _slope, x);

    public Vector<float> Slope(Vector<float> output) =>
        Vector.ConditionalSelect(Vector.GreaterThan(output, Vector<float>.Zero), Vector<float>.One, _slope);
}
