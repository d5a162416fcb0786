using System.Globalization;
using Saddle.Catalog;

namespace Saddle.Torch;

/// <summary>The devices that tensors can lie on: their names, and which of them are there.</summary>
public static class Devices
{
    /// <summary>The processor.</summary>
    public const string Cpu = "cpu";

    private const string Cuda = "cuda";

    /// <summary>Checks a name: cpu, cuda or cuda:N, however many devices this machine has.</summary>
    /// <param name="setting">What was written, with the setting's name, for the message.</param>
    /// <param name="device">The name.</param>
    /// <exception cref="SettingsException">It is none.</exception>
    public static void RequireName(string setting, string device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device is not (Cpu or Cuda) && NumberOf(device) is null)
        {
            throw new SettingsException($"{setting}: expected cpu, cuda or cuda:N");
        }
    }

    /// <summary>Checks that a device is there.</summary>
    /// <param name="device">Its name.</param>
    /// <exception cref="SettingsException">It is no device's name, or that of one that is not there.</exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public static void Require(string device)
    {
        RequireName($"device {device}", device);
        if (device == Cpu)
        {
            return;
        }

        var count = TorchRuntime.CudaDevices;
        if ((NumberOf(device) ?? 0) >= count)
        {
            var found = count == 0
                ? "no CUDA device"
                : string.Create(CultureInfo.InvariantCulture, $"{count} CUDA device(s), numbered from 0,");
            throw new SettingsException(
                $"device {device}: libtorch {TorchRuntime.Version}{In(TorchRuntime.Folder)} finds {found} on this "
                + "machine; expected "
                + (count == 0 ? Cpu : $"{Cpu}, {Cuda} or another number"));
        }
    }

    private static string In(string folder) => folder.Length > 0 ? $" in {folder}" : string.Empty;

    private static int? NumberOf(string device) =>
        device.StartsWith($"{Cuda}:", StringComparison.Ordinal)
            && int.TryParse(
                device.AsSpan(Cuda.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
