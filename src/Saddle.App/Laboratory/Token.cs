using System.Security.Cryptography;
using System.Text;
using Saddle.Catalog;

namespace Saddle.App.Laboratory;

/// <summary>
/// What a visitor of the laboratory must show: without one everybody who can reach the address, so every user of the
/// machine, could look at the runs and train more of them as the user who opened it.
/// </summary>
internal static class Token
{
    /// <summary>The environment variable that chooses one: unlike an argument, other users cannot read it.</summary>
    public const string Variable = "SADDLE_TOKEN";

    private const int Bytes = 16; // of one that is drawn
    private const int Least = 16;
    private const int Most = 200;

    /// <summary>The one that the environment chooses, or else one that nobody can guess.</summary>
    /// <exception cref="SettingsException">The chosen one is short, or cannot be part of an address.</exception>
    public static string ChosenOrDrawn() => Environment.GetEnvironmentVariable(Variable) is { } chosen
        ? Checked(chosen)
        : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Compares what was given with the token, in a time that does not depend on where they differ.</summary>
    /// <param name="token">The token.</param>
    /// <param name="given">What was given; null for nothing.</param>
    public static bool Matches(string token, string? given) => given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));

    private static string Checked(string chosen) =>
        chosen.Length is >= Least and <= Most && chosen.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? chosen
            : throw new SettingsException(
                $"{Variable}: expected {Least} to {Most} letters, digits, '-' and '_'; unset it to have one drawn");
}
