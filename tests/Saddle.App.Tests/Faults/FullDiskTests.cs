using System.Diagnostics;
using System.Globalization;
using Saddle.App.Tests.Support;
using Saddle.Data.Formats;
using Saddle.Gans.Training;
using Xunit.Abstractions;

namespace Saddle.App.Tests.Faults;

/// <summary>
/// A disk that takes no more, or breaks, at whichever change of a command that writes files: one line, nothing half
/// made, and the command called again where there is space ends with what an undisturbed one ends with.
/// </summary>
/// <remarks>With <c>SADDLE_FAULTS=all</c> at five places of each command in the place of one.</remarks>
[Collection(FaultGroup.Name)]
public sealed class FullDiskTests(Workplace workplace, ITestOutputHelper output)
{
    private static readonly string[] Hows = ["full", "quota", "broken"];
    private static readonly int Places = CrashTests.IsWhole ? 5 : 1;

    public static TheoryData<string> Names { get; } = [.. Subject.All.Keys];

    [FaultTheory]
    [MemberData(nameof(Names))]
    public void Costs_one_line_and_nothing_else(string name)
    {
        var recording = workplace.Record(name);
        var found = new Inspection(recording, workplace.Folder);
        var random = new Random(name.Sum(c => c));
        for (var i = 0; i < Places; i++)
        {
            var (at, how) = (1 + random.Next(recording.Changes.Count), Hows[random.Next(Hows.Length)]);
            recording.Before.Write(workplace.Folder);
            var result = FaultyProcess.Run(workplace.Folder, Workplace.Arguments(recording.Subject.Line), at, how);
            var when = FormattableString.Invariant($"{how} from change {at} of {recording.Changes.Count}");
            if (Trouble(recording, result) is { } trouble)
            {
                found.Blame($"{when}: {trouble}");
            }

            found.Expect(Content.Read(workplace.Folder), when);
        }

        output.WriteLine($"{name}: {found.Conclude()}");
    }

    [FaultTheory]
    [InlineData("train", "full")]
    [InlineData("resume", "broken")]
    public void A_run_says_failed_where_the_disk_takes_that(string name, string how)
    {
        var recording = workplace.Record(name);
        var found = new Inspection(recording, workplace.Folder);
        var checkpoint = recording.Changes.Last(
            c => c.Kind == ChangeKind.Write && c.Path.Contains("checkpoints/step-", StringComparison.Ordinal));
        recording.Before.Write(workplace.Folder);
        var result = FaultyProcess.Run(
            workplace.Folder, Workplace.Arguments(recording.Subject.Line), checkpoint.Number, how, refusals: 2);
        Assert.Null(Trouble(recording, result));
        var state = RunFolder.Open(Path.Combine(workplace.Folder, "run")).State;
        Assert.Equal("failed", state.Status);
        Assert.NotNull(state.Reason);
        found.Expect(Content.Read(workplace.Folder), how);
        found.Conclude();
    }

    [FaultTheory]
    [InlineData("phase")]
    public void A_folder_that_is_tried_out_is_left_as_it_was(string name)
    {
        var recording = workplace.Record(name);
        var tried = recording.Changes
            .Where(c => Path.GetFileName(c.Path).StartsWith(".saddle-", StringComparison.Ordinal))
            .Select(c => c.Number)
            .ToList();
        for (var at = tried[0]; at <= tried[^1]; at++)
        {
            recording.Before.Write(workplace.Folder);
            var result = FaultyProcess.Run(
                workplace.Folder, Workplace.Arguments(recording.Subject.Line), at, "broken");
            Assert.Null(Trouble(recording, result));
        }
    }

    [RealDiskTheory]
    [MemberData(nameof(Names))]
    public void Costs_one_line_on_a_real_disk_too(string name)
    {
        var recording = workplace.Record(name);
        var found = new Inspection(recording, workplace.Folder);
        var (least, most) = (Pages(recording.Before), Pages(recording.After));
        foreach (var share in (double[])[0.1, 0.4, 0.7])
        {
            var pages = least + 1 + (int)((most - least) * share);
            Call("mount", "-t", "tmpfs", "-o", Size(pages), "tmpfs", workplace.Folder);
            try
            {
                Environment.CurrentDirectory = workplace.Folder;
                recording.Before.Write(workplace.Folder);
                var result = SaddleProcess.Run(workplace.Folder, Workplace.Arguments(recording.Subject.Line));
                if (Trouble(recording, result) is { } trouble)
                {
                    found.Blame($"{pages} pages: {trouble}");
                }

                Call("mount", "-o", $"remount,{Size(100_000)}", workplace.Folder);
                found.Expect(Content.Read(workplace.Folder), $"{pages} pages");
            }
            finally
            {
                Environment.CurrentDirectory = "/";
                Call("umount", workplace.Folder);
                Environment.CurrentDirectory = workplace.Folder;
            }
        }

        output.WriteLine($"{name}: {found.Conclude()}");
    }

    private static int Pages(Content content) => content.Files.Values.Sum(f => (f.Length + 4095) / 4096);

    private static string Size(int pages) => string.Create(CultureInfo.InvariantCulture, $"size={4 * pages}k");

    private static void Call(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    // What is wrong with how a command ended that the disk refused.
    private string? Trouble(Recording recording, ProcessResult result)
    {
        var said = result.ErrorLines.Except(recording.Said, StringComparer.Ordinal).ToList();
        var left = Content.Read(workplace.Folder).Files.Keys.Where(f => AtomicFile.IsTemporary(Path.GetFileName(f)));
        return result.Status == ExitStatus.Done && said.Count == 0 ? null
            : result.Status != ExitStatus.BadInput || said is not [var line]
                || !line.StartsWith("saddle: ", StringComparison.Ordinal)
                ? $"status {result.Status}, {string.Join(" / ", said)}"
            : left.FirstOrDefault() is { } file ? $"{file} was left" : null;
    }
}
