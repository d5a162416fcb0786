using Saddle.Catalog;
using Saddle.Data.Families;
using Saddle.Gans.Conditions;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Training;
using Saddle.Rules;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

public sealed class LiveTrainingTests
{
    private static readonly Gan Small = new(new Mlp(2, 16, 1, 0.2), new Mlp(2, 16, 1, 0.2), new NonSaturating(), [], 8);

    [TorchFact]
    public void The_same_seed_gives_the_same_pictures_and_looking_changes_nothing()
    {
        var (expected, seen) = (Trained(watched: true), Trained(watched: false));
        Assert.Equal(expected.Samples, seen.Samples);
        Assert.Equal(expected.Scores, seen.Scores);
        Assert.Equal(expected.Pull, seen.Pull);
        Assert.Equal((10, 32, 64, 50), (seen.Step, seen.Pull.Length, seen.Scores.Length, seen.Manifold.Length));
        Assert.Equal(8, seen.Coverage!.Counts.Count);
    }

    [TorchFact]
    public void Samples_are_pulled_where_the_generators_loss_falls()
    {
        using var scope = new TensorScope();
        using var items = new Ring().Open(Data.DataFolder.FromEnvironment(), 1);
        var game = new NeuralGame(Small, items, 1, DType.Float64);
        var state = game.Start(1);
        double[] points = [0.3, -0.7, 1.1, 0.4, -2, 0.1];
        var pull = game.Pull(state, Tensor.From<double>(points, [3, 2]), default).ToDoubles();
        var h = 1e-6;
        for (var i = 0; i < points.Length; i++)
        {
            double Loss(double shift)
            {
                double[] moved = [.. points];
                moved[i] += shift;
                return 3 * Small.Objective.Generator(0, game.Score(state[1], Tensor.From<double>(moved, [3, 2])))
                    .Item();
            }

            Assert.Equal(-(Loss(h) - Loss(-h)) / (2 * h), pull[i], 1e-8);
        }
    }

    [TorchFact]
    public void Each_class_has_scores_of_its_own_and_their_mean_is_shown_where_none_is_chosen()
    {
        using var items = new Ring().Open(Data.DataFolder.FromEnvironment(), 3);
        var gan = Small with { Conditioning = [new Concatenation(), new Projection()] };
        using var training = new LiveTraining(gan, items, Rule(), 3);
        training.Advance();
        var each = Enumerable.Range(0, 8).Select(k => training.Look(16, 3, 4, 2, k)).ToList();
        var mean = training.Look(16, 3, 4, 2);
        Assert.NotEqual(each[0].Scores, each[1].Scores);
        Assert.NotEqual(each[0].Manifold, each[1].Manifold);
        for (var i = 0; i < 16; i++)
        {
            Assert.Equal(each.Average(picture => picture.Scores[i]), mean.Scores[i], 1e-5);
        }

        Assert.Equal(16, mean.Classes.Count);
        Assert.All(mean.Classes, label => Assert.InRange(label, 0, 7));
        Assert.InRange(mean.NearestAsked!.Value, 0, 1);
        Assert.Null(Trained(watched: false).NearestAsked);
        Assert.Empty(Trained(watched: false).Classes);
    }

    private static LivePicture Trained(bool watched)
    {
        using var items = new Ring().Open(Data.DataFolder.FromEnvironment(), 3);
        using var training = new LiveTraining(Small, items, Rule(), 3);
        for (var i = 0; i < 10; i++)
        {
            if (watched)
            {
                _ = training.Look(16, 3, 8, 5);
            }

            training.Advance();
        }

        return training.Look(16, 3, 8, 5);
    }

    private static Rule Rule() =>
        Catalog<Rule>.Get("adam").Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["eta"] = "0.001" });
}
