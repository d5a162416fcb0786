using Saddle.Data.Formats;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Saddle.App.Output;

/// <summary>Cleans all text that is written to the console; the console's own colours stay.</summary>
internal sealed class PrintableHook : IRenderHook
{
    /// <inheritdoc/>
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(renderable => new Cleaned(renderable));

    private sealed class Cleaned(IRenderable text) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => text.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            text.Render(options, maxWidth).Select(segment =>
                segment.IsLineBreak || segment.IsControlCode
                    ? segment
                    : new Segment(Excerpt.Clean(segment.Text), segment.Style));
    }
}
