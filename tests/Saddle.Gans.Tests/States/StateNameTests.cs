using Saddle.Gans.Networks.Foreign.States;

namespace Saddle.Gans.Tests.States;

/// <summary>How a file and a key are told apart.</summary>
public sealed class StateNameTests
{
    [Fact]
    public void The_last_colon_parts_file_and_key_where_the_file_is_there()
    {
        var folder = Directory.CreateTempSubdirectory("saddle-states-").FullName;
        try
        {
            var (plain, colon) = (Path.Combine(folder, "a.pth"), Path.Combine(folder, "a:b.pth"));
            File.WriteAllText(plain, "x");
            File.WriteAllText(colon, "x");
            Assert.Equal((plain, null), StateFile.Split(plain));
            Assert.Equal((plain, "GAN.G"), StateFile.Split($"{plain}:GAN.G"));
            Assert.Equal((colon, null), StateFile.Split(colon));
            Assert.Equal((colon, "g"), StateFile.Split($"{colon}:g"));
            Assert.Equal(($"{plain}x:g", null), StateFile.Split($"{plain}x:g"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
