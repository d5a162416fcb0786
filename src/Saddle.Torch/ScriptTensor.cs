namespace Saddle.Torch;

/// <summary>A tensor that a TorchScript module holds.</summary>
/// <param name="Name">Its name, with dots between parts.</param>
/// <param name="IsParameter">Whether it is a parameter; else a buffer, or an attribute like one.</param>
/// <param name="Value">The tensor.</param>
public sealed record ScriptTensor(string Name, bool IsParameter, Tensor Value);
