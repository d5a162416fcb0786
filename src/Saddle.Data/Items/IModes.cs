namespace Saddle.Data;

/// <summary>Points drawn from a mixture of Gaussians that is known: for mode coverage and exact divergences.</summary>
public interface IModes
{
    /// <summary>The modes: their means, one array of coordinates each.</summary>
    IReadOnlyList<double[]> Centres { get; }

    /// <summary>Each mode's share of the mixture; they add to 1.</summary>
    IReadOnlyList<double> Weights { get; }

    /// <summary>The standard deviation of each mode in every direction.</summary>
    double StandardDeviation { get; }
}
