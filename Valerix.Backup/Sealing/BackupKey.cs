using System.Security.Cryptography;
using System.Text;

namespace Valerix.Backup.Sealing;

/// <summary>The secret that opens every backup. It is never printed; <see cref="Id"/> tells keys apart.</summary>
internal sealed class BackupKey
{
    public const int IdBytes = 8;

    /// <summary>The shortest secret that is taken: no password that a person thinks of.</summary>
    public const int MinLength = 32;

    private const int KeyBytes = 32;

    private readonly byte[] _secret;

    /// <exception cref="BackupException">There is no secret, or too short a one.</exception>
    public BackupKey(string? secret)
    {
        if (secret is null || secret.Length < MinLength)
        {
            throw new BackupException($"The backup's key has to have at least {MinLength} random characters: give it in the environment variable Backup__Key.");
        }

        _secret = Encoding.UTF8.GetBytes(secret);
        Id = Derive(IdBytes, [], "key id"u8);
    }

    /// <summary>Stands in each sealed file. It tells nothing about the secret.</summary>
    public byte[] Id { get; }

    /// <summary>The key of one file, made of the file's own random salt.</summary>
    public byte[] ForFile(byte[] salt) => Derive(KeyBytes, salt, "file"u8);

    private byte[] Derive(int length, byte[] salt, ReadOnlySpan<byte> purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, length, salt, purpose.ToArray());
}
