using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The Vendi score: the effective number of different samples, exp of the entropy of the eigenvalues of the cosine
/// similarities.
/// </summary>
/// <param name="Order">
/// The order of Rényi's entropy: 1 is Shannon's; a greater one listens to the common kinds, infinity to the commonest
/// alone, a smaller one to the rare ones, 0 counts them all.
/// </param>
/// <remarks>
/// The similarities' n x n matrix X X'/n and the d x d matrix X'X/n have the same eigenvalues but for zeros: the
/// smaller is taken. Orders are those of Pasarkar and Dieng 2024, arXiv:2310.12952. A sample whose features are all 0
/// has no direction and adds nothing, as in vendi-score.
/// </remarks>
[Entry(
    "vendi",
    "effective number of different samples: exp of the entropy of the similarities' eigenvalues",
    @"\exp(-\sum_i \lambda_i \log \lambda_i),\quad K = X X^\top / n",
    "Friedman and Dieng 2023 (arXiv:2210.02410), definition 3.1")]
public sealed record Vendi(
    [Parameter("the order of the entropy: 1 is Shannon's, infinity takes the largest eigenvalue alone", Min = 0)]
    double Order = 1) : Metric
{
    private const int BlockRows = 4096;

    // What rounding leaves of an eigenvalue that is 0; below order 1 a sum over many of them would be all noise.
    private const double Noise = 1e-12;

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
        var count = features.Shape[0];
        var still = (Lengths(features.Cast(DType.Float64)) <= 0.0).Cast(DType.Float64).Sum().Item();
        if (still == count)
        {
            throw new SettingsException($"{generated.Name}: the features of all samples are 0, which has no direction");
        }

        var score = Score(features, Order);
        return new(new MetricFigure("vendi", score))
        {
            Notes =
            [
                .. still > 0 ? [FormattableString.Invariant($"{still} of {count} samples have features that are all 0")
                    + ", which has no direction: they add nothing"] : (string[])[],
                .. SampleWords.OfVendi(score, count),
            ],
        };
    }

    /// <summary>The score of samples, at least one of which is not 0.</summary>
    /// <param name="features">[n, d].</param>
    /// <param name="order">The order of the entropy.</param>
    internal static double Score(Tensor features, double order = 1)
    {
        using var scope = new TensorScope();
        var (n, d) = (features.Shape[0], features.Shape[1]);
        var matrix = n <= d ? Similarities(features.UnitRows()) : Products(features);
        var values = Algebra.Eigenvalues(matrix / n).ToDoubles().Where(v => v > (order < 1 ? Noise : 0)).ToArray();
        return order == 1 ? Math.Exp(-values.Sum(v => v * Math.Log(v)))
            : double.IsPositiveInfinity(order) ? 1 / values.Max()
            : Math.Pow(values.Sum(v => Math.Pow(v, order)), 1 / (1 - order));
    }

    private static Tensor Similarities(Tensor unit) => unit.MatMul(unit.Transpose());

    private static Tensor Products(Tensor features)
    {
        var (n, d) = (features.Shape[0], features.Shape[1]);
        var sum = Tensor.Zeros([d, d], DType.Float64);
        for (var start = 0L; start < n; start += BlockRows)
        {
            using var scope = new TensorScope();
            var unit = features.Narrow(0, start, Math.Min(BlockRows, n - start)).UnitRows();
            Algebra.CopyInto(sum, Algebra.ProductSum(sum, unit.Transpose(), unit));
        }

        return sum;
    }

    private static Tensor Lengths(Tensor rows) => Tensor.Sqrt(rows.Square().Sum([1], keep: true));
}
