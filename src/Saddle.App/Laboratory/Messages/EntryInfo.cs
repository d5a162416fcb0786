using Saddle.Catalog;

namespace Saddle.App.Laboratory.Messages;

/// <summary>An entry of a catalogue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="Equations">Its equations in LaTeX.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="Parameters">Its settings.</param>
/// <param name="Shorthands">The names that set several settings at once, each with those that it sets.</param>
internal sealed record EntryInfo(
    string Name,
    string Summary,
    string Equations,
    string Source,
    IReadOnlyList<ParameterInfo> Parameters,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Shorthands)
{
    /// <summary>Describes an entry.</summary>
    public static EntryInfo Of<TBase>(Entry<TBase> entry)
        where TBase : class => new(
            entry.Name,
            entry.Summary,
            entry.Equations,
            entry.Source,
            [.. entry.Parameters.Select(p => Describe(p, entry.Defaults[p.Name]))],
            entry.Shorthands);

    private static ParameterInfo Describe(Parameter parameter, string initial) => new(
        parameter.Name,
        parameter.Kind,
        initial,
        Server.Finite(parameter.Min),
        Server.Finite(parameter.Max),
        parameter.Options,
        parameter.Doc);
}
