using Microsoft.AspNetCore.Http;

namespace Saddle.App.Laboratory;

/// <summary>A request beyond one of the laboratory's limits.</summary>
/// <param name="message">The limit, and what would be allowed.</param>
/// <param name="status">The status of the answer.</param>
internal sealed class LimitException(
    string message,
    int status = StatusCodes.Status422UnprocessableEntity) : Exception(message)
{
    /// <summary>The status of the answer.</summary>
    public int Status => status;

    /// <summary>Holds a number to its limit.</summary>
    /// <param name="what">What is counted.</param>
    /// <param name="count">How many.</param>
    /// <param name="most">The most allowed.</param>
    /// <param name="least">The least allowed.</param>
    /// <exception cref="LimitException">There are fewer, or more.</exception>
    public static void Check(string what, long count, long most, long least = 1)
    {
        if (count < least || count > most)
        {
            throw new LimitException(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{count} {what}: the laboratory takes from {least} to {most}"));
        }
    }
}
