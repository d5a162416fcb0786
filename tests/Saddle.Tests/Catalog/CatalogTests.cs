using Saddle.Catalog;
using Saddle.Games;

namespace Saddle.Tests.Catalog;

public sealed class CatalogTests
{
    [Fact]
    public void An_unknown_name_offers_the_nearest()
    {
        var failure = Assert.Throws<SettingsException>(() => Catalog<Game>.Get("two-gausians"));
        Assert.Contains("'two-gaussians'", failure.Message, StringComparison.Ordinal);
    }
}
