namespace Saddle.Torch;

/// <summary>What the forward pass of a TorchScript module takes at one place.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as TorchScript writes it: Tensor, Optional[Tensor], int, ...</param>
/// <param name="HasDefault">Whether it can be left out.</param>
public sealed record ScriptInput(string Name, string Type, bool HasDefault);
