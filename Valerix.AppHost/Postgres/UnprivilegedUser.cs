namespace Valerix.AppHost.Postgres;

/// <summary>PostgreSQL refuses to run as root; started by root, it steps down to a user without rights.</summary>
internal static class UnprivilegedUser
{
    private static readonly string[] _candidates = ["postgres", "nobody"];

    // Fields of /etc/passwd: name, password, user id, group id, …
    private static readonly string[]? _user = OperatingSystem.IsLinux() && Environment.UserName == "root"
        ? _candidates
            .Select(name => File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == name))
            .First(fields => fields is not null)
        : null;

    /// <summary>True when this process is root.</summary>
    public static bool IsNeeded => _user is not null;

    /// <summary>The user that the server runs as.</summary>
    public static string Name => _user?[0] ?? Environment.UserName;

    /// <summary>The command line that runs <paramref name="command"/> as that user, in the same process (so that signals arrive).</summary>
    public static (string Command, string[] Args) Run(string command, params string[] args) => _user is [_, _, var userId, var groupId, ..]
        ? ("setpriv", [$"--reuid={userId}", $"--regid={groupId}", "--init-groups", "--", command, .. args])
        : (command, args);
}
