using Saddle.Catalog;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>The feature likelihood divergence: its fit, and what it tells apart.</summary>
public sealed class FeatureLikelihoodTests : TensorTests
{
    [TorchFact]
    public void Copies_and_missing_modes_cost_more_than_samples_of_the_law()
    {
        var (train, test) = (Law(200, 1), Law(150, 2));
        MetricResult Of(Tensor made) =>
            new FeatureLikelihood().Measure(Sides.From(train), Sides.From(made), new() { Test = Sides.From(test) });
        var (good, copies, lacking) = (Of(Law(200, 3)), Of(train + (Law(200, 4) * 1e-4)), Of(Law(200, 5, modes: 1)));
        Assert.InRange(good.Value, -10, 25);
        Assert.True(copies.Value > 10 * Math.Abs(good.Value), $"{copies.Value}");
        Assert.True(copies["fld_gap"] < good["fld_gap"] - 50, $"{copies["fld_gap"]}");
        Assert.True(lacking.Value > good.Value + 20, $"{lacking.Value}");
        Assert.Equal(good["nll_test"] - good["baseline_nll"], good.Value, 1e-9);
    }

    [TorchFact]
    public void One_Gaussian_of_fitted_width_has_the_likelihood_of_the_law()
    {
        // 400 Gaussians around one place are one, of the samples' mean square: the loss is that of the normal law.
        var (centres, samples) = (Tensor.Zeros([400, 3], DType.Float64), Sides.Normals(4000, 3, 1, 2));
        var loss = new GaussiansAround(centres, samples).Loss(samples);
        var square = samples.Square().Mean().Item();
        Assert.Equal(0.5 * (1 + Math.Log(2 * Math.PI * square)), loss, 0.02);
    }

    [TorchFact]
    public void A_dimension_without_scale_is_left_out_and_missing_samples_are_named()
    {
        var (constant, free) = (Tensor.Full([150, 1], 3, DType.Float64), Law(150, 2));
        var wide = Sides.From(Tensor.Concatenate([free, constant], 1));
        var measured = new FeatureLikelihood().Measure(wide, wide, new() { Test = wide });
        Assert.Equal(
            "1 of 3 dimensions are left out: no held-out sample differs from another in them", measured.Notes[0]);
        var without = new FeatureLikelihood()
            .Measure(Sides.From(free), Sides.From(free), new() { Test = Sides.From(free) });
        Assert.Equal(without.Value, measured.Value, 1e-6);

        var refusal = Assert.Throws<SettingsException>(() => new FeatureLikelihood().Measure(wide, wide, new()));
        Assert.Contains("--test C", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Points about two places.</summary>
    private static Tensor Law(int n, ulong seed, int modes = 2)
    {
        var places = Enumerable.Range(0, n).SelectMany(i => (double[])[8 * (i % modes), 0]).ToArray();
        return Sides.Normals(n, 2, seed) + Tensor.From<double>(places, [n, 2]);
    }
}
