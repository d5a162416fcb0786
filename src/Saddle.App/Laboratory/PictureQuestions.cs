using System.Globalization;
using System.Text.Json;
using Saddle.App.Laboratory.Messages;
using Saddle.Catalog;
using Saddle.Data.Formats;

namespace Saddle.App.Laboratory;

/// <summary>
/// Asks the command line's own <c>saddle paint</c> and <c>saddle colourise</c> what a run's generator makes of
/// sentences or of a photograph, each in a process of its own. Nothing of it is kept.
/// </summary>
internal static class PictureQuestions
{
    private const int MostDraws = 64;
    private const int MostSentences = 32;
    private const int MostLength = 1000; // of all sentences
    private const int MostSide = 1024;
    private const int MostPicture = 4 << 20; // bytes of a file of one draw
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Paints sentences.</summary>
    /// <exception cref="LimitException">It is too much, or the time was up.</exception>
    public static async Task<PaintAnswer> Paint(
        string name, PaintRequest asked, RunProcesses runs, Jobs jobs, CancellationToken aborted)
    {
        LimitException.Check("draws", asked.Draws, MostDraws);
        LimitException.Check("as seed", asked.Seed, long.MaxValue, least: 0);
        LimitException.Check("sentences", asked.Sentences.Count + 1, MostSentences + 1);
        LimitException.Check("characters of all sentences", asked.Sentences.Sum(Length) + 1, MostLength + 1);
        LimitException.Check("as item", asked.Like ?? 0, long.MaxValue, least: 0);
        var run = runs.Asked(name);
        using var lease = jobs.Begin($"paint {name}", aborted);
        using var folder = new ScratchFolder();
        string[] like = asked.Like is { } item ? ["--like", Text(item)] : [];
        string[] options = ["--draws", Text(asked.Draws), "--seed", Text(asked.Seed), "--each", .. like];
        var text = await RunQuestions.Ask(
            runs,
            [
                // Behind the two hyphens nothing is an option, whatever it begins with.
                "paint", .. options, .. runs.Trust, "--out", folder.At("pictures"), "--", run.Path, .. asked.Sentences,
            ],
            Patience,
            lease.Stopping);
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var (shown, agrees) = (Listed(root, "shown"), Listed(root, "agrees"));
        return new(
            root.GetProperty("step").GetInt64(),
            [.. root.GetProperty("sentences").EnumerateArray().Select(s => s.GetString() ?? string.Empty)],
            root.GetProperty("reads").GetInt32(),
            [
                .. root.GetProperty("files").EnumerateArray().Select((file, i) => new PaintedInfo(
                    Picture(folder, file),
                    shown.Count == 0 ? null : shown[i].GetString(),
                    agrees.Count == 0 ? null : agrees[i].GetBoolean())),
            ],
            root.GetProperty("note").GetString() ?? string.Empty);
    }

    /// <summary>Colours a photograph.</summary>
    /// <exception cref="LimitException">It is too much, or the time was up.</exception>
    /// <exception cref="SettingsException">The photograph is no base64.</exception>
    public static async Task<ColouriseAnswer> Colourise(
        string name, ColouriseRequest asked, RunProcesses runs, Jobs jobs, CancellationToken aborted)
    {
        LimitException.Check("draws", asked.Draws, MostDraws);
        LimitException.Check("as seed", asked.Seed, long.MaxValue, least: 0);
        LimitException.Check("as side", asked.Side, MostSide, least: 0);
        var run = runs.Asked(name);
        using var lease = jobs.Begin($"colourise {name}", aborted);
        using var folder = new ScratchFolder();
        var photo = folder.At("photograph");
        AtomicFile.Write(photo, Bytes(asked.Photograph));
        string[] options =
            ["--draws", Text(asked.Draws), "--seed", Text(asked.Seed), "--side", Text(asked.Side), "--lightness"];
        var text = await RunQuestions.Ask(
            runs,
            ["colourise", .. options, .. runs.Trust, "--out", folder.At("pictures"), "--", run.Path, photo],
            Patience,
            lease.Stopping);
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return new(
            root.GetProperty("step").GetInt64(),
            root.GetProperty("side").GetInt32(),
            [
                .. root.GetProperty("pictures").EnumerateArray().Select(picture => new ColouredInfo(
                    Picture(folder, picture.GetProperty("file")),
                    picture.GetProperty("colourfulness").GetDouble(),
                    picture.GetProperty("hue_entropy") is { ValueKind: JsonValueKind.Number } entropy
                        ? entropy.GetDouble()
                        : null,
                    picture.GetProperty("clipped").GetDouble())),
            ]);
    }

    private static int Length(string? sentence) =>
        sentence?.Length ?? throw new SettingsException("sentences: expected texts, not null");

    private static byte[] Bytes(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count)
            ? bytes[..count]
            : throw new SettingsException("photograph: expected the bytes of an image file as base64");
    }

    private static List<JsonElement> Listed(JsonElement root, string name) =>
        root.GetProperty(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    private static string Picture(ScratchFolder folder, JsonElement file) => Convert.ToBase64String(
        InputFile.ReadAll(folder.At("pictures", Path.GetFileName(file.GetString()!)), MostPicture));

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
