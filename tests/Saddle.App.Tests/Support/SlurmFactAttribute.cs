namespace Saddle.App.Tests.Support;

/// <summary>A test that starts a Slurm.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SlurmFactAttribute() : NeedingFactAttribute(Missing.Slurm);
