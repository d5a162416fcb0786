using System.Globalization;
using Saddle.Catalog;

namespace Saddle.App.Commands;

/// <summary>Texts of options that several commands read.</summary>
internal static class Arguments
{
    /// <summary>Reads settings of the form NAME=VALUE.</summary>
    /// <param name="settings">The texts; null for none.</param>
    /// <exception cref="SettingsException">A text has another form.</exception>
    public static IReadOnlyList<(string Name, string Value)> ReadSettings(IEnumerable<string>? settings) =>
    [
        .. (settings ?? []).Select(setting =>
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            return equals > 0
                ? (setting[..equals], setting[(equals + 1)..])
                : throw new SettingsException($"--set {setting}: expected NAME=VALUE");
        }),
    ];

    /// <summary>Reads a state from text: numbers separated by commas.</summary>
    /// <param name="option">The option's name, for the message.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="SettingsException">The text is not such a list.</exception>
    public static double[] ReadState(string option, string text)
    {
        var parts = text.Split(',');
        var state = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out state[i])
                || double.IsNaN(state[i]))
            {
                throw new SettingsException($"{option} {text}: '{parts[i]}' is not a number");
            }
        }

        return state;
    }
}
