using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Sets;
using Saddle.Dynamics;
using Saddle.Gans.Training;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// Whether emoji have the skin tone that their sentences ask for, read off the pixels without training: those of
/// sentences that the generator has not seen and of those that it has, beside the true pictures.
/// </summary>
/// <param name="Samples">The most generated samples of each part.</param>
/// <remarks>What shows no tone (<see cref="SkinTones.Read"/>) agrees with nothing. By chance a fifth agrees.</remarks>
[Entry(
    "skin-tone",
    "is the skin tone of generated emoji the one that their sentences ask for",
    @"P(\mathrm{read}(G(z, t)) = \mathrm{tone}(t))",
    "Saddle: the tone of a drawn emoji can be counted in its pixels, so agreement needs no classifier")]
public sealed record SkinToneProbe(
    [Parameter("the most generated samples of each part", Min = 5, Max = 100_000)] int Samples = 300) : Probe
{
    private const string Stream = "skin-tone";
    private const int Batch = 50;

    /// <inheritdoc/>
    public override string? WhyNot(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return at.Configuration.Data is not Emoji ? "the data are not emoji (data: emoji)"
            : !at.Game.AsksForSentences ? "the generator reads no sentences"
            : null;
    }

    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = new TensorScope();
        var seen = Of(at, at.Items, 0);
        if (at.Configuration.Data.HeldOut is not { } other)
        {
            throw new SettingsException("skin-tone: the run learns from the part for tests; expected split=train");
        }

        using var items = other.Open(at.Data, at.Seed);
        var unseen = Of(at, items, 1);
        var real = new Proportion(seen.True.Successes + unseen.True.Successes, seen.True.Trials + unseen.True.Trials);
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"of sentences that were not seen {Text(unseen.Agree)} of the samples have the skin tone that is asked "
                + $"for, of those that were {Text(seen.Agree)} (by chance 20 %, of the true pictures "
                + $"{real.Rate:P1}); {unseen.Unread:P1} and {seen.Unread:P1} show none"),
            [
                ("agreement", unseen.Agree.Rate),
                ("agreement/low", unseen.Agree.Low),
                ("agreement/high", unseen.Agree.High),
                ("agreement/seen", seen.Agree.Rate),
                ("agreement/true", real.Rate),
                ("unread", unseen.Unread),
                ("unread/seen", seen.Unread),
            ]);
    }

    private static string Text(Proportion share) => string.Create(
        CultureInfo.InvariantCulture, $"{share.Rate:P1} ({share.Low:P1} to {share.High:P1})");

    // Of the pictures whose sentences ask for one tone, in an order that is the same each time.
    private (Proportion Agree, double Unread, Proportion True) Of(Snapshot at, IItems items, long part)
    {
        var captioned = (ICaptioned)items;
        List<(long Item, int Tone)> toned =
        [
            .. Enumerable.Range(0, (int)items.Count!.Value)
                .Select(i => ((long)i, SkinTones.Asked(captioned.Sentences(i))))
                .Where(pair => pair.Item2 is not null)
                .Select(pair => (pair.Item1, pair.Item2!.Value)),
        ];
        if (toned.Count == 0)
        {
            throw new SettingsException("skin-tone: no sentences of these data ask for a skin tone");
        }

        var order = new Shuffle(0, toned.Count);
        List<(long Item, int Tone)> asked =
            [.. Enumerable.Range(0, Math.Min(Samples, toned.Count)).Select(i => toned[(int)order[i]])];
        List<int?> read = [.. asked.Chunk(Batch).SelectMany((chunk, i) =>
            Made(at, captioned, chunk, (part << 32) + i).Select(SkinTones.Read))];
        var images = ((IPictured)items).Images;
        return (
            new(asked.Zip(read).Count(pair => pair.First.Tone == pair.Second), asked.Count),
            read.Count(tone => tone is null) / (double)read.Count,
            new(toned.Count(pair => SkinTones.Read(images.Read(pair.Item)) == pair.Tone), toned.Count));
    }

    private static IEnumerable<Image> Made(
        Snapshot at, ICaptioned captioned, (long Item, int Tone)[] asked, long number)
    {
        var condition = at.Said(asked.Select(one => captioned.Sentences(one.Item)));
        var input = at.Game.Latent(at.Key(Stream, number), asked.Length) with { Condition = condition };
        var values = at.Game.Generate(at.Generator, input).ToDoubles();
        var size = values.Length / asked.Length;
        return Enumerable.Range(0, asked.Length).Select(i => SampleSheet.Picture(
            values.AsSpan(i * size, size), at.Items.Shape[0], at.Items.Shape[1], at.Items.Shape[2], (-1, 1)));
    }
}
