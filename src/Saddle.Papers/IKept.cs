using System.Diagnostics.CodeAnalysis;

namespace Saddle.Papers;

/// <summary>
/// What has been measured already: claims that look at the same runs share them, and a reproduction that was stopped
/// goes on.
/// </summary>
/// <remarks>
/// Values are data alone: records, tuples and lists of numbers and texts. May be called from several threads at once.
/// </remarks>
public interface IKept
{
    /// <summary>Looks a value up.</summary>
    /// <typeparam name="T">What was kept.</typeparam>
    /// <param name="name">The name it was kept under.</param>
    /// <param name="value">The value, if it is there.</param>
    bool TryGet<T>(string name, [NotNullWhen(true)] out T? value)
        where T : notnull;

    /// <summary>Keeps a value.</summary>
    /// <typeparam name="T">What is kept.</typeparam>
    /// <param name="name">A name of its own.</param>
    /// <param name="value">The value.</param>
    void Keep<T>(string name, T value)
        where T : notnull;
}
