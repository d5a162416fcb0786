using Saddle.Data;
using Saddle.Gans.Doctor;
using Saddle.Gans.Doctor.Foreign;
using Saddle.Gans.Tests.References;
using Saddle.Gans.Tests.States;

namespace Saddle.Gans.Tests.Foreign;

/// <summary>
/// Logs that tools wrote of small GANs whose truth is known: a folder logs with expected.tsv, of what SADDLE_REFERENCES
/// names.
/// </summary>
public sealed class ReferenceLogTests
{
    private static readonly string Root = Path.Combine(ReferenceFactAttribute.Folder, "logs");

    public static TheoryData<string> Paths
    {
        get
        {
            var data = new TheoryData<string>();
            Rows().ToList().ForEach(row => data.Add(row[0]));
            if (data.Count == 0)
            {
                data.Add(string.Empty);
            }

            return data;
        }
    }

    [ReferenceTheory]
    [MemberData(nameof(Paths))]
    public void A_log_is_read_as_the_table_says(string path)
    {
        var row = Rows().Single(r => r[0] == path);
        var (state, discriminator, generator, verdict) = (row[2], row[4], row[5], row[6]);
        if (verdict is "no data")
        {
            Assert.Throws<DataException>(() => Read(path));
            return;
        }

        if (verdict.StartsWith("unreadable", StringComparison.Ordinal))
        {
            try
            {
                verdict = state is "healthy" ? "healthy" : "perfect-discriminator";
                Assert.Contains(Diagnosed(Read(path)[0]), Right(verdict, state), StringComparer.Ordinal);
            }
            catch (DataException)
            {
                // the other thing that is right
            }

            return;
        }

        var runs = Read(path);
        Assert.Equal(verdict.StartsWith("one verdict", StringComparison.Ordinal), runs.Count > 1);
        foreach (var run in runs)
        {
            var (its, known) = runs.Count == 1 ? (verdict, state) : Truth(run.Name);
            Assert.Contains(Diagnosed(run), Right(its, known), StringComparer.Ordinal);
        }

        Assert.True(IsSame(discriminator, Taken(runs[0], "loss_d")), $"loss_d: {Taken(runs[0], "loss_d")}");
        Assert.True(IsSame(generator, Taken(runs[0], "loss_g")), $"loss_g: {Taken(runs[0], "loss_g")}");
    }

    private static string Taken(ForeignRun run, string key) => run.Taken.FirstOrDefault(t => t.Key == key).Value ?? "";

    // Of several columns for one thing either is right; what stands in brackets is another file's.
    private static bool IsSame(string expected, string taken) => expected.StartsWith('(')
        || taken.StartsWith(expected, StringComparison.Ordinal)
        || expected.Split(", ").Contains(taken, StringComparer.Ordinal);

    private static (string Verdict, string State) Truth(string name) =>
        name.Contains("healthy", StringComparison.Ordinal) ? ("healthy", "healthy")
        : name.Contains("saturated", StringComparison.Ordinal) ? ("perfect-discriminator", "saturated")
        : name.Contains("collapsed", StringComparison.Ordinal) ? ("cannot-tell", "collapsed")
        : ("diverged", "diverged");

    // Losses of a collapsed run that lie at chance show no failure: the sentence says that they cannot.
    private static string[] Right(string verdict, string state) => (verdict, state) switch
    {
        ("healthy", _) => [Diagnosis.NothingSeen],
        ("perfect-discriminator", _) => ["perfect-discriminator", "vanishing-gradient", "exploding-gradient"],
        ("diverged", _) => ["divergence"],
        ("generator-wins", _) => ["discriminator-collapse"],
        ("cannot-tell", "collapsed") => ["cannot-tell", Diagnosis.NothingSeen],
        _ => ["cannot-tell"],
    };

    private static string Diagnosed(ForeignRun run) => ForeignExamination
        .Of(run, p => new(p.Series, new LoggedCase { Columns = p.Columns, Unit = p.Unit, Remarks = run.Remarks }))
        .Found.Diagnosis.Name;

    private static IReadOnlyList<ForeignRun> Read(string path)
    {
        var other = path.Replace("Loss_D.csv", "Loss_G.csv", StringComparison.Ordinal)
            .Replace("loss_d_only.csv", "loss_g_only.csv", StringComparison.Ordinal);
        string[] all = other == path ? [path] : [path, other];
        return ForeignRun.Read([.. all.Select(p => Path.Combine(Root, p))], string.Empty, null);
    }

    private static string Unquoted(string cell) => cell.Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal);

    private static IEnumerable<string[]> Rows() => File.Exists(Path.Combine(Root, "expected.tsv"))
        ? File.ReadLines(Path.Combine(Root, "expected.tsv"))
            .Skip(1)
            .Select(l => l.Split('\t').Select(Unquoted).ToArray())
        : [];
}
