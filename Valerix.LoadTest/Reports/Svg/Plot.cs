using System.Net;
using System.Text;

namespace Valerix.LoadTest.Reports.Svg;

/// <summary>A curve or a kind of bar.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Style">A class of the page, which knows the colours of day and night.</param>
/// <param name="Points">From left to right.</param>
internal sealed record Series(string Name, string Style, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Draws plots as SVG inside a page, with the page's own colours.</summary>
internal sealed class Plot
{
    private const int Width = 720;
    private const int Height = 260;
    private const int Left = 88;
    private const int Right = 16;
    private const int Top = 18;
    private const int Bottom = 30;

    private readonly StringBuilder _svg = new();
    private readonly Axis _x;
    private readonly Axis _y;

    private Plot(Axis x, Axis y, string title)
    {
        (_x, _y) = (x, y);
        _svg.AppendLine($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\">");
    }

    /// <summary>Curves of milliseconds over seconds, on a logarithmic scale.</summary>
    /// <param name="title">Read aloud by a screen reader.</param>
    /// <param name="curves">At least one.</param>
    /// <param name="threshold">A line that should not be crossed; null for none.</param>
    public static string OfLatency(string title, IReadOnlyList<Series> curves, double? threshold = null)
    {
        var points = curves.SelectMany(curve => curve.Points).ToList();
        var values = points.Select(point => point.Y).Where(value => value > 0).Concat(threshold is { } line ? [line] : []).DefaultIfEmpty(1).ToList();
        var plot = new Plot(
            Axis.Exact(points.Select(point => point.X).DefaultIfEmpty(1).Max(), Left, Width - Right),
            Axis.Logarithmic(values.Min(), values.Max(), Height - Bottom, Top),
            title);
        plot.DrawGrid(value => $"{value:0.#} s", Words.Milliseconds);
        if (threshold is { } limit) plot.DrawLine("limit", limit);
        foreach (var curve in curves) plot.DrawCurve(curve);
        return plot.Finish(curves);
    }

    /// <summary>Bars over seconds, each a stack of the series' values there.</summary>
    /// <param name="title">Read aloud by a screen reader.</param>
    /// <param name="sliceSeconds">How wide a bar is.</param>
    /// <param name="layers">The lowest first; all with a value for every slice.</param>
    public static string OfStacks(string title, double sliceSeconds, IReadOnlyList<Series> layers)
    {
        var count = layers.Select(layer => layer.Points.Count).DefaultIfEmpty(0).Max();
        var highest = Enumerable.Range(0, count).Select(slice => layers.Sum(layer => layer.Points[slice].Y)).DefaultIfEmpty(1).Max();
        var plot = new Plot(Axis.Exact(count * sliceSeconds, Left, Width - Right), Axis.Linear(highest, Height - Bottom, Top), title);
        plot.DrawGrid(value => $"{value:0.#} s", Words.Number);
        for (var slice = 0; slice < count; slice++)
        {
            var floor = 0.0;
            foreach (var layer in layers)
            {
                var (x, y) = layer.Points[slice];
                if (y > 0) plot.DrawBar(layer.Style, x, sliceSeconds, floor, floor + y);
                floor += y;
            }
        }

        return plot.Finish(layers);
    }

    /// <summary>Bars side by side, each with its name and its milliseconds, on a logarithmic scale.</summary>
    public static string OfPercentiles(string title, IReadOnlyList<(string Name, double Ms)> bars)
    {
        var plot = new Plot(
            Axis.Exact(bars.Count, Left, Width - Right),
            Axis.Logarithmic(bars.Min(bar => bar.Ms) / 2, bars.Max(bar => bar.Ms) * 2, Height - Bottom, Top),
            title);
        plot.DrawGrid(_ => "", Words.Milliseconds);
        foreach (var (index, (name, ms)) in bars.Index())
        {
            plot.DrawBar("p50", index + 0.2, 0.6, plot._y.Least, ms);
            plot.DrawText(plot._x.Place(index + 0.5), $"{Height - Bottom + 18}", name);
            plot._svg.AppendLine($"<text class=\"value\" x=\"{plot._x.Place(index + 0.5)}\" y=\"{plot._y.Place(ms)}\" dy=\"-5\">{Words.Milliseconds(ms)}</text>");
        }

        return plot.Finish([]);
    }

    private void DrawGrid(Func<double, string> nameX, Func<double, string> nameY)
    {
        foreach (var mark in _y.Marks)
        {
            DrawLine("grid", mark);
            _svg.AppendLine($"<text class=\"left\" x=\"{Left - 6}\" y=\"{_y.Place(mark)}\" dy=\"4\">{nameY(mark)}</text>");
        }

        foreach (var mark in _x.Marks)
        {
            DrawText(_x.Place(mark), $"{Height - Bottom + 18}", nameX(mark));
        }
    }

    private void DrawText(string x, string y, string text) => _svg.AppendLine($"<text x=\"{x}\" y=\"{y}\">{text}</text>");

    private void DrawLine(string style, double y) =>
        _svg.AppendLine($"<line class=\"{style}\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{_y.Place(y)}\" y2=\"{_y.Place(y)}\"/>");

    private void DrawCurve(Series curve) => _svg.AppendLine(
        $"<polyline class=\"curve {curve.Style}\" points=\"{string.Join(' ', curve.Points.Select(point => $"{_x.Place(point.X)},{_y.Place(point.Y)}"))}\"/>");

    private void DrawBar(string style, double x, double width, double floor, double top) => _svg.AppendLine(
        $"<path class=\"bar {style}\" d=\"M{_x.Place(x)} {_y.Place(floor)}V{_y.Place(top)}H{_x.Place(x + (width * 0.92))}V{_y.Place(floor)}Z\"/>");

    private string Finish(IReadOnlyList<Series> series)
    {
        _svg.AppendLine("</svg>");
        if (series.Count > 0)
        {
            var names = series.Select(it => $"<span><i class=\"key {it.Style}\"></i>{WebUtility.HtmlEncode(it.Name)}</span>");
            _svg.AppendLine($"<p class=\"legend\">{string.Concat(names)}</p>");
        }

        return _svg.ToString();
    }
}
