using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>How alike two sets of as many samples are, each figure from 0 to 1.</summary>
/// <param name="Precision">
/// The share of generated samples that lie in the ball from a real one to its third real neighbour.
/// </param>
/// <param name="Recall">The share of real samples that lie in such a ball of a generated one.</param>
/// <param name="Near">
/// The share of generated samples that lie among a real one's neighbours: the nearest twentieth of the real ones.
/// </param>
/// <param name="Coverage">The share of real samples that have a generated one among their five neighbours.</param>
/// <remarks>
/// Recall is 0 of samples that are merely smoother than the data, too: their own balls are small. Coverage asks with
/// the data's balls (Naeem et al. 2020, arXiv:2002.09797, section 3.2), which smooth samples fill: what is low there is
/// missing. Of digits whose classes are three of ten it is a half, of blurred ones of all classes nearly one.
/// </remarks>
public sealed record Likeness(double Precision, double Recall, double Near, double Coverage)
{
    // Kynkäänniemi et al. 2019 (arXiv:1904.06991), section 3.1.
    private const int Third = 3;

    // With five neighbours equal laws leave 1 real sample in 32 uncovered; with fewer, chance leaves too many.
    private const int Fifth = 5;
    private const long Neighbourhood = 20;

    /// <summary>Measures.</summary>
    /// <param name="real">[n, d].</param>
    /// <param name="generated">[n, d], as many.</param>
    /// <param name="how">Where progress goes, and what stops it.</param>
    internal static Likeness Of(Tensor real, Tensor generated, MeasuringSettings how)
    {
        var (a, b) = (new Side("real") { Features = real }, new Side("generated") { Features = generated });
        MetricResult By(int k) => new PrecisionRecall(k, Closed: true).Measure(a, b, how);
        var (third, fifth, many) = (By(Third), By(Fifth), (int)(real.Shape[0] / Neighbourhood));
        return new(
            third["precision"],
            third["recall"],
            (many > Fifth ? By(many) : fifth)["precision"],
            fifth["coverage"]);
    }
}
