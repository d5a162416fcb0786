namespace Saddle.Data.Sets;

/// <summary>What is said of an emoji.</summary>
/// <param name="File">The name of its picture's file.</param>
/// <param name="Name">Its name in English, of Unicode's CLDR; where it has skin tones they are named.</param>
/// <param name="Tags">What it goes with: CLDR's keywords.</param>
/// <param name="Group">The group that it belongs to, hyphens between words.</param>
/// <param name="Subgroup">The group within that.</param>
/// <param name="Tones">Its skin tones, of <see cref="SkinTones.Names"/>: none, one or two.</param>
/// <param name="Base">The code of the emoji without its tones.</param>
internal sealed record EmojiText(
    string File,
    string Name,
    IReadOnlyList<string> Tags,
    string Group,
    string Subgroup,
    IReadOnlyList<string> Tones,
    string Base)
{
    private const string Tone = " skin tone";

    /// <summary>The number of its one skin tone; null where it has none, or two.</summary>
    public int? OneTone =>
        Tones is [var one] && SkinTones.Names.IndexOf(one) is >= 0 and var number ? number : null;

    /// <summary>
    /// Three sentences that say different things: what it is, what it goes with, and where it belongs and its tone.
    /// </summary>
    /// <param name="isToned">Whether there are others of its base with a skin tone, so that having none says something.
    /// </param>
    public IReadOnlyList<string> Sentences(bool isToned)
    {
        var tone = Tones.Count > 0 ? $", with {string.Join(" and ", Tones)}{Tone}"
            : isToned ? $", without{Tone}"
            : string.Empty;
        return
        [
            Untoned,
            $"it goes with {string.Join(", ", Tags)}",
            $"it belongs to {Spoken(Group)}, {Spoken(Subgroup)}{tone}",
        ];
    }

    // "person: dark skin tone, white hair" is a "person: white hair".
    private string Untoned
    {
        get
        {
            if (Tones.Count == 0 || Name.Split(": ", 2) is not [var head, var rest])
            {
                return Name;
            }

            var kept = rest.Split(", ").Where(part => !part.EndsWith(Tone, StringComparison.Ordinal)).ToList();
            return kept.Count == 0 ? head : $"{head}: {string.Join(", ", kept)}";
        }
    }

    private static string Spoken(string group) => group.Replace('-', ' ');
}
