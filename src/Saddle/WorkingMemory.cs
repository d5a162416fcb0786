using System.Globalization;
using Saddle.Catalog;

namespace Saddle;

/// <summary>
/// The memory of this machine, or of the container that the program runs in. What certainly does not fit into it is
/// refused before it is asked for: where the system promises more memory than there is, asking ends the program.
/// </summary>
public static class WorkingMemory
{
    /// <summary>Refuses what needs more than there is.</summary>
    /// <param name="bytes">The least that it needs.</param>
    /// <param name="what">What needs it, as the beginning of a sentence.</param>
    /// <param name="instead">What was expected.</param>
    /// <exception cref="SettingsException">It does not fit.</exception>
    public static void Require(double bytes, string what, string instead)
    {
        var there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > there)
        {
            throw new SettingsException(
                $"{what} at least {Gigabytes(bytes)} of memory, where this machine has {Gigabytes(there)}; "
                + $"expected {instead}");
        }
    }

    private static string Gigabytes(double bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / (1L << 30):F1} GiB");
}
