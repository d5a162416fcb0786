using System.Text.RegularExpressions;
using Saddle.Catalog;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Saddle.Gans.Training;

/// <summary>
/// Refuses numbers with a decimal comma between braces, where YAML takes the comma for the end of a value:
/// <c>{eta: 0,001}</c> says eta = 0, and names a setting 001.
/// </summary>
/// <param name="file">The file's name, for complaints.</param>
internal sealed partial class DecimalCommas(string file)
{
    private Scalar? _key;
    private Scalar? _whole;
    private Scalar? _part;

    /// <summary>Takes what a parser finds next.</summary>
    /// <param name="found">What it found.</param>
    /// <exception cref="SettingsException">A number with a decimal comma ends here.</exception>
    public void Read(ParsingEvent found)
    {
        if (found is Scalar { Value.Length: 0, Style: ScalarStyle.Plain }
            && _whole is { Style: ScalarStyle.Plain }
            && _part is { Style: ScalarStyle.Plain }
            && _whole.End.Line == _part.Start.Line
            && Whole().IsMatch(_whole.Value)
            && Part().IsMatch(_part.Value))
        {
            var (whole, part) = (_whole.Value, _part.Value);
            throw new SettingsException(FormattableString.Invariant(
                $"{file}:{_whole.Start.Line}: {_key?.Value}: {whole},{part}: a comma ends the value here; ")
                + $"expected a decimal point, {whole}.{part}, or no comma");
        }

        (_key, _whole, _part) = (_whole, _part, found as Scalar);
    }

    [GeneratedRegex(@"^[-+]?[0-9]+\z", RegexOptions.None, 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[0-9]", RegexOptions.None, 1000)]
    private static partial Regex Part();
}
