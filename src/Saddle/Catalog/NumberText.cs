using System.Globalization;
using System.Text.RegularExpressions;

namespace Saddle.Catalog;

/// <summary>Numbers as people write them, that mean something else to others or nothing here.</summary>
internal static partial class NumberText
{
    /// <summary>
    /// Whether a number begins with a zero that makes another one of it elsewhere: 020 is 20 in YAML 1.2, and 16 in
    /// YAML 1.1.
    /// </summary>
    /// <param name="text">The text.</param>
    public static bool IsAmbiguous(string text) => ZeroInFront().IsMatch(text);

    /// <summary>What to mend in a text that is no number, to stand behind what was expected; or nothing.</summary>
    /// <param name="text">The text.</param>
    public static string Hint(string text) =>
        Thousands().IsMatch(text) ? ", without a comma"
            : DecimalComma().IsMatch(text) ? $", with a decimal point ({text.Replace(',', '.')})"
            : !IsAmbiguous(text) ? string.Empty
            : Octal(text) is { } octal ? string.Create(
                CultureInfo.InvariantCulture,
                $", without zeros in front ({text} is {text.TrimStart('0')} in YAML 1.2, and {octal} in YAML 1.1)")
            : ", without zeros in front";

    private static long? Octal(string text) =>
        text.Length < 20 && text.All(digit => digit is >= '0' and <= '7') ? Convert.ToInt64(text, 8) : null;

    // 07 is 7 everywhere; 08 is a text to some.
    [GeneratedRegex(@"^[-+]?0+([1-9][0-9]+|[89])\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ZeroInFront();

    // Or decimals of a number: nobody knows.
    [GeneratedRegex(@"^[-+]?[1-9][0-9]{0,2}(,[0-9]{3})+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^[-+]?[0-9]*,[0-9]+([eE][-+]?[0-9]+)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DecimalComma();
}
