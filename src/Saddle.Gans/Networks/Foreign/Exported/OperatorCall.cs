using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>Runs an operator.</summary>
/// <param name="arguments">The arguments, in the order of its schema.</param>
/// <param name="results">What it gives; as many as there can be at most.</param>
/// <returns>How many it gives.</returns>
internal delegate int OperatorCall(ReadOnlySpan<Argument> arguments, Span<Argument> results);
