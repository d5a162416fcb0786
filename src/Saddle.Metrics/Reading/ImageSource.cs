using Saddle.Data;
using Saddle.Data.Disturbances;

namespace Saddle.Metrics.Reading;

/// <summary>Images.</summary>
internal sealed class ImageSource(string name, IImages images, IDisposable owned) : Source(name, owned)
{
    public override IImages Images => images;

    // What disturbs owns the images alone; who owns those is closed as before.
    public override Source Disturbed(Disturbance by, DataFolder where, ulong seed) =>
        new ImageSource($"{Name} with {by}", by.Apply(images, where, seed), Owned!);

    public override IImages Taken(Extraction how)
    {
        var taken = how.Taken(images.Count);
        return taken < images.Count ? ChosenImages.Of(images, how.Seed, taken) : images;
    }

    public override Side Read(Extraction how) => how.Extract(Name, Taken(how));
}
