namespace Saddle.Papers.Measuring;

/// <summary>
/// What alternating descent conserves on a bilinear coordinate a player: <c>theta^2 + psi^2 -+ h theta psi</c>, h the
/// rate times the singular value.
/// </summary>
internal static class ConservedForm
{
    /// <summary>
    /// The greatest factor that the form allows between a distance and the start's; the least is its inverse. The
    /// form's values lie between 1 - h/2 and 1 + h/2 times the squared distance.
    /// </summary>
    /// <param name="h">The rate times the singular value; below 2.</param>
    public static double Widest(double h) => Math.Sqrt((1 + (h / 2)) / (1 - (h / 2)));
}
