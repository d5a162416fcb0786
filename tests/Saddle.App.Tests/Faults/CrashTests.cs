using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Saddle.App.Tests.Faults;

/// <summary>
/// Whatever stops a command that writes files, at whichever of its changes to the disk: every file is then as it was
/// before or as it would have become, and the command called again ends with what an undisturbed one ends with.
/// <see cref="Essence"/> says what may honestly differ.
/// </summary>
/// <remarks>
/// A command runs once in a process of its own, where all its changes are written down. What a kill or a failure of the
/// machine leaves at any of them is made from that, and the command called again in this process; some real kills show
/// that they leave just this. Every so many moments are looked at, always the same; with <c>SADDLE_FAULTS=all</c> all
/// are, and a kill is real at every change.
/// </remarks>
[Collection(FaultGroup.Name)]
public sealed partial class CrashTests(Workplace workplace, ITestOutputHelper output)
{
    private const int Kills = 2;
    private const int Moments = 16;

    /// <summary>Whether all is to be tried.</summary>
    internal static readonly bool IsWhole = Environment.GetEnvironmentVariable("SADDLE_FAULTS") == "all";

    public static TheoryData<string> Names { get; } = [.. Subject.All.Keys];

    [FaultTheory]
    [MemberData(nameof(Names))]
    public void After_a_kill_at_any_change_all_is_as_before_or_as_undisturbed(string name)
    {
        var recording = workplace.Record(name);
        var found = new Inspection(recording, workplace.Folder, Stride(recording));
        var disk = new Disk(workplace.Folder, recording.Before);
        foreach (var change in recording.Changes)
        {
            found.Expect(disk.Killed, $"killed before {Text(change)}");
            if (change is { Kind: ChangeKind.Write, Data.Length: > 1 })
            {
                var torn = new Disk(workplace.Folder, disk.Killed);
                torn.Apply(change with { Data = change.Data[..(change.Data.Length / 2)] });
                found.Expect(torn.Killed, $"killed within {Text(change)}");
            }

            disk.Apply(change);
        }

        found.Expect(disk.Killed, "killed at the end");
        output.WriteLine($"{name}: {found.Conclude()}");
    }

    [FaultTheory]
    [MemberData(nameof(Names))]
    public void After_a_failure_of_the_machine_at_any_change_all_is_as_before_or_as_undisturbed(string name)
    {
        var recording = workplace.Record(name);
        var found = new Inspection(recording, workplace.Folder, Stride(recording));
        var disk = new Disk(workplace.Folder, recording.Before);
        foreach (var change in recording.Changes)
        {
            foreach (var (how, content) in disk.Lost)
            {
                found.Expect(content, $"power lost before {Text(change)}, {how}");
            }

            disk.Apply(change);
        }

        foreach (var (how, content) in disk.Lost)
        {
            found.Expect(content, $"power lost at the end, {how}");
        }

        output.WriteLine($"{name}: {found.Conclude()}");
    }

    [FaultTheory]
    [MemberData(nameof(Names))]
    public void A_real_kill_leaves_what_is_made_from_the_record(string name)
    {
        var recording = workplace.Record(name);
        var found = new Inspection(recording, workplace.Folder);
        var disk = new Disk(workplace.Folder, recording.Before);
        var random = new Random(name.Sum(c => c));
        var chosen = IsWhole ? [.. Enumerable.Range(0, recording.Changes.Count)]
            : Enumerable.Range(0, Kills).Select(_ => random.Next(recording.Changes.Count)).ToHashSet();
        for (var i = 0; i < recording.Changes.Count; i++)
        {
            if (chosen.Contains(i))
            {
                recording.Before.Write(workplace.Folder);
                var result = FaultyProcess.Run(
                    workplace.Folder, Workplace.Arguments(recording.Subject.Line), i + 1, "kill");
                Assert.Equal(137, result.Status);
                Assert.Equal(Shape(disk.Killed), Shape(Content.Read(workplace.Folder)));
                found.Expect(Content.Read(workplace.Folder), $"really killed before {Text(recording.Changes[i])}");
            }

            disk.Apply(recording.Changes[i]);
        }

        output.WriteLine($"{name}: {found.Conclude()}");
    }

    private static int Stride(Recording recording) => IsWhole ? 1 : 1 + (recording.Changes.Count / Moments);

    private static string Text(Change change) => string.Create(
        CultureInfo.InvariantCulture,
        $"change {change.Number}, {change.Kind} of {Path.GetFileName(change.Path)}");

    // The names, without numbers of processes and times, and the lengths of what holds no durations.
    private static string Shape(Content content) => string.Join(
        '\n',
        content.Files.Where(f => !f.Key.EndsWith("-shm", StringComparison.Ordinal))
            .Select(f => (Name: Own().Replace(f.Key, "N"), f.Value.Length))
            .Select(f => HasDurations(f.Name) ? f.Name : FormattableString.Invariant($"{f.Name} {f.Length}"))
            .Order(StringComparer.Ordinal));

    private static bool HasDurations(string name) =>
        name.Contains(".json", StringComparison.Ordinal) || name.Contains(".html", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=saddle[-.]|tfevents\.)\d+|\d+(?=\.tmp)", RegexOptions.None, 10_000)]
    private static partial Regex Own();
}
