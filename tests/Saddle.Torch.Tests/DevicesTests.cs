using Saddle.Catalog;

namespace Saddle.Torch.Tests;

/// <summary>Devices are named strictly, and looked for before a tensor is made on them.</summary>
public sealed class DevicesTests
{
    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda")]
    [InlineData("cuda:0")]
    [InlineData("cuda:12")]
    public void A_name_is_one_on_any_machine(string name) => Devices.RequireName("x", name);

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CPU")]
    [InlineData("cpu:1")]
    [InlineData("cuda:")]
    [InlineData("cuda:x")]
    [InlineData("cuda:-1")]
    [InlineData("cuda: 1")]
    [InlineData("cuda:99999999999")]
    [InlineData("meta")]
    public void Another_name_is_refused(string name)
    {
        var refusal = Assert.Throws<SettingsException>(() => Devices.RequireName($"--device {name}", name));
        Assert.Equal($"--device {name}: expected cpu, cuda or cuda:N", refusal.Message);
    }

    [TorchFact]
    public void A_device_that_is_not_there_is_refused_before_libtorch_is_asked()
    {
        Devices.Require("cpu");
        var refusal = Assert.Throws<SettingsException>(() => Devices.Require("cuda:4096"));
        Assert.StartsWith("device cuda:4096: libtorch ", refusal.Message, StringComparison.Ordinal);
    }
}
