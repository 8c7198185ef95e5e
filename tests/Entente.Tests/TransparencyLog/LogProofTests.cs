using System.Text;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog;

/// <summary>The file that proves without the log.</summary>
public sealed class LogProofTests
{
    private static readonly LogPolicy Policy = Given.Policy(Given.PolicyText);
    private static readonly MemoryLog Log = MemoryLog.Of(Given.Entries(300));
    private static readonly SignedNote Note = Given.Cosigned(Log.Checkpoint());

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(299)]
    public void A_proof_is_written_read_and_verified(int index)
    {
        var bytes = LogProof.Of(Log.Tree().Include(index), Note).ToBytes();
        LogProof.TryParse(bytes, out var proof, out _).ShouldBeTrue();
        proof!.ToBytes().ShouldBe(bytes);
        proof.Extra.ShouldBeNull();
        proof.Verify(Log.Tree().Leaf(index), Policy).ShouldBeOfType<PolicyVerdict.Witnessed>().Cosignatures.Count.ShouldBe(2);
    }

    [Fact]
    public void A_proof_in_the_form_of_the_specification_is_read_with_what_it_carries_beside()
    {
        var text = $"c2sp.org/tlog-proof@v1\nextra YWdlLXYxLjIuMS1kYXJ3aW4=\nindex 73894\ngSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n\n{Note}";
        LogProof.TryParse(Encoding.UTF8.GetBytes(text), out var proof, out _).ShouldBeTrue();
        Encoding.UTF8.GetString(proof!.Extra!.Value.Span).ShouldBe("age-v1.2.1-darwin");
        (proof.Index, proof.Hashes.Count).ShouldBe((73894, 1));
        proof.ToString().ShouldBe(text);
    }

    [Fact]
    public void Another_leaf_another_place_and_another_tree_are_refused()
    {
        var proof = Log.Tree().Include(100);
        LogProof.Of(proof, Note).Verify(Log.Tree().Leaf(101), Policy).ShouldBeOfType<PolicyVerdict.Refused>().Fault.Code.ShouldBe(FaultCode.LogProof);
        LogProof.Of(proof with { Index = 101 }, Note).Verify(Log.Tree().Leaf(100), Policy).ShouldBeOfType<PolicyVerdict.Refused>().Fault.Code.ShouldBe(FaultCode.LogProof);
        LogProof.Of(proof with { Index = 300 }, Note).Verify(Log.Tree().Leaf(100), Policy).ShouldBeOfType<PolicyVerdict.Refused>().Fault.Code.ShouldBe(FaultCode.LogProof);
        var other = Given.Cosigned(MemoryLog.Of(Given.Entries(299)).Checkpoint());
        LogProof.Of(proof, other).Verify(Log.Tree().Leaf(100), Policy).ShouldBeOfType<PolicyVerdict.Refused>().Fault.Code.ShouldBe(FaultCode.LogProof);
    }

    [Fact]
    public void A_proof_below_the_quorum_is_pending_and_one_of_an_unknown_log_refused()
    {
        var proof = Log.Tree().Include(100);
        LogProof.Of(proof, Log.Checkpoint().Sign([Given.Log, Given.Canada], Given.Now)).Verify(Log.Tree().Leaf(100), Policy).ShouldBeOfType<PolicyVerdict.Pending>();
        LogProof.Of(proof, Log.Checkpoint().Sign([Given.Log, Given.Canada], Given.Now)).Verify(Log.Tree().Leaf(101), Policy).ShouldBeOfType<PolicyVerdict.Refused>();
        LogProof.Of(proof, Log.Checkpoint().Sign([Given.Canada, Given.Singapore], Given.Now)).Verify(Log.Tree().Leaf(100), Policy).ShouldBeOfType<PolicyVerdict.Refused>();
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("c2sp.org/tlog-proof@v2\nindex 0\n\n", "line 1")]
    [InlineData("c2sp.org/tlog-proof@v1\n\n", "line 2")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 01\n\n", "line 2")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex -1\n\n", "line 2")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex\n\n", "line 2")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n", "line 2")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\n", "line 3")] // in the wrong place
    [InlineData("c2sp.org/tlog-proof@v1\nextra\nindex 0\n\n", "line 2")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AAA\nindex 0\n\n", "line 2")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 0\n\n", "line 3")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n", "line 3")]
    [InlineData("c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\n", "line 1")]
    public void Another_text_is_no_proof(string head, string line)
    {
        LogProof.TryParse([.. Encoding.UTF8.GetBytes(head), .. Note.ToBytes()], out _, out var fault).ShouldBeFalse();
        (fault!.Code, fault.At).ShouldBe((FaultCode.LogMalformed, line));
    }

    [Fact]
    public void A_proof_without_its_checkpoint_is_none()
    {
        LogProof.TryParse("c2sp.org/tlog-proof@v1\nindex 0\n\n"u8, out _, out _).ShouldBeFalse();
        LogProof.TryParse(Encoding.UTF8.GetBytes("c2sp.org/tlog-proof@v1\nindex 0\n" + string.Concat(Enumerable.Repeat($"{TreeHash.Empty}\n", 64)) + $"\n{Note}"), out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void Every_changed_bit_of_a_proof_is_refused()
    {
        var (log, leaf) = (MemoryLog.Of(Given.Entries(7)), TreeHash.OfEntry(Given.Entries(7)[4]));
        SingleBits.RefusedEverywhere(LogProof.Of(log.Tree().Include(4), Given.Cosigned(log.Checkpoint())).ToBytes(), bytes =>
            LogProof.TryParse(bytes, out var proof, out _) && proof.Verify(leaf, Policy) is PolicyVerdict.Witnessed);
    }
}
