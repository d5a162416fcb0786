using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Disturbances;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Gans.Doctor;
using Saddle.Papers;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.App.Tests.Examples;

/// <summary>The examples of the how-to pages do what the pages say of them.</summary>
public sealed class ExampleTests
{
    [Theory]
    [InlineData(0.1, 0.5)]
    [InlineData(0.5, 3)]
    [InlineData(0.02, 0)]
    public void The_closed_form_is_the_linearisations(double eta, double bend)
    {
        var (game, rule) = (new AlmostBilinear(bend), new Simultaneous { EtaG = eta, EtaD = 2 * eta });
        var radius = new AlmostBilinearRadius().Radius(game, rule);
        Assert.Equal(Spectrum.Of(game, rule).Radius!.Value, radius!.Value, 10);
        Assert.Null(new AlmostBilinearRadius().Radius(game, new Alternating()));
    }

    [Fact]
    public void The_ailment_is_found_where_it_is_and_nowhere_else()
    {
        Assert.Equal("frozen-loss", new FrozenLoss().Examine(Run(_ => 0.69))?.Name);
        Assert.Null(new FrozenLoss().Examine(Run(step => 0.69 + (step == 7 ? 1e-12 : 0))));

        static CaseHistory Run(Func<int, double> loss) => new(
            new Dictionary<string, IReadOnlyList<(long, double)>>(StringComparer.Ordinal)
            {
                ["loss/generator"] = [.. Enumerable.Range(0, 20).Select(i => ((long)i, loss(i)))],
            });
    }

    [Fact]
    public void The_disturbance_blackens_its_share_of_rows_and_none_at_level_0()
    {
        var white = new Image(3, 2000, 1, [.. Enumerable.Repeat((byte)255, 6000)], "white");
        var spoilt = new MissingRows(0.25).Apply(white, new Philox(1, 0, Purpose.Disturbance));
        var black = spoilt.Pixels.Chunk(3).Count(row => row.All(p => p == 0));
        Assert.InRange(black, 500 - (4 * 19.4), 500 + (4 * 19.4)); // four standard deviations of the binomial law
        Assert.Equal(white.Pixels, new MissingRows(0).Apply(white, new Philox(1, 0, Purpose.Disturbance)).Pixels);
        Assert.All(white.Pixels, p => Assert.Equal(255, p));
    }

    [Theory]
    [InlineData(typeof(Gans.Objectives.Objective), "squared-hinge")]
    [InlineData(typeof(Gans.Regularisers.Regulariser), "drift")]
    [InlineData(typeof(Gans.Probes.Probe), "score-gap")]
    [InlineData(typeof(Gans.Networks.Network), "one-hidden")]
    [InlineData(typeof(Metrics.Metric), "mean-gap")]
    [InlineData(typeof(Metrics.Extractors.Extractor), "channel-means")]
    public void The_catalogue_finds_it(Type family, string name)
    {
        var catalog = typeof(Catalog<>).MakeGenericType(family);
        var entries = (System.Collections.IEnumerable)catalog.GetProperty("Entries")!.GetValue(null)!;
        Assert.Contains(entries.Cast<object>(), e => name.Equals(e.GetType().GetProperty("Name")!.GetValue(e)));
    }
}
