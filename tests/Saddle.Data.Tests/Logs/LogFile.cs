using System.Globalization;
using System.Text;
using Saddle.Data.Logs;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Logs;

/// <summary>Reads texts as logs.</summary>
internal static class LogFile
{
    public static IReadOnlyList<LoggedRun> Runs(string name, string text, Encoding? encoding = null) =>
        Runs(name, [.. (encoding ?? new UTF8Encoding()).GetPreamble(), .. (encoding ?? Encoding.UTF8).GetBytes(text)]);

    public static IReadOnlyList<LoggedRun> Runs(string name, byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        return TrainingLog.Read(folder.Write(name, bytes));
    }

    public static LoggedRun One(string name, string text) => Assert.Single(Runs(name, text));

    /// <summary>A curve's points as "step:value step:value"; steps that are unknown as "?".</summary>
    public static string Points(LoggedRun run, string curve) => string.Join(
        ' ',
        run.Curves.Single(c => c.Name == curve).Points.Select(p => string.Create(
            CultureInfo.InvariantCulture, $"{(double.IsNaN(p.Step) ? "?" : p.Step)}:{p.Value}")));

    /// <summary>The curves that have points: "name=step:value ..." each.</summary>
    public static string All(LoggedRun run) => string.Join(
        "; ", run.Curves.Where(c => c.Points.Count > 0).Select(c => $"{c.Name}={Points(run, c.Name)}"));

    public static DataException Refused(string name, string text)
    {
        var refusal = Assert.Throws<DataException>(() => Runs(name, text));
        Assert.DoesNotContain('\n', refusal.Message);
        return refusal;
    }
}
