using System.Security.Cryptography;
using System.Text;

namespace Valerix.OrderApi.Domain;

/// <summary>What a shopper asks for, found valid: every sku once, in the order of their code points.</summary>
internal sealed record OrderDraft(string CustomerId, IReadOnlyList<OrderLine> Lines)
{
    /// <summary>Equal for two calls exactly when they ask for the same, however their lines are written.</summary>
    public byte[] PayloadHash()
    {
        // NUL can be in no customer's id and in no sku, so nothing can be read in two ways.
        var canonical = new StringBuilder(CustomerId);
        foreach (var line in Lines)
        {
            canonical.Append('\0').Append(line.Sku).Append('\0').Append(line.Quantity);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString()));
    }
}
