using Saddle.App.Tests.Support;
using Saddle.Data.Tests.Support;
using TemporaryFolder = Saddle.App.Tests.Support.TemporaryFolder;

namespace Saddle.App.Tests.Commands;

/// <summary>
/// A run that names a program runs it where its user made it; a copy, and a program that has changed, wait for their
/// word.
/// </summary>
public sealed class TrustedRunTests : IDisposable
{
    private static readonly string[] Uses =
        ["train --resume RUN --steps 4", "probe RUN gradient-norms", "doctor RUN", "sample RUN -n 1"];

    private readonly TemporaryFolder _folder = new();

    [TorchFact]
    public void A_run_made_here_goes_on_and_its_copy_waits_for_a_word_that_holds_from_then_on()
    {
        Train();
        Copy("mine", "copy");
        foreach (var use in Uses)
        {
            Refused(use, "copy");
        }

        Refused("train RUN/config.yaml --out other", "copy");
        Assert.False(Directory.Exists(_folder.At("other")));
        Done("sample RUN -n 1 --trust", "copy");
        foreach (var use in Uses)
        {
            Done(use, "mine");
            Done(use, "copy");
        }
    }

    [TorchFact]
    public void A_program_that_has_changed_since_and_another_users_run_wait_for_a_word()
    {
        Train();
        File.Delete(_folder.At("module.pt"));
        ScriptArchive.Write(_folder.At("module.pt"), "return torch.flatten(torch.add(x, 1), 1, -1)");
        Refused(Uses[0], "mine");
        Done($"{Uses[0]} --trust", "mine");
        Assert.Equal(ExitStatus.BadInput, Run("sample mine -n 1", "elsewhere").Status);
    }

    [TorchFact]
    public void A_program_that_the_user_names_while_going_on_is_theirs()
    {
        Train();
        ScriptArchive.Write(_folder.At("other.pt"), "return torch.flatten(torch.add(x, 1), 1, -1)");
        Done("train --resume RUN --steps 4 --set extractor.file=other.pt --accept-changes", "mine");
        Done("sample RUN -n 1", "mine");
    }

    public void Dispose() => _folder.Dispose();

    private void Train()
    {
        ScriptArchive.Write(_folder.At("module.pt"), "return torch.flatten(x, 1, -1)");
        File.WriteAllText(_folder.At("config.yaml"), """
            name: named
            data: {name: shapes, size: 8, items: 20}
            network: {name: mlp, width: 8, depth: 1}
            rule: adam
            batch: 4
            steps: 2
            metrics: [fid]
            metric-samples: 8
            extractor: {name: torchscript, file: module.pt, size: 8}
            checkpoint-every: 1

            """);
        Done("train config.yaml --out RUN", "mine");
    }

    private void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(_folder.At(from), "*", SearchOption.AllDirectories))
        {
            var other = _folder.At(to, Path.GetRelativePath(_folder.At(from), file));
            Directory.CreateDirectory(Path.GetDirectoryName(other)!);
            File.Copy(file, other);
        }
    }

    private void Done(string command, string run)
    {
        var told = Run(command.Replace("RUN", run, StringComparison.Ordinal), "home");
        Assert.True(told.Status == ExitStatus.Done, $"{command} {run}: {told.Status} {told.Error}");
    }

    private void Refused(string command, string run)
    {
        var told = Run(command.Replace("RUN", run, StringComparison.Ordinal), "home");
        Assert.True(told.Status == ExitStatus.BadInput, $"{command} {run}: {told.Status} {told.Error}");
        Assert.Contains("module.pt", told.Error, StringComparison.Ordinal);
        Assert.EndsWith("add --trust\n", told.Error, StringComparison.Ordinal);
    }

    private ProcessResult Run(string command, string user) => SaddleProcess.Run(
        _folder.Path,
        command.Split(' '),
        new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_DATA_HOME"] = _folder.At(user) });
}
