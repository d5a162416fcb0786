using Saddle.Papers.Heusel2017;
using Score = Saddle.Papers.Heusel2017.InceptionScoreMisses.Score;

namespace Saddle.Papers.Tests;

/// <summary>Measures of quality under six disturbances: which curves count as rising and as missing.</summary>
public sealed class SpoiltTests
{
    private static readonly FrechetRises Rises = new();
    private static readonly InceptionScoreMisses Misses = new();

    [Fact]
    public void Distances_that_rise_with_every_level_hold()
    {
        var finding = Reports.Holds(Rises, Distances());
        Assert.Equal(1, finding.Measured);
        finding.Says("36 of 36 steps");
        finding.Says("by a factor of 2 or more");
        Assert.Equal(24, finding.Table!.Rows.Count);

        // The strong level of the fifth, salt and pepper, beside the published 381.
        Assert.Equal(["salt-and-pepper", "8", "8", "381"], Without(finding.Table.Rows[19], 1));
    }

    [Theory]
    [InlineData(0, 0, 1, 1)]
    [InlineData(1, 5, 3, 3.9)]
    public void One_step_that_does_not_rise_contradicts(int extractor, int disturbance, int level, double distance)
    {
        var all = Distances().Distances;
        var curve = all[extractor][disturbance].With(level, distance);
        var finding = Reports.Contradicts(Rises, new(all.With(extractor, all[extractor].With(disturbance, curve))));
        Assert.Equal(35 / 36.0, finding.Measured, 12);
    }

    [Fact]
    public void Levels_that_are_not_heard_are_told()
    {
        double[][] flat = [.. Enumerable.Range(0, 6).Select(_ => (double[])[1, 1, 1, 1])];
        Assert.Equal(Outcome.Holds, Rises.Expected);
        Reports.Contradicts(Rises, new([flat, flat]));
        Reports.Contradicts(Misses, Scores(
            [.. Enumerable.Range(0, 24).Select(i => (i / 4, i % 4, new Score(4, 0.3)))]));
    }

    // As measured with one of 2,000 images: its swirl comes nearer again, and its score rises under rectangles.
    [Fact]
    public void A_classifier_that_knows_its_images_by_heart_is_told()
    {
        var all = Distances().Distances;
        Reports.Contradicts(Rises, new(all.With(1, all[1].With(3, (double[])[0.57, 3.28, 3.03, 1.55]))));
        Assert.Equal(Outcome.Contradicted, Misses.Expected);
        Reports.Holds(Misses, Scores((2, 1, new(1.979, 0.0264)), (2, 2, new(2.104, 0.0264))));
    }

    [Fact]
    public void A_score_that_rises_by_more_than_three_standard_errors_misses()
    {
        // From 4 to 5.5 with errors of 0.3 and 0.4: three errors of 0.5.
        var clear = Scores((2, 1, new(5.51, 0.4)));
        var finding = Reports.Holds(Misses, clear);
        Assert.Equal(3.02, finding.Measured, 9);
        finding.Says("under black-rectangles, at most by 3.0");
        Assert.Equal(["5.51", "0.4"], Without(finding.Table!.Rows[9], 0, 1));

        var unclear = Reports.Contradicts(Misses, Scores((2, 1, new(5.5, 0.4))));
        Assert.Equal(3, unclear.Measured, 9);
        Assert.Equal("No rise is clear; the greatest is of 3.0 standard errors.", unclear.Reason);
    }

    [Fact]
    public void A_rise_that_only_all_levels_together_make_does_not_count() => Reports.Contradicts(
        Misses,
        Scores((0, 0, new(1, 0.4)), (0, 1, new(2, 0.4)), (0, 2, new(3, 0.4)), (0, 3, new(4, 0.4))));

    // Each level twice the one before, on either network.
    private static FrechetRises.Measurements Distances()
    {
        double[][] curves = [.. Enumerable.Range(0, 6).Select(_ => (double[])[1, 2, 4, 8])];
        return new([curves, curves]);
    }

    // Scores that fall from 4 by one a level, but for some.
    private static InceptionScoreMisses.Measurements Scores(
        params (int Disturbance, int Level, Score Score)[] others)
    {
        Score At(int disturbance, int level) => others
            .Where(o => (o.Disturbance, o.Level) == (disturbance, level))
            .Select(o => o.Score)
            .SingleOrDefault(new Score(4 - level, 0.3));
        return new([.. Enumerable.Range(0, 6).Select(i => Enumerable.Range(0, 4).Select(j => At(i, j)).ToList())]);
    }

    private static IReadOnlyList<string> Without(IReadOnlyList<string> row, params int[] columns) =>
        [.. row.Where((_, i) => !columns.Contains(i))];
}
