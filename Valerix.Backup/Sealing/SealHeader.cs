using System.Security.Cryptography;

namespace Valerix.Backup.Sealing;

/// <summary>The first bytes of a sealed file: what it is, the salt of its key, the id of the secret, and a checksum of these.</summary>
/// <remarks>The checksum tells a flipped bit here from a wrong key; everything behind the header is authenticated by AES-GCM.</remarks>
internal static class SealHeader
{
    public const int Bytes = 8 + SaltBytes + BackupKey.IdBytes + ChecksumBytes;

    private const int SaltBytes = 32;
    private const int ChecksumBytes = 4;

    private static ReadOnlySpan<byte> Magic => "VLXSEAL1"u8;

    /// <summary>A header with a salt of its own, and the key that follows from it.</summary>
    public static (byte[] Header, byte[] Key) Create(BackupKey key)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[] content = [.. Magic, .. salt, .. key.Id];
        return ([.. content, .. SHA256.HashData(content)[..ChecksumBytes]], key.ForFile(salt));
    }

    /// <summary>The key of the file that begins with <paramref name="header"/>.</summary>
    /// <exception cref="BackupException">It is damaged, or was sealed with another key.</exception>
    public static byte[] Open(byte[] header, BackupKey key, string name)
    {
        var content = header[..^ChecksumBytes];
        if (!SHA256.HashData(content).AsSpan(0, ChecksumBytes).SequenceEqual(header.AsSpan(content.Length)) || !content.AsSpan().StartsWith(Magic))
        {
            throw Damaged(name);
        }

        if (!content.AsSpan(Magic.Length + SaltBytes).SequenceEqual(key.Id))
        {
            throw new BackupException($"{name} was sealed with another key ({Convert.ToHexStringLower(content.AsSpan(Magic.Length + SaltBytes))}) than the one given "
                + $"({Convert.ToHexStringLower(key.Id)}): give the key of that time in Backup__Key.");
        }

        return key.ForFile(content[Magic.Length..(Magic.Length + SaltBytes)]);
    }

    /// <summary>The message about a file whose bytes are not those that were written.</summary>
    public static BackupException Damaged(string name, Exception? cause = null) =>
        new($"{name} is damaged: its bytes are not those that were written. Another place may have it whole; nothing was changed.", cause) { IsDamage = true };
}
