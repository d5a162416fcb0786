using Saddle.Data;
using Saddle.Gans.Doctor;
using Saddle.Gans.Probes;
using Saddle.Gans.Tests.States;
using Saddle.Gans.Training;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>
/// The doctor on networks that PyTorch trained, healthy, collapsed and saturated, before a single update here: there is
/// no history, and probes must tell.
/// </summary>
public sealed class ImportedDoctorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-imported-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TorchTheory]
    [InlineData("ring-healthy", "non-saturating", "healthy")]
    [InlineData("ring-collapsed", "non-saturating", "mode-collapse")]
    [InlineData("ring-saturated", "non-saturating", "perfect-discriminator")]
    [InlineData("ring-saturated", "saturating", "vanishing-gradient")]
    public void What_is_wrong_is_named_without_a_history(string pair, string objective, string diagnosis)
    {
        var run = Imported(pair, objective);
        using var at = Snapshot.Open(run, DataFolder.FromEnvironment(), "last", 1);
        Assert.Equal(0, at.Imported);
        var found = Examination.Of(new CaseHistory(at, null, TimeSpan.FromMinutes(2)));
        Assert.Equal(diagnosis, found.Diagnosis.Name);
    }

    [TorchFact]
    public void A_run_that_goes_on_stays_an_imported_one_until_it_has_a_history()
    {
        var run = Imported("ring-collapsed", "non-saturating");
        run.Configure(run.ReadConfiguration(new KeyValuePair<string, string>("steps", "10")));
        var state = new Trainer(run, run.Configuration, DataFolder.FromEnvironment(), TimeProvider.System)
            .Run(null, CancellationToken.None);
        Assert.Equal((10L, 0L), (state.Step, state.Imported));
        using var at = Snapshot.Open(run, DataFolder.FromEnvironment(), "last", 1);
        Assert.True(new CaseHistory(at, null, TimeSpan.FromMinutes(2)).WithoutHistory);
    }

    private RunFolder Imported(string pair, string objective)
    {
        var configuration = Configuration.Read(
            $$"""
            data: {name: ring, modes: 8, radius: 2, sd: 0.05}
            generator: {name: exported, file: "{{At(pair, "G")}}", latent-shape: 2}
            discriminator: {name: exported, file: "{{At(pair, "D")}}"}
            objective: {{objective}}
            rule: adam
            batch: 256
            """,
            "test");
        RunFolder? made = null;
        ImportedRun.Begin(
            configuration,
            () => made = RunFolder.Create(Path.Combine(_folder, "run"), configuration),
            DataFolder.FromEnvironment(),
            0,
            TimeProvider.System);
        return made!;
    }

    private static string At(string pair, string player) =>
        StateFiles.At("networks/exported", pair, $"{player}.eval.pt2");
}
