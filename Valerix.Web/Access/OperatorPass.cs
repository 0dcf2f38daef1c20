using Valerix.ServiceDefaults.Http;

namespace Valerix.Web.Access;

/// <summary>The right to speak as an operator. A call that only operators may make takes one, so it can't be written without asking for it.</summary>
/// <param name="key">The operator's key; null where none is configured, and then the APIs refuse the call.</param>
/// <param name="isValid">Whether the sign-in behind it still stands.</param>
internal sealed class OperatorPass(string? key, Func<bool> isValid)
{
    /// <summary>False once the operator has signed out, the sign-in is too old, or the key was taken back.</summary>
    public bool IsValid => isValid();

    /// <summary>Puts the key on a request.</summary>
    /// <exception cref="UnauthorizedAccessException">The pass is not valid any more.</exception>
    public void Attach(HttpRequestMessage request)
    {
        if (!IsValid) throw new UnauthorizedAccessException("The operator's sign-in has ended.");
        if (key is not null) request.Headers.Add(OperatorKey.HeaderName, key);
    }
}
