namespace Valerix.Tests.Running;

/// <summary>A fact about signals and process trees, which the tests know on Linux only.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = LinuxOnly.Reason;
    }
}

/// <inheritdoc cref="LinuxFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = LinuxOnly.Reason;
    }
}

internal static class LinuxOnly
{
    public const string Reason = "Needs signals and /proc.";
}
