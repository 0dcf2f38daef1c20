using Valerix.Web.Display;

namespace Valerix.Web.Live;

/// <summary>Something that changed, in a sentence.</summary>
/// <param name="At">When it was seen.</param>
/// <param name="Tone">Whether that is good.</param>
/// <param name="Text">The sentence.</param>
public sealed record NewsItem(DateTimeOffset At, Tone Tone, string Text);
