using Saddle.Gans.Regularisers;
using Saddle.Papers.Arjovsky2017;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>Wrong implementations of what the theorems say, measured in the place of the right ones.</summary>
public sealed class TheoremPlantTests
{
    // Without the two of KL - 2 JSD.
    [Fact]
    public void A_frozen_gradient_held_to_one_divergence_alone_is_told()
    {
        var claim = new FrozenIdentity();
        var right = claim.Measure(HandMade.Quick);
        Holds(claim, right);
        Fails(claim, new([.. right.Cells.Select(c => c with { Divergences = Half(c.Divergences) })]));

        static FrozenIdentity.Gradient Half(FrozenIdentity.Gradient g) => new(g.ByShift / 2, g.ByScale / 2);
    }

    // The corollary's factor of two, and the theorem's sign of what repels.
    [Fact]
    public void A_slope_without_its_two_and_a_pull_of_the_wrong_sign_are_told()
    {
        var divergence = new NoisyDivergence();
        var both = divergence.Measure(HandMade.Quick);
        Holds(divergence, both);
        Fails(divergence, new([.. both.Cells.Select(c => c with { Right = [.. c.Right.Select(r => r / 2)] })]));

        var gradient = new NoisyGradient();
        var sides = gradient.Measure(HandMade.Quick);
        Holds(gradient, sides);
        Fails(gradient, sides with
        {
            Cells = [.. sides.Cells.Select(c => c with { Left = [.. c.Left.Select(l => -l)] })],
        });
    }

    // A deviation of 0.42 in the place of 0.4.
    [Fact]
    public void Noise_of_another_width_is_told_by_its_density()
    {
        var claim = new NoiseDensity();
        var right = claim.Measure(HandMade.Quick);
        Holds(claim, right);
        var draws = right.Noises[0].Counts.Sum();
        var wide = new NoisedCircle(new InstanceNoise(0.42, Annealing.None)).Shares(8);
        Fails(claim, new(right.Noises.With(0, right.Noises[0] with { Expected = [.. wide.Select(p => p * draws)] })));
    }

    [Fact]
    public void A_bound_by_the_variance_itself_or_without_the_divergence_is_broken()
    {
        var little = new NoiseMovesLittle();
        var cells = little.Measure(HandMade.Quick);
        Holds(little, cells);
        Fails(little, new([.. cells.Cells.Select(c => c with { Bound = c.Sd * c.Sd })]));

        var claim = new WassersteinBound();
        var right = claim.Measure(HandMade.Quick);
        Holds(claim, right);
        Fails(claim, new([.. right.Cells.Select(c => c with { Bound = 2 * c.Radius / Math.Sqrt(2) })]));
    }

    // A surface that is moved by nothing meets itself everywhere.
    [Fact]
    public void Surfaces_that_were_not_moved_are_told()
    {
        var claim = new IntersectionNull();
        var right = claim.Measure(HandMade.Quick);
        Holds(claim, right);
        var unmoved = right.Circles.Select(shares => (IReadOnlyList<double>)[.. shares.Select(_ => 1.0)]);
        Fails(claim, right with { Circles = [.. unmoved] });
    }

    // Squares that do not shrink, and curves that were not moved.
    [Fact]
    public void Looks_that_do_not_refine_and_curves_that_stay_are_told()
    {
        var maxed = new DivergencesMaxed();
        var looks = maxed.Measure(HandMade.Quick);
        Holds(maxed, looks);
        var first = looks.Courses.Select(of => (IReadOnlyList<DivergencesMaxed.Look>)[.. of.Select(_ => of[0])]);
        Fails(maxed, looks with { Courses = [.. first] });

        var transversal = new Transversal();
        var moved = transversal.Measure(HandMade.Quick);
        Holds(transversal, moved);
        var unmoved = new Transversal.Pair(0, [.. moved.Pairs[1].Shares.Select(_ => 1.0)]);
        Fails(transversal, moved with { Pairs = moved.Pairs.With(1, unmoved) });
    }

    private static void Holds<T>(Claim<T> claim, T measured)
        where T : notnull => Assert.Equal(Outcome.Holds, claim.Report(measured, HandMade.Quick).Outcome);

    private static void Fails<T>(Claim<T> claim, T measured)
        where T : notnull => Assert.Equal(Outcome.Contradicted, claim.Report(measured, HandMade.Quick).Outcome);
}
