using System.Security.Cryptography;
using Valerix.Backup;
using Valerix.Backup.Sealing;

namespace Valerix.UnitTests.Backup.Sealing;

public sealed class SealedFileTests
{
    private const string Name = "base/orders-postgres";

    private static readonly BackupKey _key = new(new string('k', BackupKey.MinLength));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ChunkCipher.PlainBytes)]
    [InlineData(5 * ChunkCipher.PlainBytes + 7)]
    public async Task What_was_sealed_comes_back(int bytes)
    {
        var content = RandomNumberGenerator.GetBytes(bytes);
        (await OpenAsync(await SealAsync(content))).ShouldBe(content);
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_is_damage_and_never_other_content()
    {
        var content = RandomNumberGenerator.GetBytes(2 * ChunkCipher.PlainBytes);
        var sealedFile = await SealAsync(content);
        // Every byte of the header and of the end, and some of what is between.
        var positions = Enumerable.Range(0, 200).Concat(Enumerable.Range(sealedFile.Length - 40, 40)).Concat(Enumerable.Range(2, 100).Select(part => part * 1_000));
        foreach (var position in positions)
        {
            var damaged = sealedFile.ToArray();
            damaged[position] ^= 0x10;
            (await Should.ThrowAsync<BackupException>(OpenAsync(damaged))).IsDamage.ShouldBeTrue($"bit at {position}");
        }
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_damage()
    {
        var sealedFile = await SealAsync(RandomNumberGenerator.GetBytes(2 * ChunkCipher.PlainBytes));
        const int Chunk = ChunkCipher.PlainBytes + ChunkCipher.TagBytes;
        foreach (var length in new[] { 0, SealHeader.Bytes, SealHeader.Bytes + Chunk, SealHeader.Bytes + Chunk + 1, sealedFile.Length - 1 })
        {
            (await Should.ThrowAsync<BackupException>(OpenAsync(sealedFile[..length]))).IsDamage.ShouldBeTrue($"{length} bytes");
        }
    }

    [Fact]
    public async Task Another_key_is_named_as_such_and_not_shown()
    {
        var other = new string('o', BackupKey.MinLength);
        var exception = await Should.ThrowAsync<BackupException>(OpenAsync(await SealAsync([1, 2, 3]), new(other)));

        exception.IsDamage.ShouldBeFalse();
        exception.Message.ShouldContain("sealed with another key");
        exception.Message.ShouldNotContain(other);
    }

    [Fact]
    public async Task A_file_in_another_ones_place_is_damage()
    {
        var sealedFile = await SealAsync([1, 2, 3]);
        (await Should.ThrowAsync<BackupException>(OpenAsync(sealedFile, _key, "base/inventory-postgres"))).IsDamage.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    public void A_key_that_can_be_guessed_is_refused(string? secret) =>
        Should.Throw<BackupException>(() => new BackupKey(secret)).Message.ShouldContain("at least 32");

    private static async Task<byte[]> SealAsync(byte[] content)
    {
        using var target = new MemoryStream();
        await SealedFile.SealAsync(target, _key, Name, async stream => await stream.WriteAsync(content), CancellationToken.None);
        return target.ToArray();
    }

    private static async Task<byte[]> OpenAsync(byte[] sealedFile, BackupKey? key = null, string name = Name)
    {
        using var content = new MemoryStream();
        await SealedFile.OpenAsync(new MemoryStream(sealedFile), key ?? _key, name, plain => plain.CopyToAsync(content), CancellationToken.None);
        return content.ToArray();
    }
}
