using Saddle.Catalog;
using Saddle.Data;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Reading;
using Saddle.Scalars;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>What is planted in samples is found in them, in figures and in words, and nothing else.</summary>
public sealed class SampleFindingsTests : TensorTests
{
    [TorchFact]
    public void Samples_of_one_law_are_well_and_their_figures_are_those_of_halves()
    {
        var found = Study(Sides.Normals(400, 6, 1), Sides.Normals(400, 6, 2));
        var (like, floor) = (found.Real!.Likeness, found.Real.Floor!);
        Assert.True(found.IsWell);
        Assert.Equal((0L, 0L), (found.Duplicates, found.Real.Copies));
        Assert.InRange(like.Recall - floor.Recall, -0.1, 0.1);
        Assert.InRange(like.Precision - floor.Precision, -0.1, 0.1);
        Assert.InRange(found.Effective, 0.97 * found.Real.EffectiveReal, 1.03 * found.Real.EffectiveReal);
        Assert.Equal(2, found.Sentences.Count);
        Assert.StartsWith("effectively 6 different samples in 400 (as many real ones: 6)", found.Sentences[0]);
        Assert.DoesNotContain("missing", found.Sentences[1], StringComparison.Ordinal);
    }

    [TorchFact]
    public void Precision_and_recall_are_those_of_the_metric_and_the_effective_number_is_its_score()
    {
        var (real, generated) = (Sides.Normals(150, 4, 1), Sides.Normals(150, 4, 2, 0.8));
        var found = Study(real, generated);
        var metric = new PrecisionRecall(3, Closed: true).Measure(real, generated);
        Assert.Equal(metric["precision"], found.Real!.Likeness.Precision, 1e-14);
        Assert.Equal(metric["recall"], found.Real.Likeness.Recall, 1e-14);
        Assert.Equal(new Vendi().Measure(real, generated).Value, found.Effective, 1e-12);
    }

    [TorchFact]
    public void One_sample_over_and_over_is_collapse_with_real_samples_and_without()
    {
        var generated = Tensor.Concatenate([.. Enumerable.Repeat(Sides.Normals(1, 6, 2), 400)]);
        var (with, without) = (Study(Sides.Normals(400, 6, 1), generated), Study(null, generated));
        Assert.True(with.IsCollapsed && without.IsCollapsed);
        Assert.Equal((399L, 399L), (with.Duplicates, without.Duplicates));
        Assert.Equal(0, with.Real!.Likeness.Recall);
        Assert.StartsWith("effectively 1 different sample in 400 (as many real ones: 6)", with.Sentences[0]);
        Assert.StartsWith("recall 0, ", with.Sentences[1]);
        Assert.Contains("modes are missing", with.Sentences[1], StringComparison.Ordinal);
        Assert.Equal("399 of 400 are duplicates of another", with.Sentences[^1]);
        Assert.Equal(
            ["effectively 1 different sample in 400", "399 of 400 are duplicates of another"], without.Sentences);
    }

    [TorchFact]
    public void Two_of_eight_modes_are_collapse_though_no_sample_is_a_double()
    {
        var found = Study(Ring(800, 8, 1), Ring(800, 2, 2));
        Assert.True(found.IsCollapsed);
        Assert.Equal(0L, found.Duplicates);
        Assert.InRange(found.Real!.Likeness.Coverage, 0.2, 0.35);
        Assert.Contains("modes are missing", found.Sentences[1], StringComparison.Ordinal);
        Assert.True(Study(Ring(800, 8, 1), Ring(800, 8, 2)).IsWell);
    }

    [TorchTheory]
    [InlineData(4, true)]
    [InlineData(7, false)]
    public void Modes_that_may_be_missing_are_not_called_well(int modes, bool collapsed)
    {
        var found = Study(Ring(840, 8, 1), Ring(840, modes, 2));
        Assert.Equal(collapsed, found.IsCollapsed);
        Assert.False(found.IsWell);
        Assert.InRange(found.Real!.Likeness.Coverage, (modes / 8.0) - 0.08, modes / 8.0);
        Assert.Contains(
            collapsed ? "modes are missing" : "some modes may be missing",
            found.Sentences[1],
            StringComparison.Ordinal);
    }

    [TorchFact]
    public void Planted_duplicates_and_copies_are_counted_exactly_where_they_are_exact_and_where_they_are_noisy()
    {
        var (real, fresh) = (Sides.Normals(400, 12, 1), Sides.Normals(400, 12, 2));
        foreach (var noise in (double[])[0, 0.02])
        {
            var doubles = fresh.Narrow(0, 0, 12) + Sides.Normals(12, 12, 3, noise);
            var copies = real.Narrow(0, 50, 31) + Sides.Normals(31, 12, 4, noise);
            var found = Study(real, Tensor.Concatenate([fresh.Narrow(0, 0, 357), copies, doubles]));
            Assert.Equal((12L, 31L), (found.Duplicates, found.Real!.Copies));
            Assert.Equal(
                ["12 of 400 are duplicates of another", "31 of 400 are copies of a real sample"],
                found.Sentences.TakeLast(2),
                StringComparer.Ordinal);
            Assert.False(found.IsCollapsed || found.IsCopied);
        }
    }

    [TorchTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_few_dimensions_samples_come_near_each_other_and_are_no_doubles(int dimensions)
    {
        var found = Study(Sides.Normals(1000, dimensions, 1), Sides.Normals(1000, dimensions, 2));
        Assert.InRange(found.Duplicates, 0, 4);
        Assert.InRange(found.Real!.Copies, 0, 4);
        Assert.True(found.IsWell);
    }

    [TorchFact]
    public void Copies_of_a_tenth_and_near_copies_of_all_are_overfitting()
    {
        var (real, fresh) = (Sides.Normals(300, 20, 1), Sides.Normals(300, 20, 2));
        Assert.True(Study(real, Tensor.Concatenate([real.Narrow(0, 0, 150), fresh.Narrow(0, 0, 150)])).IsCopied);
        var near = Study(real, (real * 0.8) + (fresh * 0.2));
        Assert.True(near.IsCopied && near.IsAlmostCopied && !near.IsCollapsed);
        Assert.Contains("nearly copies", near.Sentences[^1], StringComparison.Ordinal);
    }

    [TorchFact]
    public void What_the_data_hold_twice_themselves_is_held_against_nobody()
    {
        // Every real sample four times, and as many of the same things generated.
        var things = Sides.Normals(100, 8, 1);
        var all = Tensor.Concatenate([things, things, things, things]);
        var found = Study(all, all);
        Assert.Equal(300L, found.Duplicates);
        Assert.Equal(0.75, found.Real!.Repeats);
        Assert.False(found.IsCollapsed);
        Assert.False(found.IsCopied);
    }

    [TorchFact]
    public void Samples_that_vary_less_miss_no_mode()
    {
        var found = Study(Sides.Normals(400, 30, 1), Sides.Normals(400, 30, 2, 0.6));
        Assert.True(found.Real!.Likeness.Recall < 0.1);
        Assert.True(found.IsWell);
        Assert.Contains("vary less than the real ones", found.Sentences[1], StringComparison.Ordinal);
        Assert.Contains("no mode is missing", found.Sentences[1], StringComparison.Ordinal);
    }

    [TorchFact]
    public void Samples_far_from_the_data_are_no_collapse_and_not_well()
    {
        var found = Study(Sides.Normals(100, 10, 1), Sides.Normals(100, 10, 2, 5, 20));
        Assert.False(found.IsCollapsed || found.IsWell);
        Assert.True(found.IsAway);
        Assert.EndsWith("training has not come so far, or it has failed", found.Sentences[^1]);

        // About the data's mean, but in all directions alike where the data fill few: near them, and no part of them.
        var data = Tensor.Concatenate([Sides.Normals(200, 3, 3), Tensor.Zeros([200, 27], DType.Float64)], 1);
        var noise = Study(data, Sides.Normals(200, 30, 4, 0.1));
        Assert.True(noise.Real!.Likeness.Near > SampleFindings.Near);
        Assert.False(noise.IsCollapsed || noise.IsWell);
    }

    [TorchFact]
    public void Samples_all_around_the_modes_leave_none_out()
    {
        // On every mode of the ring, and beside it: a third of the samples is near the data.
        var noise = Sides.Normals(64, 2, 3, 0.2);
        var found = Study(Ring(64, 8, 1), Ring(64, 8, 2) + noise);
        Assert.True(found.Real!.Likeness is { Recall: > 0.92, Coverage: < 0.6 });
        Assert.False(found.IsCollapsed || found.IsWell);
        Assert.DoesNotContain(found.Sentences, s => s.Contains("modes are missing", StringComparison.Ordinal));
    }

    [TorchFact]
    public void Pictures_count_by_what_differs_from_the_mean_picture()
    {
        // Small marks on white: to the cosines of pixels all of them are nearly one, about their mean they are many.
        var how = new Extraction(Needs.Features) { By = Pixels() };
        Side Read(string name, int first, bool same) => how.Extract(
            name, new Pictures([.. Enumerable.Range(first, 60).Select(i => Mark(same ? first : i))]));

        var well = new SampleStudy(new()).Of(Read("real", 0, same: false), Read("generated", 60, same: false));
        Assert.InRange(well.Effective, 20, 60);
        Assert.True(well.IsWell);
        var alone = new SampleStudy(new()).Of(null, Read("generated", 60, same: true));
        Assert.True(alone.IsCollapsed);
        Assert.Equal("effectively 1 different image in 60", alone.Sentences[0]);
    }

    [TorchFact]
    public void Too_few_samples_and_sides_that_do_not_fit_are_refused_in_one_line()
    {
        var few = Assert.Throws<SettingsException>(() => Study(null, Sides.Normals(19, 3, 1)));
        Assert.Equal("generated: 19 samples; expected at least 20, or nothing can be said of them", few.Message);
        Assert.Throws<SettingsException>(() => Study(Sides.Normals(19, 3, 1), Sides.Normals(20, 3, 1)));
        Assert.Throws<SettingsException>(() => Study(Sides.Normals(20, 4, 1), Sides.Normals(20, 3, 1)));
    }

    private static SampleFindings Study(Tensor? real, Tensor generated) => new SampleStudy(new()).Of(
        real is { } rows ? Sides.From(rows, "real") : null, Sides.From(generated, "generated"));

    private static Tensor Ring(int count, int modes, ulong seed)
    {
        var noise = Sides.Normals(count, 2, seed, 0.03).ToDoubles();
        var centres = Enumerable.Range(0, count).Select(i => 2 * Math.PI * (i % modes) / 8);
        return Tensor.From<double>(
            [.. centres.SelectMany((angle, i) => new[]
            {
                Math.Cos(angle) + noise[2 * i],
                Math.Sin(angle) + noise[(2 * i) + 1],
            })],
            [count, 2]);
    }

    private static (Extractor Extractor, FeatureNetwork Network) Pixels()
    {
        var extractor = new RawPixels(16);
        return (extractor, extractor.Open(new(Protocol.Known[0], new DataFolder("."))));
    }

    private static Image Mark(int number)
    {
        var random = new Philox(5, number, Purpose.Item);
        var pixels = Enumerable.Repeat((byte)255, 16 * 16).ToArray();
        for (var i = 0; i < 8; i++)
        {
            pixels[(int)(random.Uniform() * 256)] = 0;
        }

        return new(16, 16, 1, pixels, $"mark {number}");
    }
}
