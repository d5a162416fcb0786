using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Gans.Training;
using Saddle.Gans.Watched;

namespace Saddle.App.Commands;

/// <summary>Texts of options that several commands read.</summary>
internal static class Arguments
{
    /// <summary>The option by which a user lets a run's programs run.</summary>
    public const string Trust = "--trust";

    /// <summary>What it does.</summary>
    public const string TrustDoc =
        "lets a run that you have not made here run the program that it names, a TorchScript file say, from now on";

    /// <summary>Opens a run, or the networks of a watched one.</summary>
    /// <param name="path">Its folder; of a watched run that of an attempt or an export, too.</param>
    /// <param name="isTrusted">Whether the programs that it names may run from now on.</param>
    /// <exception cref="SettingsException">It is no run.</exception>
    public static RunFolder OpenRun(string path, bool isTrusted)
    {
        if (!RunFolder.IsRun(path) && WatchedPart.Is(path))
        {
            return WatchedPair.RunOf(WatchedPart.Open(path), isTrusted);
        }

        var run = RunFolder.Open(path, Terminal.Say);
        if (isTrusted)
        {
            run.TrustPrograms();
        }

        return run;
    }

    /// <summary>Reads settings of the form NAME=VALUE.</summary>
    /// <param name="settings">The texts; null for none.</param>
    /// <exception cref="SettingsException">A text has another form, or a name is there twice.</exception>
    public static IReadOnlyList<(string Name, string Value)> ReadSettings(IEnumerable<string>? settings)
    {
        List<(string Name, string Value)> read =
        [
            .. (settings ?? []).Select(setting =>
            {
                var equals = setting.IndexOf('=', StringComparison.Ordinal);
                return equals > 0
                    ? (setting[..equals], setting[(equals + 1)..])
                    : throw new SettingsException($"--set {setting}: expected NAME=VALUE");
            }),
        ];
        var twice = read.GroupBy(s => s.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any());
        return twice is null ? read : throw new SettingsException(
            $"--set {twice.Key}: is there twice ({string.Join(" and ", twice.Select(s => s.Value))}); expected one");
    }

    /// <summary>What an option says of a configuration, beside what <c>--set</c> does.</summary>
    /// <param name="set">What is set; the option's key is added.</param>
    /// <param name="key">The option's name, without hyphens, which is the configuration's key.</param>
    /// <param name="value">The option's value; null where it is not given.</param>
    /// <exception cref="SettingsException">The key is set, too.</exception>
    public static void Add(List<KeyValuePair<string, string>> set, string key, string? value)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (value is null)
        {
            return;
        }

        if (set.Exists(other => other.Key == key))
        {
            throw new SettingsException($"--{key} {value}: --set {key} is there, too; expected one of them");
        }

        set.Add(new(key, value));
    }

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

            if (double.IsInfinity(state[i]))
            {
                throw new SettingsException($"{option} {text}: '{parts[i]}' is not finite");
            }
        }

        return state;
    }
}
