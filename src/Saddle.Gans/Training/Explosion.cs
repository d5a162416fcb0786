using System.Globalization;

namespace Saddle.Gans.Training;

/// <summary>When a run's numbers say that going on is of no use.</summary>
internal static class Explosion
{
    // Far beyond anything from which training has been seen to return.
    private const double Limit = 1e12;

    /// <summary>What is wrong; null where nothing is.</summary>
    /// <param name="session">The GAN.</param>
    /// <param name="figures">What was written down of it.</param>
    public static string? Find(Session session, IReadOnlyList<(string Name, double Value)> figures)
    {
        if (!session.IsFinite())
        {
            return "a parameter is no longer a finite number";
        }

        foreach (var (name, value) in figures)
        {
            if (!double.IsFinite(value))
            {
                return $"{name} is no longer a finite number";
            }

            if (Math.Abs(value) > Limit)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{name} is {value:G3}: the run has exploded");
            }
        }

        return null;
    }
}
