using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Becker2023;

/// <summary>
/// The kernel GAN at isolated true points, one Gaussian kernel: a true point of mass p with N generated points of mass
/// q has the mean mode of trace and determinant below, with <c>a = eta_d lambda</c>,
/// <c>b = eta_d eta_g N q^2 / sigma^2</c>, <c>h = eta_g q (p - N q) / (lambda sigma^2)</c>, the discriminator's other
/// directions 1 - a, and, where N &gt; 1, difference modes 1 - h.
/// </summary>
[Entry(
    "kernel-radius",
    "the spectral radius of the kernel GAN at isolated points",
    @"\text{alternating: } \mathrm{tr} = 2-a-h-b,\ \det = (1-a)(1-h);\quad "
    + @"\text{simultaneous: } \mathrm{tr} = 2-a-h,\ \det = (1-a)(1-h)+b",
    "derived from Becker et al. (arXiv:2208.09938), equations 124 and 125")]
public sealed record KernelRadius : ClosedForm
{
    /// <inheritdoc/>
    public override double? Radius(Game game, Rule rule) =>
        game is KernelGan { Sigma: [_], GeneratedMasses: [] } kernel
        && kernel.IsIsolated
        && (kernel.Lambda != 0 || kernel.Masses.Length == 0)
        && rule is Simultaneous or Alternating { K: 1, Order: Order.DFirst }
            ? Radius(kernel, rule)
            : null;

    private static double Radius(KernelGan kernel, Rule rule)
    {
        var (a, etaG, q) = (rule.EtaD.At(0) * kernel.Lambda, rule.EtaG.At(0), kernel.GeneratedMass(0));
        var curvature = 1 / (kernel.Sigma[0] * kernel.Sigma[0]);
        var b = rule.EtaD.At(0) * etaG * kernel.Generated * q * q * curvature;

        // What the discriminator holds beside each point's slope only decays.
        var radius = Math.Abs(1 - a);
        for (var point = 0; point < kernel.PointCount; point++)
        {
            var excess = kernel.Mass(point) - (kernel.Generated * q);
            var h = kernel.Lambda == 0 ? 0 : etaG * q * curvature * excess / kernel.Lambda;
            var mean = rule is Simultaneous
                ? Planar.Radius(2 - a - h, ((1 - a) * (1 - h)) + b)
                : Planar.Radius(2 - a - h - b, (1 - a) * (1 - h));
            radius = Math.Max(radius, Math.Max(mean, kernel.Generated > 1 ? Math.Abs(1 - h) : 0));
        }

        return radius;
    }
}
