using Saddle.Figures;

namespace Saddle.Papers.Heusel2017;

/// <summary>Ways to choose the two rates, each trained over several seeds and looked at on the way.</summary>
/// <param name="Arms">The ways.</param>
/// <param name="Courses">Of each way, each seed's figures at the looks.</param>
internal sealed record Contest(IReadOnlyList<Contest.Arm> Arms, IReadOnlyList<IReadOnlyList<Contest.Course>> Courses)
{
    /// <summary>Runs it.</summary>
    /// <param name="name">What the runs are kept under.</param>
    /// <param name="arms">The ways.</param>
    /// <param name="seeds">Seeds of each.</param>
    /// <param name="setting">Keeps the runs, and stops them.</param>
    /// <param name="run">One run, by its way and seed.</param>
    public static Contest Run(string name, IReadOnlyList<Arm> arms, int seeds, ClaimSetting setting, Func<Arm, int, Course> run) => new(arms, Networks.Each(name, arms, seeds, setting, run));

    /// <summary>The median over seeds of the last look's figure.</summary>
    /// <param name="arm">The way's number.</param>
    public double Final(int arm) => Courses[arm].Select(c => c.Figures[^1]).Median();

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
            arm.Name, arm.Two ? "two" : "one",
            $"{Courses[k].Min(c => c.Figures[^1]).Text()}, {Final(k).Text()}, {Courses[k].Max(c => c.Figures[^1]).Text()}",
            Courses[k].Average(c => c.Seconds[^1]).Text("F1"),
        ])]);

    private Panel Panel(string title, string x, string y, Func<Course, IReadOnlyList<double>> along) => new(
        title,
        new(x),
        new(y),
        [.. Arms.SelectMany((arm, k) => Lines(arm, Courses[k], along))]);

    private static IEnumerable<Trace> Lines(Arm arm, IReadOnlyList<Course> courses, Func<Course, IReadOnlyList<double>> along)
    {
        var looks = Enumerable.Range(0, courses[0].Figures.Count).ToList();
        yield return new Line(arm.Name, looks.Select(i => courses.Average(c => along(c)[i])).Gaps(), looks.Select(i => courses.Average(c => c.Figures[i])).Gaps())
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

    /// <summary>A run's figures at its looks.</summary>
    /// <param name="Rounds">Generator's updates made.</param>
    /// <param name="Work">Gradients of a player computed.</param>
    /// <param name="Seconds">Time spent training.</param>
    /// <param name="Figures">The figures.</param>
    internal sealed record Course(IReadOnlyList<double> Rounds, IReadOnlyList<double> Work, IReadOnlyList<double> Seconds, IReadOnlyList<double> Figures);
}
