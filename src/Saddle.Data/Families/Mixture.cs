using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>A mixture of Gaussians of one standard deviation, with known modes.</summary>
public abstract record Mixture : PointFamily
{
    /// <summary>The standard deviation of each mode in every direction.</summary>
    public abstract double Sd { get; init; }

    /// <summary>The modes: their means.</summary>
    public abstract IReadOnlyList<double[]> Centres { get; }

    /// <summary>Each mode's share; they add to 1. By default all are equal.</summary>
    public virtual IReadOnlyList<double> Weights => [.. Centres.Select(_ => 1.0 / Centres.Count)];

    /// <inheritdoc/>
    protected internal sealed override void Draw(Philox random, Span<double> point)
    {
        var centre = Centre(random.Uniform());
        for (var i = 0; i < point.Length; i++)
        {
            point[i] = centre[i] + (Sd * random.Normal());
        }
    }

    private double[] Centre(double share)
    {
        var (centres, weights) = (Centres, Weights);
        var mode = 0;
        while (mode < centres.Count - 1 && share >= weights[mode])
        {
            share -= weights[mode++];
        }

        return centres[mode];
    }
}
