using Saddle.Catalog;
using Saddle.Games;

namespace Misdeclared;

/// <summary>Mistakes that only a game can have.</summary>
public static class OfGames
{
    [Entry("short-equilibrium", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record ShortEquilibrium : Plain
    {
        public override double[] Equilibrium() => [0];
    }

    [Entry("no-equilibrium", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NoEquilibrium : Plain
    {
        public override double[] Equilibrium() => throw new NotSupportedException("later");
    }

    [Entry("infinite-equilibrium", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record InfiniteEquilibrium : Plain
    {
        public override double[] Equilibrium() => [0, double.NaN];
    }

    [Entry("one-player", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record OnePlayer : Plain
    {
        public override int DiscriminatorSize => 0;

        public override double[] Equilibrium() => [0];
    }

    [Entry("upside-down-start", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record UpsideDownStart : Plain
    {
        public override (double Low, double High) StartRange(int coordinate) => (1, -1);
    }

    [Entry("few-names", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record FewNames : Plain
    {
        public override IReadOnlyList<string> CoordinateNames => ["theta"];
    }

    [Entry("no-success", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NoSuccess : Plain
    {
        public override IReadOnlyList<SuccessRule> SuccessRules => [];
    }

    /// <summary>Not a mistake until it meets Saddle's own game of that name.</summary>
    [Entry("bilinear", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record TakenByBilinear : Plain;

    /// <summary>A game of two numbers, without a mistake.</summary>
    public abstract record Plain : Game
    {
        public override int GeneratorSize => 1;

        public override int DiscriminatorSize => 1;

        public override double[] Equilibrium() => [0, 0];

        public override (double Low, double High) StartRange(int coordinate) => (-1, 1);

        public override AnalyticGame<T> Bind<T>(Pack<Game> settings) => throw new NotSupportedException();
    }
}
