using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Papers.Liang2019;
using Saddle.Rules;
using Setting = Saddle.Papers.Liang2019.Setting;

namespace Saddle.Papers.Tests;

/// <summary>Wrong games and rules, measured in the place of the right ones.</summary>
public sealed class InteractionPlantTests
{
    private const int Runs = 64;

    // Its step is then too large where players interact.
    [Fact]
    public void A_step_that_leaves_the_interaction_out_breaks_the_bound_of_stable_games()
    {
        var claim = new StableBound();
        var right = claim.Measure(Reports.Quick);
        Reports.Holds(claim, right);
        var (game, own) = (StableGame.Of(10), StableGame.Constants(StableGame.Of(0)));
        Reports.Contradicts(claim, new(right.Games.With(3, right.Games[3] with
        {
            Updates = Setting.Counts(game, StableGame.Sga(own.Alpha, own.Beta), Reports.Quick),
        })));
    }

    [Fact]
    public void An_optimism_that_forgets_the_past_gradient_does_not_fit()
    {
        var game = new GaussianWgan([0.5, 2]);
        var claim = new DensityFitting();
        var (all, forgetful) = (Fits(new Optimistic()), Fits(new Simultaneous()));
        DensityFitting.Fits[] stated =
            [.. Enumerable.Range(0, 7).Select(i => new DensityFitting.Fits(new(i < 2 ? 0 : Runs, Runs), all))];
        Reports.Holds(claim, new(stated.With(2, new(all, all))));
        Reports.Contradicts(claim, new(stated.With(2, new(forgetful, all))));

        Proportion Fits(Rule rule) => new(
            Envelope.Of(game, rule, Runs, run => Starts.OnSphere(game, 0.3, 1, run), 9000, 10_000, Reports.Quick)
                .Count(e => e.High <= 1e-3),
            Runs);
    }
}
