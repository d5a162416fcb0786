namespace Saddle.Papers.Liang2019;

/// <summary>
/// Numbers of updates that suffice to come from the distance r to delta, by Liang and Stokes 2019, arXiv:1802.06132.
/// Their shape is remembered; they were derived again.
/// </summary>
/// <remarks>lM and lm are the largest and the smallest eigenvalue of C C'.</remarks>
internal static class Bounds
{
    /// <summary>
    /// Plain simultaneous descent on a stable game: <c>2 beta/alpha^2 log(r/delta)</c> with the rate alpha/beta.
    /// </summary>
    /// <param name="alpha">The least eigenvalue of diag(A, B).</param>
    /// <param name="beta">The largest eigenvalue of M'M.</param>
    /// <param name="r">The distance at the start.</param>
    /// <param name="delta">The distance to reach.</param>
    public static double Sga(double alpha, double beta, double r, double delta) =>
        2 * beta / (alpha * alpha) * Math.Log(r / delta);

    /// <summary>
    /// Optimistic mirror descent on a bilinear game with the rate 1/(2 sqrt lM): <c>16 (lM/lm) log(4 sqrt2
    /// r/delta)</c>.
    /// </summary>
    public static double Omd(double largest, double smallest, double r, double delta) =>
        16 * largest / smallest * Math.Log(4 * Math.Sqrt(2) * r / delta);

    /// <summary>
    /// The rate of consensus optimisation and of the predictive method: <c>gamma lm/(lM + gamma^2 lM^2)</c>.
    /// </summary>
    public static double CoRate(double largest, double smallest, double gamma) =>
        gamma * smallest / (largest + (gamma * gamma * largest * largest));

    /// <summary>
    /// Consensus optimisation and the predictive method with that rate: <c>2 (lM + gamma^2 lM^2)/(gamma^2 lm^2)
    /// log(r/delta)</c>.
    /// </summary>
    public static double Co(double largest, double smallest, double gamma, double r, double delta) =>
        2 * (largest + (gamma * gamma * largest * largest)) / (gamma * gamma * smallest * smallest)
        * Math.Log(r / delta);

    /// <summary>Implicit updates with any rate: <c>2 log(r/delta)/log(1 + eta^2 lm)</c>.</summary>
    public static double Iu(double smallest, double eta, double r, double delta) =>
        2 * Math.Log(r / delta) / Math.Log(1 + (eta * eta * smallest));
}
