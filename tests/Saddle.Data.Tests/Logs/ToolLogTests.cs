using Saddle.Data.Logs;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Logs;

/// <summary>
/// The beginnings of logs that tools wrote themselves. What was logged is known: curves of one training, thinned
/// differently, so that loss_d begins at 1.3737 wherever it ended well.
/// </summary>
public sealed class ToolLogTests
{
    private const double Healthy = 1.3737186193466187;
    private const double Diverged = 1.410850167274475;
    private const string Wandb = "D(x) D(G(z)) _timestamp _runtime loss_d loss_g";

    [Theory]
    [InlineData("tensorflow", "tensorflow", "disc_loss gen_loss", 20, 38, "disc_loss", Healthy)]
    [InlineData("new_style", "new_style", "train/loss_d train/loss_g", 20, 38, "train/loss_d", Healthy)]
    [InlineData("images", "images", "Loss/Discriminator Loss/Generator", 5, 4, "Loss/Generator", 0.6885)]
    [InlineData("accelerate", "accelerate", "disc_loss gen_loss gen_grad_norm", 10, 36, "disc_loss", Healthy)]
    [InlineData("wandb", "ring-healthy", Wandb, 91, 360, "loss_d", Healthy)]
    [InlineData("wandb/offline-run-20261128_045936-ringhealthy", "ring-healthy", Wandb, 91, 360, "loss_d", Healthy)]
    [InlineData(
        "tensorboardx",
        "tensorboardx",
        "losses in losses/discriminator/ losses in losses/generator/",
        20,
        76,
        "losses in losses/discriminator/",
        Healthy)]
    [InlineData(
        "mlruns/977312013003273006",
        "ring-diverged",
        "metrics/D_x metrics/loss_d metrics/loss_g",
        130,
        258,
        "metrics/loss_d",
        Diverged)]
    [InlineData(
        "mlruns/722279626751172644/33e45e12e41f43a6b4d0dfb548c48b15",
        "ring-healthy",
        "metrics/train/loss_d metrics/train/loss_g",
        20,
        76,
        "metrics/train/loss_d",
        Healthy)]
    [InlineData(
        "dvclive",
        "dvclive",
        "plots/metrics/D_x.tsv plots/metrics/train/loss_d.tsv plots/metrics/train/loss_g.tsv",
        130,
        258,
        "plots/metrics/train/loss_d.tsv",
        Diverged)]
    [InlineData("neptune", "ring-healthy", "train/loss_d train/loss_g", 20, 152, "train/loss_d", Healthy)]
    [InlineData("comet.zip", "ring-healthy", "loss_d loss_g", 20, 152, "loss_d", Healthy)]
    public void A_tools_log_is_read(
        string path, string name, string curves, int count, int last, string curve, double value)
    {
        var run = Assert.Single(TrainingLog.Read(Peers.PathOf(["logs", "stores", .. path.Split('/')])));
        Assert.Equal(name, run.Name);
        Assert.Equal(curves, string.Join(' ', run.Curves.Select(c => c.Name)));
        Assert.All(run.Curves, c => Assert.Equal(
            (count, 0, last), (c.Points.Count, (int)c.Points[0].Step, (int)c.Points[^1].Step)));
        Assert.Equal(value, run.Curves.Single(c => c.Name == curve).Points[0].Value, 1e-4);
    }

    [Fact]
    public void What_is_not_finite_is_kept()
    {
        foreach (var store in new[] { "dvclive", "mlruns/977312013003273006" })
        {
            var run = Assert.Single(TrainingLog.Read(Peers.PathOf(["logs", "stores", .. store.Split('/')])));
            var loss = run.Curves.Single(c => c.Name.Contains("loss_d", StringComparison.Ordinal)).Points;
            Assert.Equal(double.NaN, loss[^1].Value);
            Assert.Equal(222, loss.First(p => double.IsNaN(p.Value)).Step);
        }
    }

    [Fact]
    public void Runs_of_an_MLflow_store_are_told_apart()
    {
        var runs = TrainingLog.Read(Peers.PathOf("logs", "stores", "mlruns"));
        Assert.Equal(["ring-diverged", "ring-healthy"], runs.Select(r => r.Name).Order(StringComparer.Ordinal));
    }
}
