namespace Saddle.App.Commands;

/// <summary>What a user is told of a player that was imported.</summary>
/// <param name="Name">generator or discriminator.</param>
/// <param name="File">Its file.</param>
/// <param name="Form">torchscript or exported.</param>
/// <param name="Parameters">The number of its parameters' elements.</param>
/// <param name="Buffers">The number of its other tensors' elements.</param>
/// <param name="Input">The shape of what it takes, without the batch.</param>
/// <param name="Output">The shape of what it gives, without the batch.</param>
public sealed record ImportedPlayer(
    string Name,
    string File,
    string Form,
    long Parameters,
    long Buffers,
    IReadOnlyList<long> Input,
    IReadOnlyList<long> Output);
