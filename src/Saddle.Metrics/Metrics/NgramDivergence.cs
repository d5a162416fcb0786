using Saddle.Catalog;

namespace Saddle.Metrics;

/// <summary>
/// The Jensen-Shannon divergence of n-gram frequencies, for n = 1 up to the greatest asked for, in bits: from 0 to 1.
/// Beside each is its floor: what two samples of the reference itself show at the same size.
/// </summary>
/// <param name="Greatest">The greatest n.</param>
/// <remarks>
/// Frequencies are counts over all windows within each text; nothing is added to them. Of few texts most n-grams come
/// once or never, so the divergence is far from 0 even between samples of one law, which the floor tells: it is of two
/// disjoint samples of the reference, of the same numbers of texts as the two sides where the reference is large enough
/// for that.
/// </remarks>
[Entry(
    "ngram-jsd",
    "Jensen-Shannon divergence of n-grams, with what the reference against itself shows",
    @"\tfrac12 \mathrm{KL}(p \| m) + \tfrac12 \mathrm{KL}(q \| m),\quad m = \tfrac12 (p + q)",
    "Gulrajani, Ahmed, Arjovsky, Dumoulin, Courville 2017 (arXiv:1704.00028), section 5.4; "
    + "Heusel et al. 2017 (arXiv:1706.08500), section 4")]
public sealed record NgramDivergence(
    [Parameter("the greatest n", Min = 1, Max = 16)] int Greatest = 6) : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Text;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        ArgumentNullException.ThrowIfNull(how);
        var (texts, others) = (reference.RequireTexts(), generated.RequireTexts());
        var judged = Math.Min(others.Count, texts.Count / 2);
        var order = Subsets.Choose(how.Seed, texts.Count, 0, texts.Count);
        var (first, second) = (Pick(texts, order[judged..]), Pick(texts, order[..judged]));
        var figures = new List<MetricFigure>();
        for (var n = 1; n <= Greatest; n++)
        {
            var floor = judged > 0 ? Divergence(Frequencies(first, n), Frequencies(second, n)) : double.NaN;
            figures.Add(
                new(FormattableString.Invariant($"js{n}"), Divergence(Frequencies(texts, n), Frequencies(others, n))));
            figures.Add(new(FormattableString.Invariant($"js{n}_floor"), floor));
            how.Done((double)n / Greatest);
        }

        return new(figures)
        {
            Notes = [FloorNote(judged, texts.Count - judged, others.Count)],
        };
    }

    private static string FloorNote(int judged, int rest, int wanted)
    {
        var few = judged < wanted
            ? FormattableString.Invariant($", fewer than the {wanted} judged: the true floor is lower")
            : string.Empty;
        return FormattableString.Invariant(
            $"the floor is of {judged} texts of the reference against its other {rest}{few}");
    }

    /// <summary>How often each n-gram comes, as a share of all windows.</summary>
    /// <param name="texts">Texts.</param>
    /// <param name="n">The window's length.</param>
    internal static Dictionary<Gram, double> Frequencies(IReadOnlyList<int[]> texts, int n)
    {
        var counts = new Dictionary<Gram, double>();
        var windows = 0L;
        foreach (var text in texts)
        {
            for (var start = 0; start + n <= text.Length; start++)
            {
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                    counts, new Gram(text, start, n), out _)++;
                windows++;
            }
        }

        if (windows == 0)
        {
            throw new SettingsException($"no text has {n} characters");
        }

        foreach (var gram in counts.Keys)
        {
            counts[gram] /= windows;
        }

        return counts;
    }

    /// <summary>The divergence of two laws, in bits.</summary>
    internal static double Divergence(Dictionary<Gram, double> p, Dictionary<Gram, double> q) =>
        0.5 * (Half(p, q) + Half(q, p));

    private static double Half(Dictionary<Gram, double> p, Dictionary<Gram, double> q) =>
        p.Sum(gram => gram.Value * Math.Log2(2 * gram.Value / (gram.Value + q.GetValueOrDefault(gram.Key))));

    private static int[][] Pick(IReadOnlyList<int[]> texts, long[] chosen) => [.. chosen.Select(i => texts[(int)i])];
}

/// <summary>A window of a text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Start">Where the window begins.</param>
/// <param name="Length">Its length.</param>
internal readonly record struct Gram(int[] Text, int Start, int Length)
{
    private ReadOnlySpan<int> Tokens => Text.AsSpan(Start, Length);

    public bool Equals(Gram other) => Tokens.SequenceEqual(other.Tokens);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(Tokens));
        return hash.ToHashCode();
    }
}
