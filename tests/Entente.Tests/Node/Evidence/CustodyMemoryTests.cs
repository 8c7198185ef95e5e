using System.Security.Cryptography;
using Entente.Node.Evidence.Custody;

namespace Entente.Tests.Node.Evidence;

/// <summary>The file of a thing in custody may be larger than the memory of the machine.</summary>
[Collection<Alone>]
public sealed class CustodyMemoryTests
{
    private const int Chunk = CustodyContent.ChunkBytes;

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_file_is_never_in_memory_as_a_whole_neither_when_it_is_verified_nor_when_it_is_read(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        var body = RandomNumberGenerator.GetBytes(Chunk);
        var digest = CustodyContent.DigestOf(body);
        var content = new CustodyContent { Item = 1, Name = "a", MediaType = "b/c", Size = 24L * Chunk, BegunBy = "x" };
        content.Check().ShouldBeNull();
        await node.Database.WriteAsync(content.Begin);
        for (var chunk = 1L; chunk <= content.Chunks; chunk++)
        {
            (await node.Database.WriteAsync(session => content.Put(session, chunk, body, digest))).ShouldBeNull();
        }

        using var expected = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var chunk = 1; chunk <= 24; chunk++)
        {
            expected.AppendData(body);
        }

        var most = 0L;
        Weigh();
        var before = most;
        (await content.DigestAsync(node.Database, default)).ShouldBe(Convert.ToHexStringLower(expected.GetHashAndReset()));
        await using (var stream = new ContentStream(node.Database, content))
        {
            var buffer = new byte[81_920];
            for (int read; (read = await stream.ReadAsync(buffer)) > 0;)
            {
                expected.AppendData(buffer, 0, read);
                if (stream.Position % (8 * Chunk) < read)
                {
                    Weigh();
                }
            }
        }

        Convert.ToHexStringLower(expected.GetHashAndReset()).ShouldBe(await content.DigestAsync(node.Database, default));
        Weigh();
        (most - before).ShouldBeLessThan(8 * Chunk); // of 24

        void Weigh() => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
    }
}
