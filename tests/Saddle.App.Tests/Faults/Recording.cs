namespace Saddle.App.Tests.Faults;

/// <summary>A command that ran undisturbed.</summary>
/// <param name="Subject">The command.</param>
/// <param name="Before">What was there before it.</param>
/// <param name="Changes">What it changed.</param>
/// <param name="After">What was there after it.</param>
/// <param name="Essence">What of that must be there after every other run of it.</param>
/// <param name="Said">What it said on standard error.</param>
internal sealed record Recording(
    Subject Subject,
    Content Before,
    IReadOnlyList<Change> Changes,
    Content After,
    SortedDictionary<string, string> Essence,
    IReadOnlyList<string> Said)
{
    /// <summary>Runs a command undisturbed.</summary>
    /// <param name="subject">The command.</param>
    /// <param name="folder">The current folder.</param>
    public static Recording Of(Subject subject, string folder)
    {
        var files = Subject.Files.ToDictionary(
            f => f.Name, f => System.Text.Encoding.UTF8.GetBytes(f.Text), StringComparer.Ordinal);
        new Content(files, new HashSet<string>(StringComparer.Ordinal)).Write(folder);
        foreach (var line in subject.Before)
        {
            var (status, error) = Workplace.Run(line);
            Assert.True(status == ExitStatus.Done, $"{line}: {error}");
        }

        var before = Content.Read(folder);
        var (result, changes) = FaultyProcess.Record(folder, Workplace.Arguments(subject.Line));
        Assert.True(result.Status == ExitStatus.Done, result.Error);
        Assert.NotEmpty(changes);
        return new(
            subject, before, changes, Content.Read(folder), Faults.Essence.Of(folder), result.ErrorLines);
    }
}
