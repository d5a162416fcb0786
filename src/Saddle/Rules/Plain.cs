using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>The plain steps inside rules that wrap others.</summary>
internal static class Plain
{
    /// <summary>Simultaneous or alternating descent with the steps of the rules that wrap it.</summary>
    public static Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game, Turns turns)
        where T : IScalar<T>
    {
        Rule plain = turns switch
        {
            Turns.Simultaneous => new Simultaneous(),
            Turns.DFirst => new Alternating(Order.DFirst),
            _ => new Alternating(Order.GFirst),
        };
        return plain.Bind(settings.Select(r => plain with { EtaG = r.EtaG, EtaD = r.EtaD }), game);
    }
}
