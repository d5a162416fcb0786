using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>Samples that were drawn, row after row.</summary>
/// <param name="Values">The coordinates.</param>
/// <param name="Width">How many a row has.</param>
internal sealed record SampleRows(double[] Values, int Width)
{
    /// <summary>The number of rows.</summary>
    public int Count => Values.Length / Width;

    /// <summary>The same with one more row.</summary>
    /// <param name="value">All its coordinates.</param>
    public SampleRows With(double value) =>
        this with { Values = [.. Values, .. Enumerable.Repeat(value, Width)] };

    /// <summary>The same with every coordinate changed.</summary>
    /// <param name="change">Takes the column and the value.</param>
    public SampleRows Each(Func<int, double, double> change) =>
        this with { Values = [.. Values.Select((value, at) => change(at % Width, value))] };

    /// <summary>Both sides as shares of the reference's spread about its mean, by coordinates.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="generated">The other side.</param>
    public static (Tensor Reference, Tensor Generated) Standardised(SampleRows reference, SampleRows generated)
    {
        var (mean, spread) = reference.Moments();
        Tensor Scaled(SampleRows rows) => Tensor.From<double>(
            rows.Each((column, value) => (value - mean[column]) / spread[column]).Values, [rows.Count, rows.Width]);

        return (Scaled(reference), Scaled(generated));
    }

    // Over the count, not one less; a coordinate in which no row differs is left as it is.
    private (double[] Mean, double[] Spread) Moments()
    {
        var (mean, square) = (new double[Width], new double[Width]);
        for (var at = 0; at < Values.Length; at++)
        {
            mean[at % Width] += Values[at] / Count;
        }

        for (var at = 0; at < Values.Length; at++)
        {
            square[at % Width] += Math.Pow(Values[at] - mean[at % Width], 2) / Count;
        }

        return (mean, [.. square.Select(s => s > 0 ? Math.Sqrt(s) : 1)]);
    }
}
