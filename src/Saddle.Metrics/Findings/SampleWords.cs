using System.Globalization;

namespace Saddle.Metrics;

/// <summary>What figures of samples mean, in words; one wording for the doctor and the metrics.</summary>
/// <param name="found">What was found.</param>
internal sealed class SampleWords(SampleFindings found)
{
    // Far below what halves of the real samples have of each other.
    private const double Low = 0.5;

    // A score that says by itself that samples are nearly the same.
    private const double Few = 1.5;

    // What rounding leaves of a variance that is 0.
    private const double Rounding = 1e-12;

    // Less is 0 % in words.
    private const double Told = 0.005;

    // Three standard errors of a count.
    private const double Sure = 3;

    private string Many => $"{found.Noun}s";

    /// <summary>All that is to be said.</summary>
    public IReadOnlyList<string> All() =>
        [Effective(), .. OfLikeness(), .. OfDoubles()];

    /// <summary>What a Vendi score says by itself; nothing where it is not low.</summary>
    /// <param name="score">The score.</param>
    /// <param name="count">Of how many samples.</param>
    public static IEnumerable<string> OfVendi(double score, long count) =>
        score < Few && count > 1 ? [$"{Different(score, "sample", count)}: they are nearly the same"] : [];

    /// <summary>What recall and coverage say by themselves; nothing where they are not low.</summary>
    /// <param name="recall">Recall.</param>
    /// <param name="coverage">Coverage.</param>
    /// <param name="expected">The coverage of samples of one law.</param>
    /// <param name="areFlat">Whether most balls have no radius: more samples coincide than neighbours count.</param>
    public static IEnumerable<string> OfRecall(double recall, double coverage, double expected, bool areFlat)
    {
        if (areFlat)
        {
            yield return "more samples coincide than neighbours are asked for: most balls have no radius, and nothing "
                + "lies in them";
        }
        else if (recall < Low && coverage < Low * expected)
        {
            yield return $"recall {Number(recall)}: modes are missing, generated samples come near {Share(coverage)} "
                + $"of the reference's, where those of one law come near {Share(expected)}";
        }
    }

    /// <summary>What the variances of two sides say; nothing where both vary.</summary>
    /// <param name="generated">The sum of the generated side's variances.</param>
    /// <param name="reference">That of the reference.</param>
    public static IEnumerable<string> OfVariances(double generated, double reference)
    {
        // A hundredth of the variance: a tenth of the way that samples of the reference lie from their mean.
        if (generated < 0.01 * reference)
        {
            yield return generated > Rounding * reference
                ? $"the generated samples vary {Number(generated / reference)} times as much as the reference's: "
                    + "they are nearly the same"
                : "the generated samples are all the same";
        }
    }

    private string Effective() => Different(found.Effective, found.Noun, found.Generated)
        + (found.Real is not { } real ? string.Empty
            : real.Compared == found.Generated ? $" (as many real ones: {Number(real.EffectiveReal)})"
            : string.Create(
                CultureInfo.InvariantCulture,
                $" (of {real.Compared}: {Number(real.EffectiveGenerated)}, "
                + $"as many real ones: {Number(real.EffectiveReal)})"));

    private IEnumerable<string> OfLikeness()
    {
        if (found.Real is not { Likeness: var like, Floor: var floor })
        {
            yield break;
        }

        var usual = floor is null ? string.Empty
            : $" (halves of the real {Many}: recall {Number(floor.Recall)}, "
                + $"precision {Number(floor.Precision)})";
        var figures = $"recall {Number(like.Recall)}, precision {Number(like.Precision)}{usual}";
        var near = $"generated {Many} come near {Share(like.Coverage)} of the real ones"
            + (floor is null ? string.Empty : $" (half of those near {Share(floor.Coverage)} of the other)");
        yield return found.IsAway
            ? $"{figures}: {Share(like.Coverage)} of the real {Many} have a generated one near, and {Share(like.Near)} "
                + "of the generated ones a real one: training has not come so far, or it has failed"
            : found.LeavesOut ? $"{figures}: modes are missing, {near}"
            : found.MayLack ? $"{figures}: some modes may be missing, {near}"
            : like.Recall < Low * (floor?.Recall ?? 1)
            ? $"{figures}: generated {Many} vary less than the real ones, "
                + $"but come near {Share(like.Coverage)} of them, so no mode is missing"
            : figures;
    }

    private IEnumerable<string> OfDoubles()
    {
        if (Beyond(found.Duplicates, found.Real?.Repeats ?? 0))
        {
            yield return Count(found.Duplicates, "a duplicate", "duplicates") + " of another"
                + (found.Real is { Repeats: >= Told and var own }
                    ? $" (of the real {Many} {Share(own)})"
                    : string.Empty);
        }

        if (found.Real is not { } real)
        {
            yield break;
        }

        if (Beyond(real.Copies, real.Doubled))
        {
            yield return Count(real.Copies, "a copy", "copies") + $" of a real {found.Noun}"
                + (real.Doubled >= Told
                    ? $" (of the real {Many} {Share(real.Doubled)} are the same as another)"
                    : string.Empty);
        }

        if (found.IsAlmostCopied && real.Copies < Low * found.Generated)
        {
            yield return $"generated {Many} lie {Number(real.Nearness)} times as far from the nearest real one "
                + "as real ones from each other: they are nearly copies";
        }
    }

    // More than the data's own doubles make by chance.
    private bool Beyond(long count, double share)
    {
        var expected = share * found.Generated;
        return count > expected + (Sure * Math.Sqrt(expected));
    }

    private string Count(long count, string one, string more) => string.Create(
        CultureInfo.InvariantCulture,
        $"{count} of {found.Generated} {(count == 1 ? $"is {one}" : $"are {more}")}");

    private static string Different(double score, string noun, long count)
    {
        var number = Number(score);
        return FormattableString.Invariant(
            $"effectively {number} different {noun}{(number == "1" ? string.Empty : "s")} in {count}");
    }

    // Two digits, and whole numbers above ten whole.
    private static string Number(double value) => value >= 10
        ? value.ToString("F0", CultureInfo.InvariantCulture)
        : value.ToString("G2", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("P0", CultureInfo.InvariantCulture);
}
