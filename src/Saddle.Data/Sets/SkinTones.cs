using System.Collections.Immutable;

namespace Saddle.Data.Sets;

/// <summary>
/// The five skin tones of emoji, and which one a picture has: read off its pixels, without training. Noto's drawings
/// have one colour of skin a tone, so the tone is the one that most pixels are near, if they are enough: of noise one
/// pixel in 800 is near some tone.
/// </summary>
public static class SkinTones
{
    // In steps of 255, by the Euclidean distance.
    private const int Near = 10;

    private const double LeastShare = 0.002;

    private static readonly (int R, int G, int B)[] Colours =
        [(249, 221, 189), (225, 185, 149), (185, 141, 105), (165, 109, 65), (113, 81, 73)];

    /// <summary>The tones, the lightest first, as they are named.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["light", "medium-light", "medium", "medium-dark", "dark"];

    /// <summary>The tone that sentences ask for, by its number; null where they name none, or several.</summary>
    /// <param name="sentences">The sentences.</param>
    public static int? Asked(IEnumerable<string> sentences)
    {
        var words = sentences.SelectMany(Words.Split).ToList();
        var named = Enumerable.Range(0, words.Count)
            .Where(i => words[(i + 1)..].Take(2).SequenceEqual(["skin", "tone"], StringComparer.Ordinal))
            .ToList();
        return named is not [var at] || (at > 1 && words[at - 1] == "and" && Names.IndexOf(words[at - 2]) >= 0) ? null
            : Names.IndexOf(words[at]) is >= 0 and var one ? one
            : null;
    }

    /// <summary>The tone that a picture shows, by its number; null where next to no pixel is near any.</summary>
    /// <param name="image">The picture, in colour, over white.</param>
    public static int? Read(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNotEqual(image.Channels, 3, nameof(image));
        var counts = new int[Colours.Length];
        for (var i = 0; i < image.Pixels.Length; i += 3)
        {
            for (var tone = 0; tone < counts.Length; tone++)
            {
                var (r, g, b) = (
                    image.Pixels[i] - Colours[tone].R,
                    image.Pixels[i + 1] - Colours[tone].G,
                    image.Pixels[i + 2] - Colours[tone].B);
                counts[tone] += (r * r) + (g * g) + (b * b) <= Near * Near ? 1 : 0;
            }
        }

        var most = counts.Max();
        return most >= LeastShare * image.Pixels.Length / 3 ? Array.IndexOf(counts, most) : null;
    }
}
