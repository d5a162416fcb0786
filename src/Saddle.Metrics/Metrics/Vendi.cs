using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The Vendi score: the effective number of different samples, exp of the entropy of the eigenvalues of the cosine
/// similarities.
/// </summary>
/// <remarks>
/// The similarities' n x n matrix X X'/n and the d x d matrix X'X/n have the same eigenvalues but for zeros: the
/// smaller is taken.
/// </remarks>
[Entry(
    "vendi",
    "effective number of different samples: exp of the entropy of the similarities' eigenvalues",
    @"\exp(-\sum_i \lambda_i \log \lambda_i),\quad K = X X^\top / n",
    "Friedman and Dieng 2023 (arXiv:2210.02410), definition 3.1")]
public sealed record Vendi() : Metric
{
    private const int BlockRows = 4096;

    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override Needs ReferenceNeeds => Needs.None;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(generated);
        using var scope = new TensorScope();
        var features = generated.RequireFeatures(1);
        var (n, d) = (features.Shape[0], features.Shape[1]);
        var matrix = n <= d
            ? Similarities(Unit(features.Cast(DType.Float64), generated))
            : Products(features, generated);
        var entropy = 0.0;
        foreach (var value in Algebra.Eigenvalues(matrix / n).ToDoubles())
        {
            entropy -= value > 0 ? value * Math.Log(value) : 0;
        }

        return new(new MetricFigure("vendi", Math.Exp(entropy)));
    }

    private static Tensor Similarities(Tensor unit) => unit.MatMul(unit.Transpose());

    private static Tensor Products(Tensor features, Side side)
    {
        var (n, d) = (features.Shape[0], features.Shape[1]);
        var sum = Tensor.Zeros([d, d], DType.Float64);
        for (var start = 0L; start < n; start += BlockRows)
        {
            using var scope = new TensorScope();
            var unit = Unit(features.Rows(start, Math.Min(BlockRows, n - start)), side);
            Algebra.CopyInto(sum, Algebra.ProductSum(sum, unit.Transpose(), unit));
        }

        return sum;
    }

    private static Tensor Unit(Tensor rows, Side side)
    {
        var lengths = Tensor.Sqrt(rows.Square().Sum([1], keep: true));
        return lengths.Min().Item() > 0
            ? rows / lengths
            : throw new SettingsException($"{side.Name}: a sample's features are all 0, which has no direction");
    }
}
