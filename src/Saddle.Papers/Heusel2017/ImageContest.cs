using Saddle.Data.Families;
using Saddle.Gans;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Papers.Heusel2017;

/// <summary>
/// A convolutional GAN on drawn shapes with one rate and with two: the Frechet distance against rounds, work and time.
/// Each side's best rates are chosen on some seeds and judged on others; runs that collapse are counted apart.
/// </summary>
public abstract record ImageContest : Claim<ImageContest.Measurements>
{
    /// <summary>How collapses are told in a claim's condition.</summary>
    private protected const string Apart =
        "a run that ends no nearer than one picture over and over could, of the data's mean features, has collapsed: "
        + "its seed is left out, and fewer than six seeds decide nothing";

    private const int Choosing = 3;
    private const int Fewest = 6;

    /// <inheritdoc/>
    public sealed override Outcome Expected => Outcome.Undecided;

    /// <summary>How its runs are called.</summary>
    private protected abstract string Runs { get; }

    /// <summary>The ways to choose the rates.</summary>
    private protected abstract IReadOnlyList<Contest.Arm> Arms { get; }

    /// <summary>How many gradients of a player each run may compute.</summary>
    /// <param name="setting">The claim's setting.</param>
    private protected abstract int Work(ClaimSetting setting);

    /// <summary>Networks, objective and rule of a way, as a configuration has them.</summary>
    /// <param name="arm">The way.</param>
    private protected abstract string Game(Contest.Arm arm);

    /// <summary>What the report says of them.</summary>
    private protected abstract IReadOnlyList<(string Name, string Value)> GameSettings { get; }

    /// <inheritdoc/>
    public sealed override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var features = new Lazy<ShapeFeatures>(() => new(setting));
        IReadOnlyList<IReadOnlyList<Course>> Train(
            string name, IReadOnlyList<Contest.Arm> arms, int first, int seeds) =>
            Networks.Each(name, arms, seeds, setting, (arm, seed) => Follow(arm, first + seed, features, setting));

        var choice = Train($"{Runs}, choice", Arms, 0, Choosing);
        var (one, two) = Chosen(choice);
        var test = Train($"{Runs}, {one.Name}, {two.Name}", [one, two], Choosing, Tested(setting));
        var (floor, onePicture) = Bounds(features.Value, Samples(setting));
        return new(choice, test, floor, onePicture);
    }

    /// <inheritdoc/>
    public sealed override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (one, two) = Chosen(measured.Choice);
        var test = new Contest([one, two], measured.Test);
        var pairs = test.Finals(1).Zip(test.Finals(0)).ToList();
        var kept = pairs.Where(p => Math.Max(p.First, p.Second) < measured.OnePicture).ToList();
        var enough = kept.Count >= Fewest;
        var compared = enough ? kept : pairs;
        var ratio = PairedRatio.Of([.. compared.Select(p => p.First)], [.. compared.Select(p => p.Second)]);
        return new(
            setting.Full && enough ? ratio.Outcome : Outcome.Undecided,
            ratio.Ratio,
            "final distance of two rates by that of one, geometric mean over seeds",
            $"Over {Choosing.Text()} seeds {two.Name} is the best of two rates and {one.Name} of one. Over "
                + $"{test.Courses[0].Count.Text()} others the median final distance is {test.Final(1).Text()} with two "
                + $"and {test.Final(0).Text()} with one; {Collapsed(pairs.Select(p => p.First))} of them collapse with "
                + $"two and {Collapsed(pairs.Select(p => p.Second))} with one. Over the "
                + (enough ? $"{kept.Count.Text()} seeds at which neither does" : "seeds as they are")
                + $" the ratio is {ratio}.",
            new(
                "Frechet distance of a classifier's features: mean and band over seeds",
                test.Panels("distance"),
                Columns: 3))
        {
            Interval = ratio.Interval,
            Seeds = test.Courses[0].Count,
            Settings = Settings(measured, setting),
            Table = new Contest(Arms, measured.Choice).Table("distance"),
        };

        string Collapsed(IEnumerable<double> finals) => finals.Count(d => !(d < measured.OnePicture)).Text();
    }

    private (Contest.Arm One, Contest.Arm Two) Chosen(IReadOnlyList<IReadOnlyList<Course>> choice)
    {
        var contest = new Contest(Arms, choice);
        return (Arms[contest.Best(two: false)], Arms[contest.Best(two: true)]);
    }

    /// <summary>Both players at one rate.</summary>
    /// <param name="eta">The rate.</param>
    private protected static Contest.Arm Alone(double eta) => new($"{eta.Text("0E+0")} both", false, eta, eta);

    /// <summary>A rate for each.</summary>
    /// <param name="etaD">The discriminator's.</param>
    /// <param name="etaG">The generator's.</param>
    private protected static Contest.Arm Two(double etaD, double etaG) =>
        new($"D {etaD.Text("0E+0")}, G {etaG.Text("0E+0")}", true, etaG, etaD);

    private static int Tested(ClaimSetting setting) => setting.Full ? 8 : 6;

    private static int Samples(ClaimSetting setting) => setting.Full ? 5000 : 2000;

    private static int Looks(ClaimSetting setting) => setting.Full ? 8 : 1;

    private string Configuration(Contest.Arm arm) => $$"""
        data: {name: shapes, size: 16, grey: true}
        batch: 32
        {{Game(arm)}}
        """;

    private Course Follow(Contest.Arm arm, int seed, Lazy<ShapeFeatures> features, ClaimSetting setting)
    {
        using var at = Networks.Start(Configuration(arm), setting, seed);
        using var scope = new TensorScope();
        var (rounds, count, samples) = (Work(setting) / (arm.K + 1), Looks(setting), Samples(setting));
        var real = features.Value.Of(Batches.Read(at.Items, 0, samples));
        var looks = Enumerable.Range(1, count).Select(look => look * (rounds / count)).ToList();
        return Contest.Follow(at, looks, work: arm.K + 1, setting, () =>
            Frechet.Distance(real, features.Value.Of(at.Samples(samples)), 1));
    }

    // How far as many other items of the data are, and how far one picture over and over is at the least, which has
    // their mean features: the trace of their covariance.
    private static (double Floor, double OnePicture) Bounds(ShapeFeatures features, int samples)
    {
        using var items = new Shapes(2 * samples, ShapeFeatures.Size, Grey: true).Open(new("."), 1);
        using var scope = new TensorScope();
        var real = features.Of(Batches.Read(items, 0, samples));
        var mean = real.Mean([0], keep: true);
        return (
            Frechet.Distance(real, features.Of(Batches.Read(items, samples, samples)), 1),
            Frechet.Distance(real, Tensor.Concatenate([mean, mean]), 1));
    }

    private (string Name, string Value)[] Settings(Measurements measured, ClaimSetting setting) =>
    [
        ("data", "shapes, grey, 16 x 16"),
        .. GameSettings,
        ("work", $"{Work(setting).Text()} gradients of a player"),
        ("batch", "32"),
        ("features", ShapeFeatures.Name(setting)),
        ("samples", $"{Samples(setting).Text()} a side"),
        ("floor", $"{measured.Floor.Text()}, of as many others of the data"),
        ("collapsed", $"from {measured.OnePicture.Text()} on: no nearer than one picture of the data's mean features"),
        ("scale", "drawn shapes of 16 x 16, networks of an eighth of the published width, a classifier's features"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Choice">
    /// Of four single rates and four pairs of different ones, each of three seeds' Frechet distances.
    /// </param>
    /// <param name="Test">
    /// Of the single rate and of the pair that are the best of these, each of other seeds' distances.
    /// </param>
    /// <param name="Floor">The distance of two samples of the data.</param>
    /// <param name="OnePicture">
    /// The distance of one picture over and over, at the least. A run that ends no nearer has collapsed.
    /// </param>
    public sealed record Measurements(
        IReadOnlyList<IReadOnlyList<Course>> Choice,
        IReadOnlyList<IReadOnlyList<Course>> Test,
        double Floor,
        double OnePicture);
}
