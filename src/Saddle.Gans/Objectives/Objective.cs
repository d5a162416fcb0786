using Saddle.Catalog;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Objectives;

/// <summary>
/// What the players descend, from the discriminator's scores alone. A sealed record in one file, marked with its
/// catalogue name.
/// </summary>
/// <remarks>
/// To add one: a sealed record with <c>[Entry]</c> in this folder, a <c>[Parameter]</c> with each of its settings, that
/// gives each player's loss from the scores of a batch of real and one of generated samples, in this order; and
/// <see cref="GeneratorSeesReal"/> where the generator's loss needs both.
/// </remarks>
[Family]
public abstract record Objective
{
    /// <summary>Whether the generator's loss looks at the scores of real samples too.</summary>
    public virtual bool GeneratorSeesReal => false;

    /// <summary>Whether it pairs each sample's own score with another's.</summary>
    public virtual bool NeedsOwnScores => false;

    /// <summary>The discriminator's loss: one number.</summary>
    /// <param name="real">The scores (logits) of real samples, [n, 1].</param>
    /// <param name="generated">The scores of generated samples, [n, 1].</param>
    public abstract Tensor Discriminator(Tensor real, Tensor generated);

    /// <summary>The generator's loss: one number.</summary>
    /// <param name="real">
    /// The scores of real samples, [n, 1], where <see cref="GeneratorSeesReal"/>; else the number 0.
    /// </param>
    /// <param name="generated">The scores of generated samples, [n, 1].</param>
    public abstract Tensor Generator(Tensor real, Tensor generated);

    /// <summary>
    /// The derivatives of the losses where each is the mean of a function of single scores; null where they are not, or
    /// nobody has written them down: libtorch then finds them.
    /// </summary>
    protected virtual ScoreSlopes? PointSlopes => null;

    /// <summary>The derivatives of a player's loss by the scores.</summary>
    /// <param name="player">Whose loss.</param>
    /// <param name="real">The scores of real samples; not looked at where the loss does not depend on them.</param>
    /// <param name="generated">The scores of generated samples.</param>
    /// <param name="byReal">The result for real samples; not set where the loss does not depend on them.</param>
    /// <param name="byGenerated">The result for generated samples.</param>
    internal void Slopes(
        Player player,
        ReadOnlySpan<float> real,
        ReadOnlySpan<float> generated,
        Span<float> byReal,
        Span<float> byGenerated)
    {
        if (PointSlopes is not { } slopes)
        {
            SlopesByGraph(player, real, generated, byReal, byGenerated);
        }
        else if (player == Player.Generator)
        {
            Apply(slopes.Generator, generated, byGenerated);
        }
        else
        {
            Apply(slopes.Real, real, byReal);
            Apply(slopes.Generated, generated, byGenerated);
        }
    }

    /// <summary>The cross entropy of both sides, added: what a discriminator of probabilities descends.</summary>
    /// <param name="real">The scores of real samples, [n, 1].</param>
    /// <param name="generated">The scores of generated samples, [n, 1].</param>
    protected static Tensor CrossEntropy(Tensor real, Tensor generated) =>
        Tensor.Softplus(-real).Mean() + Tensor.Softplus(generated).Mean();

    /// <summary>The derivatives of <see cref="CrossEntropy"/>.</summary>
    /// <param name="generator">The derivative of the generator's loss by a score.</param>
    protected static ScoreSlopes CrossEntropySlopes(Func<double, double> generator) =>
        new(static score => -Sigmoid(-score), Sigmoid, generator);

    /// <summary>The logistic function, the derivative of softplus.</summary>
    /// <param name="score">A score.</param>
    protected static double Sigmoid(double score) => 1 / (1 + Math.Exp(-score));

    private static void Apply(Func<double, double> slope, ReadOnlySpan<float> scores, Span<float> by)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            by[i] = (float)(slope(scores[i]) / scores.Length);
        }
    }

    private void SlopesByGraph(
        Player player,
        ReadOnlySpan<float> real,
        ReadOnlySpan<float> generated,
        Span<float> byReal,
        Span<float> byGenerated)
    {
        using var scope = new TensorScope();
        var seesReal = player == Player.Discriminator || GeneratorSeesReal;
        var (first, second) = (seesReal ? Column(real) : 0, Column(generated));
        var loss = player == Player.Discriminator ? Discriminator(first, second) : Generator(first, second);
        var slopes = Autograd.Gradient(loss, seesReal ? [first, second] : [second]);
        Take(slopes[^1], byGenerated);
        if (seesReal)
        {
            Take(slopes[0], byReal);
        }

        static Tensor Column(ReadOnlySpan<float> scores) => Tensor.From(scores, [scores.Length, 1]).AsLeaf();

        static void Take(Tensor slopes, Span<float> to)
        {
            if (slopes.IsNumber)
            {
                to.Fill((float)slopes.Number);
            }
            else
            {
                slopes.ToArray<float>().CopyTo(to);
            }
        }
    }
}
