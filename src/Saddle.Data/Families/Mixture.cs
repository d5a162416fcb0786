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
    protected internal sealed override PointLaw Law()
    {
        var (centres, sd) = (Centres, Sd);
        var ends = RunningSums(Weights);
        return (random, point) =>
        {
            var share = random.Uniform();
            var mode = 0;
            while (mode < ends.Length - 1 && share >= ends[mode])
            {
                mode++;
            }

            for (var i = 0; i < point.Length; i++)
            {
                point[i] = centres[mode][i] + (sd * random.Normal());
            }
        };
    }

    private static double[] RunningSums(IReadOnlyList<double> weights)
    {
        var sums = weights.ToArray();
        for (var i = 1; i < sums.Length; i++)
        {
            sums[i] += sums[i - 1];
        }

        return sums;
    }
}
