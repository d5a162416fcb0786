using System.Globalization;
using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>
/// A mixture of Gaussians of one standard deviation, with known modes; a point's class is the mode it is drawn from.
/// </summary>
public abstract record Mixture : PointFamily
{
    /// <summary>The standard deviation of each mode in every direction.</summary>
    public abstract double Sd { get; init; }

    /// <summary>The modes: their means.</summary>
    public abstract IReadOnlyList<double[]> Centres { get; }

    /// <summary>Each mode's share; they add to 1. By default all are equal.</summary>
    public virtual IReadOnlyList<double> Weights => [.. Centres.Select(_ => 1.0 / Centres.Count)];

    /// <inheritdoc/>
    public sealed override IItems Open(DataFolder where, ulong seed) =>
        new Modes(new Law([.. Centres], [.. Weights], Sd), Dimension, seed);

    /// <inheritdoc/>
    protected sealed override void Draw(Philox random, Span<double> point) =>
        new Law([.. Centres], [.. Weights], Sd).Draw(random, point);

    /// <summary>The mixture with its modes worked out.</summary>
    private sealed record Law(double[][] Centres, double[] Weights, double Sd)
    {
        public void Draw(Philox random, Span<double> point)
        {
            var centre = Centres[Mode(random)];
            for (var i = 0; i < point.Length; i++)
            {
                point[i] = centre[i] + (Sd * random.Normal());
            }
        }

        // The mode that a point is drawn from: the first thing that is drawn of it.
        public int Mode(Philox random)
        {
            var (mode, share) = (0, random.Uniform());
            while (mode < Centres.Length - 1 && share >= Weights[mode])
            {
                share -= Weights[mode++];
            }

            return mode;
        }
    }

    private sealed class Modes(Law law, int dimension, ulong seed)
        : Points(dimension, law.Draw, seed), IModes, ILabelled
    {
        public IReadOnlyList<double[]> Centres => law.Centres;

        public IReadOnlyList<double> Weights => law.Weights;

        public double StandardDeviation => law.Sd;

        public IReadOnlyList<string> Classes { get; } =
            [.. Enumerable.Range(0, law.Centres.Length).Select(k => k.ToString(CultureInfo.InvariantCulture))];

        public int Label(long index) => law.Mode(Random(index));
    }
}
