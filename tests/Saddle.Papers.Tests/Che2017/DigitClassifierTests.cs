using Saddle.Data.Families;
using Saddle.Gans;
using Saddle.Papers.Che2017;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Papers.Tests.Che2017;

/// <summary>The posterior of drawn digits.</summary>
public sealed class DigitClassifierTests
{
    private const int Size = 16;

    [TorchFact]
    public void A_stack_of_drawn_digits_has_the_label_that_it_was_drawn_with()
    {
        using var scope = new TensorScope();
        using var items = new StackedDigits().Open(new("."), 3);
        var labelled = (Data.ILabelled)items;
        var labels = new DigitClassifier(Size).Labels(Batches.Read(items, 0, 200));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => labelled.Label(i)), labels);
    }

    // Bayes: a Gaussian of variance 2 in each pixel around each digit at each place, all equally likely.
    [TorchFact]
    public void Logits_are_the_logarithms_of_the_posterior_up_to_one_number_an_image()
    {
        using var scope = new TensorScope();
        using var items = new StackedDigits(Digits: 1).Open(new("."), 4);
        var images = Batches.Read(items, 0, 3);
        var (pixels, logits) = (images.ToDoubles(), new DigitClassifier(Size).Logits(images).ToDoubles());
        double[][] drawings = [.. StackedDigits.Drawings(Size).Select(d => d.Select(c => (1.7 * c) - 1).ToArray())];
        for (var image = 0; image < 3; image++)
        {
            var x = pixels[(image * Size * Size)..((image + 1) * Size * Size)];
            double[] squared = [.. drawings.Select(d => d.Zip(x, (a, b) => (a - b) * (a - b)).Sum())];
            double[] likelihoods = [.. squared.Select(s => Math.Exp(-(s - squared.Min()) / 4))];
            double[] log = [.. likelihoods.Chunk(StackedDigits.Places).Select(digit => Math.Log(digit.Sum()))];
            Assert.All(
                Enumerable.Range(0, 10),
                d => Assert.Equal(log[d] - log[0], logits[(image * 10) + d] - logits[image * 10], 1e-3));
        }
    }
}
