using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>The plain updates inside rules that wrap others.</summary>
internal static class Plain
{
    /// <summary>Simultaneous or alternating descent with the learning rates of the rules that wrap it.</summary>
    public static Update<T> Bind<T>(IPack<Rule> settings, IGame<T> game, Order order)
        where T : IScalar<T>
    {
        Rule plain = order == Order.Simultaneous ? new Simultaneous() : new Alternating { Order = order };
        return plain.Bind(settings.Select(r => plain with { EtaG = r.EtaG, EtaD = r.EtaD }), game);
    }
}
