using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog;

/// <summary>The text of a checkpoint.</summary>
public sealed class CheckpointTests
{
    private const string Root = "lCkHUpkmVBEms2r2T1K6Og69+wUuuN3MIEW1/ezu2v0=";

    [Theory]
    [InlineData($"rome\n300\n{Root}\n", 0)]
    [InlineData($"any text, with spaces\n9223372036854775807\n{Root}\n", 0)]
    [InlineData($"rome\n300\n{Root}\nextension\nanother one\n", 2)]
    [InlineData("rome\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", 0)]
    public void A_checkpoint_is_read_and_written_as_it_stands(string text, int extensions)
    {
        Checkpoint.TryRead(text, out var checkpoint, out _).ShouldBeTrue();
        checkpoint!.Extensions.Count.ShouldBe(extensions);
        checkpoint.Text.ShouldBe(text);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("rome\n300\n", null)] // no root
    [InlineData($"\n300\n{Root}\n", null)] // no origin
    [InlineData($"rome\n300\n{Root}", null)] // no newline at the end
    [InlineData($"rome\n300\n{Root}\n\n", null)] // an empty line
    [InlineData($"rome\n300\n{Root}\n\nmore\n", null)]
    [InlineData($"rome\n\n{Root}\n", "line 2")]
    [InlineData($"rome\n0300\n{Root}\n", "line 2")] // a leading zero
    [InlineData($"rome\n+300\n{Root}\n", "line 2")]
    [InlineData($"rome\n-1\n{Root}\n", "line 2")]
    [InlineData($"rome\n 300\n{Root}\n", "line 2")]
    [InlineData($"rome\n3e2\n{Root}\n", "line 2")]
    [InlineData($"rome\n٣\n{Root}\n", "line 2")] // a digit of another script
    [InlineData($"rome\n9223372036854775808\n{Root}\n", "line 2")] // 2^63
    [InlineData("rome\n300\nlCkHUpkmVBEms2r2T1K6Og69+wUuuN3MIEW1/ezu2v0\n", "line 3")] // no padding
    [InlineData("rome\n300\nlCkHUpkmVBEms2r2T1K6Og69+wUuuN3MIEW1/ezu2v1=\n", "line 3")] // unused bits
    [InlineData("rome\n300\nlCkHUpkmVBEms2r2T1K6Og69+wUuuN3MIEW1/ezu2g==\n", "line 3")] // 31 bytes
    [InlineData("rome\n300\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFVV\n", "line 3")] // 33 bytes
    [InlineData("rome\n300\n 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "line 3")]
    [InlineData($"rome\n0\n{Root}\n", "line 3")] // the empty tree has one root
    public void Another_text_is_refused_with_its_line(string text, string? line)
    {
        Checkpoint.TryRead(text, out _, out var fault).ShouldBeFalse();
        (fault!.Code, fault.At).ShouldBe((FaultCode.LogMalformed, line));
    }

    [Fact]
    public void Every_changed_bit_of_a_cosigned_checkpoint_is_refused_where_all_its_signatures_are_needed()
    {
        var policy = Given.Policy(Given.PolicyText);
        SingleBits.RefusedEverywhere(Given.Cosigned(MemoryLog.Of(Given.Entries(5)).Checkpoint()).ToBytes(), bytes =>
            SignedNote.TryParse(bytes, out var note, out _) && policy.Judge(note) is PolicyVerdict.Witnessed);
    }
}
