using System.Text.RegularExpressions;
using Saddle.Catalog;

namespace Saddle.Gans.Training;

/// <summary>
/// Puts the blame for a configuration that cannot be read on the values that were set over the file's, where they have
/// it: an override is to blame for a complaint that is another one, or gone, without it.
/// </summary>
internal static class OverrideBlame
{
    /// <summary>Reads a configuration.</summary>
    /// <typeparam name="TResult">What is read.</typeparam>
    /// <param name="file">The file's name, with which complaints begin.</param>
    /// <param name="overrides">The values that were set, by path.</param>
    /// <param name="read">Reads with the overrides that it is given.</param>
    /// <exception cref="SettingsException">
    /// It cannot be read; the message begins with <c>--set PATH=VALUE</c> where an override is to blame, else with the
    /// file.
    /// </exception>
    public static TResult Read<TResult>(
        string file,
        IReadOnlyList<KeyValuePair<string, string>> overrides,
        Func<IReadOnlyList<KeyValuePair<string, string>>, TResult> read)
    {
        try
        {
            return read(overrides);
        }
        catch (SettingsException bad) when (!bad.Message.StartsWith("--set ", StringComparison.Ordinal))
        {
            var complaint = WithoutPlace(bad.Message, file);
            var guilty = overrides
                .DistinctBy(o => o.Key, StringComparer.Ordinal)
                .Where(o => Complaint(o.Key) != complaint)
                .Select(o => Last(o.Key))
                .ToList();
            throw guilty.Count == 0
                ? bad
                : new SettingsException($"{string.Join(' ', guilty.Select(Option))}: {Rest(complaint, guilty)}");
        }

        // What there is to complain of without the overrides of one path.
        string? Complaint(string path)
        {
            try
            {
                read([.. overrides.Where(o => o.Key != path)]);
                return null;
            }
            catch (SettingsException other)
            {
                return WithoutPlace(other.Message, file);
            }
        }

        KeyValuePair<string, string> Last(string path) => overrides.Last(o => o.Key == path);
    }

    /// <summary>An override as it is typed.</summary>
    public static string Option(KeyValuePair<string, string> set) => $"--set {set.Key}={set.Value}";

    // "eta=much: expected ..." after "--set rule.eta=much: " would say it twice.
    private static string Rest(string complaint, IReadOnlyList<KeyValuePair<string, string>> guilty)
    {
        var said = guilty.Select(set => $"{set.Key.Split('.')[^1]}={set.Value}: ");
        return said.FirstOrDefault(s => complaint.StartsWith(s, StringComparison.Ordinal)) is { } twice
            ? complaint[twice.Length..]
            : complaint;
    }

    private static string WithoutPlace(string message, string file) =>
        Regex.Replace(
            message,
            $"^{Regex.Escape(file)}(:[0-9]+)?: ",
            string.Empty,
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1));
}
