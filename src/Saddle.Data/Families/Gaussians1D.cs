using Saddle.Catalog;

namespace Saddle.Data.Families;

/// <summary>A mixture of Gaussians on the line.</summary>
/// <param name="Means">The modes' means.</param>
/// <param name="Shares">The modes' shares of the mixture, in any unit; none for equal ones.</param>
/// <param name="Sd">The standard deviation of each mode.</param>
[Entry(
    "gaussians-1d",
    "a mixture of Gaussians on the line",
    @"x \sim \sum_k w_k N(\mu_k, \sigma^2)",
    "textbook")]
public sealed record Gaussians1D(
    [Parameter("the modes' means", Min = -1e6, Max = 1e6, Default = "-2,2")] double[]? Means = null,
    [Parameter("the modes' shares of the mixture, in any unit; none for equal ones", Min = 0, Max = 1e6, Default = "")]
    double[]? Shares = null,
    [Parameter("the standard deviation of each mode", Min = 0, Max = 1e6)] double Sd = 0.5) : Mixture, IValidated
{
    /// <summary>The modes' means.</summary>
    public double[] Means { get; init; } = Means ?? [-2, 2];

    /// <summary>The modes' shares of the mixture, in any unit; none for equal ones.</summary>
    public double[] Shares { get; init; } = Shares ?? [];

    /// <inheritdoc/>
    public override double Sd { get; init; } = Sd;

    /// <inheritdoc/>
    public override int Dimension => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<double[]> Centres => [.. Means.Select(mean => (double[])[mean])];

    /// <inheritdoc/>
    public override IReadOnlyList<double> Weights =>
        Shares.Length == 0 ? base.Weights : [.. Shares.Select(share => share / Shares.Sum())];

    /// <inheritdoc/>
    public void Validate()
    {
        if (Means.Length == 0)
        {
            throw new SettingsException("means needs at least one number");
        }

        if (Shares.Length > 0 && (Shares.Length != Means.Length || Shares.Sum() <= 0))
        {
            throw new SettingsException(
                $"shares needs one number for each of the {Means.Length} means, not all 0, or none at all");
        }
    }
}
