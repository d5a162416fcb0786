using System.Runtime.InteropServices;
using Saddle.Data.Formats;
using Saddle.Gans.Watched;

namespace Saddle.Gans.Tests;

/// <summary>What is seen of a watched script's settings in what the watch wrote.</summary>
public sealed class WatchedSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-watched-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("BinaryCrossEntropyWithLogits, Addmm", 1, 0.7, "non-saturating", "logits")]
    [InlineData("BinaryCrossEntropy, Sigmoid", 1, 0.7, "non-saturating", "probability")]
    [InlineData("Neg, Mean, Softplus, Addmm", 1, -0.7, "saturating", "logits")]
    [InlineData("MseLoss, Convolution", 1, 0.3, "least-squares", null)]
    [InlineData("Mean, Relu, Add, Convolution", 1e-7, 0.1, "hinge", null)]
    [InlineData("Mean, Neg, Addmm", 1e-7, 0.1, "wasserstein", null)]
    public void The_objective_is_told_by_the_operations_of_the_losses(
        string operations, double spread, double loss, string objective, string? output)
    {
        var settings = Settings(
            $$"""
            {"generator": {
               "operations": [["Mean"]], "slope": {"generated": {"spread": {{Text(spread)}} } }, "rate": NaN},
             "discriminator": {"operations": [["{{operations.Replace(", ", "\", \"", StringComparison.Ordinal)}}"]]} }
            """,
            loss);
        Assert.Equal(objective, settings.Objective);
        Assert.Equal(output, settings.Output);
        Assert.Single(settings.Notes);
    }

    // Scores of 1 (spread 0.5) and -1: log(1 + exp(-1)) = 0.3133 each, and 0.5 squared / 2 * s (1 - s) = 0.0246 more.
    [Theory]
    [InlineData(0.6512, "non-saturating-sum")]
    [InlineData(0.3256, "non-saturating-mean")]
    [InlineData(1.4, "non-saturating")]
    public void Whether_halves_of_a_loss_are_added_is_told_by_the_scores(double loss, string objective)
    {
        var (part, log) = Watched(
            """{"discriminator": {"operations": [["BinaryCrossEntropyWithLogits", "Addmm"]]}}""", 0.7, loss);
        Assert.Equal(objective, WatchedSettings.SeenObjective(part.Attempt, log));
    }

    [Fact]
    public void What_is_not_seen_is_said_with_the_option_that_says_it()
    {
        var settings = Settings("{}", -3e5);
        Assert.Contains(settings.Notes, note => note.Contains("--objective", StringComparison.Ordinal));
    }

    [Fact]
    public void The_rule_is_the_optimisers_at_the_rates_of_the_last_round_and_the_latent_vector_that_of_the_samples()
    {
        var settings = Settings("{}", 0.7);
        Assert.Equal("adam:eta-g=0.001:eta-d=0.004:order=d-first:k=5:beta1=0.5:beta2=0.99", settings.Rule);
        Assert.Equal("16x1x1:uniform", settings.Latent);
        Assert.Equal(12, settings.Batch);
    }

    private static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private WatchedSettings Settings(string facts, double loss, double lossOfD = 1.4)
    {
        var (part, log) = Watched(facts, loss, lossOfD);
        return WatchedSettings.Of(part.Attempt, log, 30);
    }

    private (WatchedPart Part, WatchedLog Log) Watched(string facts, double loss, double lossOfD)
    {
        const string Optimiser = """{"class": "Adam", "rate": 0.1, "betas": [0.5, 0.99], "made-at": null}""";
        var attempt = Path.Combine(_folder, "attempts", "001");
        Directory.CreateDirectory(Path.Combine(attempt, "samples"));
        File.WriteAllText(
            Path.Combine(_folder, "watch.json"),
            $$"""
            {"format": "saddle-watch", "version": 1, "script": "train.py", "attempts": [{"folder": "attempts/001",
              "status": "finished", "players": {
                "generator": {"class": "G", "parameters": 7, "optimiser": {{Optimiser}} },
                "discriminator": {"class": "D", "parameters": 7, "optimiser": {{Optimiser}} } } }]}
            """);
        File.WriteAllText(Path.Combine(attempt, "facts.json"), facts);
        File.WriteAllLines(
            Path.Combine(attempt, "steps.jsonl"),
            Enumerable.Range(1, 30).Select(i =>
                $$"""{"step": {{i}}, "loss_g": {{Text(loss)}}, "loss_d": {{Text(lossOfD)}}, "d_steps": 5, """
                + "\"lr_g\": 0.001, \"lr_d\": 0.004, \"score_real\": 1, \"score_real_sd\": 0.5, \"score_fake\": -1}"));
        float[] latent = [.. Enumerable.Range(0, 12 * 16).Select(i => (float)Math.Sin(i))];
        Safetensors.Write(
            Path.Combine(attempt, "samples", "step-0000010.safetensors"),
            [
                new("latent", "F32", [12, 16, 1, 1], 4 * latent.Length, () => Bytes(latent)),
                new("real", "F32", [12, 16], 4 * latent.Length, () => Bytes(latent)),
            ],
            new Dictionary<string, string>(StringComparer.Ordinal));
        var part = WatchedPart.Open(_folder);
        var log = new WatchedLog(part.Attempt);
        log.Look();
        return (part, log);
    }

    private static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
