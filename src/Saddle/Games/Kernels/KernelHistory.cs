namespace Saddle.Games.Kernels;

/// <summary>
/// The kernel GAN run by its full history: the discriminator is the sum over all generated points that ever were, so
/// any kernel and any dimension will do, at a cost that grows with the square of the number of updates. It is the
/// reference for the feature form of <see cref="KernelGan"/>.
/// </summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Points">The true points, each as long as the dimension.</param>
/// <param name="Masses">Their masses.</param>
/// <param name="GeneratedMasses">The generated points' masses.</param>
/// <param name="EtaG">The generator's learning rate.</param>
/// <param name="EtaD">The discriminator's learning rate.</param>
/// <param name="Lambda">The weight of the regulariser.</param>
/// <param name="Alternating">
/// Whether the generator sees the new discriminator, as in the paper; else both move at once.
/// </param>
/// <param name="Memory">
/// Generated points older than the number of updates after which their weight has fallen below this are dropped; 0 for
/// none.
/// </param>
/// <remarks>Becker et al. 2022, arXiv:2208.09938, equations 124 and 125 and their closed form.</remarks>
public sealed record KernelHistory(
    Kernel Kernel,
    double[][] Points,
    double[] Masses,
    double[] GeneratedMasses,
    double EtaG,
    double EtaD,
    double Lambda,
    bool Alternating = true,
    double Memory = 0)
{
    /// <summary>Runs.</summary>
    /// <param name="start">The generated points at the start; not changed.</param>
    /// <param name="steps">The number of updates.</param>
    /// <param name="observe">
    /// Told the number of updates made and the generated points after each; the points change afterwards.
    /// </param>
    /// <returns>The generated points after the last update.</returns>
    public double[][] Run(double[][] start, int steps, Action<int, double[][]>? observe = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        var dimension = Points[0].Length;
        var keep = 1 - (EtaD * Lambda);
        var longest = Memory > 0 && keep is > 0 and < 1
            ? (int)Math.Ceiling(Math.Log(Memory) / Math.Log(keep))
            : int.MaxValue;
        var points = start.Select(y => (double[])y.Clone()).ToArray();
        var history = new List<double[][]>();
        var data = 0.0;
        for (var step = 0; step < steps; step++)
        {
            // f has taken in as many generations as the generator may see.
            if (Alternating)
            {
                history.Add([.. points.Select(y => (double[])y.Clone())]);
                data = (keep * data) + EtaD;
            }

            var moves = points.Select(y => Gradient(y, history, data, keep, longest, dimension)).ToArray();
            if (!Alternating)
            {
                history.Add([.. points.Select(y => (double[])y.Clone())]);
                data = (keep * data) + EtaD;
            }

            for (var j = 0; j < points.Length; j++)
            {
                for (var i = 0; i < dimension; i++)
                {
                    points[j][i] += EtaG * GeneratedMasses[j] * moves[j][i];
                }
            }

            observe?.Invoke(step + 1, points);
        }

        return points;
    }

    private double[] Gradient(
        double[] y,
        List<double[][]> history,
        double data,
        double keep,
        int longest,
        int dimension)
    {
        var gradient = new double[dimension];
        for (var i = 0; i < Points.Length; i++)
        {
            Kernel.Add(y, Points[i], data * Masses[i], gradient);
        }

        var weight = EtaD;
        for (var s = history.Count - 1; s >= Math.Max(0, history.Count - (long)longest); s--)
        {
            for (var j = 0; j < history[s].Length; j++)
            {
                Kernel.Add(y, history[s][j], -weight * GeneratedMasses[j], gradient);
            }

            weight *= keep;
        }

        return gradient;
    }
}
