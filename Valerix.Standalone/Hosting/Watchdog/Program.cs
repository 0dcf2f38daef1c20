namespace Aspire.Hosting.Watchdog;

internal static class Program
{
    private static int Main() => 0;
}
