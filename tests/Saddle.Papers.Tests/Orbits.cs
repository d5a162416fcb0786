namespace Saddle.Papers.Tests;

/// <summary>Alternating descent on one bilinear coordinate a player, by hand.</summary>
internal static class Orbits
{
    /// <summary>The least and the greatest distance of runs from distance 1, their directions a hundredth apart.</summary>
    /// <param name="h">The step times the singular value; below 2.</param>
    public static (double Least, double Greatest) Extremes(double h)
    {
        var (least, greatest) = (1.0, 1.0);
        for (var start = 0; start < 629; start++)
        {
            var (theta, psi) = (Math.Cos(start * 0.01), Math.Sin(start * 0.01));
            for (var i = 0; i < 300; i++)
            {
                psi += h * theta;
                theta -= h * psi;
                var distance = Math.Sqrt((theta * theta) + (psi * psi));
                (least, greatest) = (Math.Min(least, distance), Math.Max(greatest, distance));
            }
        }

        return (least, greatest);
    }
}
