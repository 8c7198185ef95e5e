using System.Text;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog;

/// <summary>What anybody may send: no reader throws, whatever the bytes are, and what it has read it writes again to the byte.</summary>
public sealed class HostileBytesTests
{
    [Fact]
    public void Pieces_of_good_files_put_together_by_chance_make_no_reader_throw()
    {
        var log = MemoryLog.Of(Given.Entries(20));
        byte[][] good =
        [
            Given.Cosigned(log.Checkpoint()).ToBytes(),
            LogProof.Of(log.Tree().Include(7), Given.Cosigned(log.Checkpoint())).ToBytes(),
            AddCheckpoint.Write(log.Tree().Continue(13), Given.Cosigned(log.Checkpoint())),
            Encoding.UTF8.GetBytes(Given.PolicyText),
            EntryBundle.Write([.. log.Entries.Select(entry => (ReadOnlyMemory<byte>)entry)]),
            "\n\n\u2014 +  \0\r\t\u0085\uFEFF9223372036854775807"u8.ToArray(),
        ];
        var random = new Random(20260305);
        var read = 0;
        for (var n = 0; n < 20_000; n++)
        {
            read += Read([.. Enumerable.Range(0, 1 + random.Next(4)).SelectMany(_ => Piece(good[random.Next(good.Length)], random))], log);
        }

        // Else the readers would have refused everything at once, and the property would say little.
        read.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void The_longest_files_that_are_read_are_refused_or_read_all_the_same()
    {
        foreach (var unit in (string[])["\n", "\n\n", "a\n", "\u2014 a AAAAAAA=\n", "x", "group g any a\n", "# \n", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"])
        {
            Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(unit, SignedNote.LongestNote / unit.Length))), MemoryLog.Of(Given.Entries(2))).ShouldBeLessThanOrEqualTo(1);
        }
    }

    private static byte[] Piece(byte[] bytes, Random random)
    {
        var from = random.Next(3) == 0 ? 0 : random.Next(bytes.Length);
        var to = random.Next(3) == 0 ? bytes.Length : random.Next(from, bytes.Length + 1);
        return bytes[from..to];
    }

    private static int Read(byte[] bytes, MemoryLog log)
    {
        var read = 0;
        if (SignedNote.TryParse(bytes, out var note, out _))
        {
            note.ToBytes().ShouldBe(bytes);
            note.TryVerify([Given.Verifier(Given.Log)], out _, out _);
            if (Checkpoint.TryRead(note.Text, out var checkpoint, out _))
            {
                checkpoint.Text.ShouldBe(note.Text);
            }

            read = 1;
        }

        if (LogProof.TryParse(bytes, out var proof, out _))
        {
            proof.ToBytes().ShouldBe(bytes);
            proof.Verify(log.Tree().Leaf(1), Given.Policy(Given.PolicyText));
        }

        if (AddCheckpoint.TryRead(bytes, _ => [Given.Verifier(Given.Log)], out var request, out _))
        {
            AddCheckpoint.Write(request.Proof, request.Note).ShouldBe(bytes);
            request.Decide(new(13, TreeHash.Empty));
        }

        if (EntryBundle.TryRead(TileAddress.OfEntries(0, 20), bytes) is { } entries)
        {
            EntryBundle.Write([.. entries]).ShouldBe(bytes);
        }

        TileAddress.TryParse(Encoding.UTF8.GetString(bytes), out _).ShouldBeFalse();
        VerifierKey.TryParse(Encoding.UTF8.GetString(bytes), out _).ShouldBeFalse();
        return LogPolicy.TryParse(bytes, Given.Open, out _, out _) ? 1 : read;
    }
}
