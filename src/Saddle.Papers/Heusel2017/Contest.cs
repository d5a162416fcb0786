using System.Diagnostics;
using Saddle.Figures;
using Saddle.Gans.Probes;

namespace Saddle.Papers.Heusel2017;

/// <summary>Ways to choose the two rates, each trained over several seeds and looked at on the way.</summary>
/// <param name="Arms">The ways.</param>
/// <param name="Courses">Of each way, each seed's figures at the looks.</param>
internal sealed record Contest(IReadOnlyList<Contest.Arm> Arms, IReadOnlyList<IReadOnlyList<Course>> Courses)
{
    /// <summary>Trains, and looks at the GAN on the way.</summary>
    /// <param name="at">The GAN before its first update.</param>
    /// <param name="looks">After how many rounds to look.</param>
    /// <param name="work">How many gradients of a player a round computes.</param>
    /// <param name="setting">Stops it.</param>
    /// <param name="figure">What is seen at a look.</param>
    public static Course Follow(
        Snapshot at, IReadOnlyList<int> looks, int work, ClaimSetting setting, Func<double> figure)
    {
        var (clock, done) = (new Stopwatch(), 0);
        var (seconds, figures) = (new List<double>(), new List<double>());
        foreach (var look in looks)
        {
            clock.Start();
            at.Train(look - done, setting);
            clock.Stop();
            done = look;
            seconds.Add(clock.Elapsed.TotalSeconds);
            figures.Add(figure());
        }

        return new([.. looks.Select(n => (double)n)], [.. looks.Select(n => (double)n * work)], seconds, figures);
    }

    /// <summary>The median over seeds of the last look's figure.</summary>
    /// <param name="arm">The way's number.</param>
    public double Final(int arm) => Finals(arm).Median();

    /// <summary>Each seed's figure at the last look.</summary>
    /// <param name="arm">The way's number.</param>
    public IReadOnlyList<double> Finals(int arm) => [.. Courses[arm].Select(c => c.Figures[^1])];

    /// <summary>The way with the least final figure among those of one or of two time scales.</summary>
    /// <param name="two">Of two.</param>
    public int Best(bool two) => Enumerable.Range(0, Arms.Count).Where(k => Arms[k].Two == two).MinBy(Final);

    /// <summary>Each way's mean and band against updates and against work.</summary>
    /// <param name="figure">What is drawn.</param>
    public IReadOnlyList<Panel> Panels(string figure) =>
    [
        Panel("against rounds", "rounds", figure, c => c.Rounds),
        Panel("against work", "gradients of a player", figure, c => c.Work),
        Panel("against time", "seconds on this machine, others running beside", figure, c => c.Seconds),
    ];

    /// <summary>A row for each way: rates, least, median and greatest final figure.</summary>
    /// <param name="figure">What is listed.</param>
    public ResultTable Table(string figure) => new(
        ["rates", "time scales", $"final {figure}: least, median, greatest", "mean seconds"],
        [.. Arms.Select((arm, k) => (IReadOnlyList<string>)
        [
            arm.Name,
            arm.Two ? "two" : "one",
            $"{Finals(k).Min().Text()}, {Final(k).Text()}, {Finals(k).Max().Text()}",
            Courses[k].Average(c => c.Seconds[^1]).Text("F1"),
        ])]);

    private Panel Panel(string title, string x, string y, Func<Course, IReadOnlyList<double>> along) => new(
        title,
        new(x),
        new(y),
        [.. Arms.Zip(Courses, (arm, courses) => Line(arm.Name, courses, along))]);

    private static Line Line(string name, IReadOnlyList<Course> courses, Func<Course, IReadOnlyList<double>> along)
    {
        var looks = Enumerable.Range(0, courses[0].Figures.Count).ToList();
        return new(
            name,
            looks.Select(i => courses.Average(c => along(c)[i])).Gaps(),
            looks.Select(i => courses.Average(c => c.Figures[i])).Gaps())
        {
            Low = looks.Select(i => courses.Min(c => c.Figures[i])).Gaps(),
            High = looks.Select(i => courses.Max(c => c.Figures[i])).Gaps(),
        };
    }

    /// <summary>A way to choose the rates.</summary>
    /// <param name="Name">How it is called.</param>
    /// <param name="Two">Whether the rates differ.</param>
    /// <param name="EtaG">The generator's.</param>
    /// <param name="EtaD">The discriminator's.</param>
    /// <param name="K">The discriminator's moves a round.</param>
    internal sealed record Arm(string Name, bool Two, double EtaG, double EtaD, int K = 1);
}
