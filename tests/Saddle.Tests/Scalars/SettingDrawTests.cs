using System.Reflection;
using Saddle.Scalars;

namespace Saddle.Tests.Scalars;

/// <summary>The numbers of random streams.</summary>
public sealed class SettingDrawTests
{
    [Fact]
    public void No_two_draws_of_a_game_share_a_number()
    {
        var numbers = typeof(SettingDraw).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (long)field.GetRawConstantValue()!)
            .ToList();
        Assert.Equal([0, 1], numbers); // every figure of these games depends on them
        Assert.Equal(numbers.Distinct(), numbers);
    }

    [Fact]
    public void No_two_purposes_share_a_number()
    {
        var purposes = Enum.GetValues<Purpose>().Select(purpose => (int)purpose).ToList();
        Assert.Equal(Enum.GetNames<Purpose>().Length, purposes.Distinct().Count());
        Assert.All(purposes, purpose => Assert.InRange(purpose, 0, 255)); // a counter has eight bits for it
    }
}
