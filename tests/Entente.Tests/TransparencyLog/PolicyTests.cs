using System.Text;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog;

/// <summary>Whom the verifier believes.</summary>
public sealed class PolicyTests
{
    private static readonly NoteSigner[] Witnesses = [.. Enumerable.Range(0, 6).Select(n => Given.Signer($"witness{n}.example", NoteAlgorithm.Cosignature, (byte)(20 + n)))];

    private static readonly string Lines = $"log {Given.Log.Key}\n" + string.Concat(Witnesses.Select((witness, n) => $"witness w{n} {witness.Key}\n"));

    private static readonly Checkpoint Head = MemoryLog.Of(Given.Entries(3)).Checkpoint();

    [Theory]
    [InlineData("quorum none", "", true)]
    [InlineData("quorum w1", "", false)]
    [InlineData("quorum w1", "0", false)]
    [InlineData("quorum w1", "1", true)]
    [InlineData("group g any w0 w1\nquorum g", "", false)]
    [InlineData("group g any w0 w1\nquorum g", "1", true)]
    [InlineData("group g all w0 w1\nquorum g", "1", false)]
    [InlineData("group g all w0 w1\nquorum g", "01", true)]
    [InlineData("group g 2 w0 w1 w2\nquorum g", "2", false)]
    [InlineData("group g 2 w0 w1 w2\nquorum g", "02", true)]
    [InlineData("group g 2 w0 w1 w2\nquorum g", "345", false)] // not members
    [InlineData("group x 2 w0 w1 w2\ngroup y any w3 w4 w5\ngroup z all x y\nquorum z", "01", false)] // the example of the specification
    [InlineData("group x 2 w0 w1 w2\ngroup y any w3 w4 w5\ngroup z all x y\nquorum z", "05", false)]
    [InlineData("group x 2 w0 w1 w2\ngroup y any w3 w4 w5\ngroup z all x y\nquorum z", "345", false)]
    [InlineData("group x 2 w0 w1 w2\ngroup y any w3 w4 w5\ngroup z all x y\nquorum z", "024", true)]
    [InlineData("group x 2 w0 w1 w2\ngroup y 2 x w3 w4\nquorum y", "013", true)]
    [InlineData("group x 2 w0 w1 w2\ngroup y 2 x w3 w4\nquorum y", "01", false)]
    [InlineData("group x 2 w0 w1 w2\ngroup y 2 x w3 w4\nquorum x", "01", true)]
    [InlineData("# a comment\n\n \tgroup\tg  any w0 w1 \n \t\n  # another\nquorum g", "1", true)]
    public void A_quorum_is_met_by_these_witnesses_and_not_by_those(string rules, string cosigned, bool met)
    {
        var note = Head.Sign([Given.Log, .. cosigned.Select(n => Witnesses[n - '0']), Given.Stranger], Given.Now);
        var verdict = Given.Policy(Lines + rules + "\n").Judge(note).ShouldBeAssignableTo<PolicyVerdict.Believed>()!;

        verdict.ShouldBeOfType(met ? typeof(PolicyVerdict.Witnessed) : typeof(PolicyVerdict.Pending));
        verdict.Head.ShouldBe(Head with { Extensions = verdict.Head.Extensions });
        verdict.Cosignatures.Select(one => (one.Key, one.At)).ShouldBe(cosigned.Select(n => (Witnesses[n - '0'].Key, (DateTimeOffset?)Given.Now)));
        if (verdict is PolicyVerdict.Pending pending)
        {
            pending.Fault.Code.ShouldBe(FaultCode.LogQuorum);
        }
    }

    [Fact]
    public void A_checkpoint_that_no_log_of_the_policy_has_signed_is_refused_however_many_witnesses_have()
    {
        var policy = Given.Policy(Lines + "quorum w0\n");
        policy.Judge(Head.Sign([Witnesses[0]], Given.Now)).ShouldBeOfType<PolicyVerdict.Refused>().Fault.Code.ShouldBe(FaultCode.LogSignature);
        policy.Judge((Head with { Origin = "other.example" }).Sign([Given.Log, Witnesses[0]], Given.Now)).ShouldBeOfType<PolicyVerdict.Refused>().Fault.Code.ShouldBe(FaultCode.LogSignature);
    }

    [Fact]
    public void One_witness_that_signs_twice_counts_once()
    {
        var policy = Given.Policy(Lines + "group g 2 w0 w1\nquorum g\n");
        policy.Judge(Head.Sign([Given.Log, Witnesses[0], Witnesses[0]], Given.Now)).ShouldBeOfType<PolicyVerdict.Pending>().Cosignatures.Count.ShouldBe(1);
    }

    [Fact]
    public void A_note_that_a_log_has_signed_and_that_is_no_checkpoint_is_refused() =>
        Given.Policy(Lines + "quorum none\n").Judge(SignedNote.Sign("something else\n", [Given.Log], Given.Now)).ShouldBeOfType<PolicyVerdict.Refused>().Fault.Code.ShouldBe(FaultCode.LogMalformed);

    [Theory]
    [InlineData("", null)] // no quorum
    [InlineData("quorum none\nquorum none\n", "line 9")]
    [InlineData("quorum nobody\n", "line 8")]
    [InlineData("quorum none more\n", "line 8")]
    [InlineData("quorum\n", "line 8")]
    [InlineData("Quorum none\n", "line 8")]
    [InlineData("quorum g\ngroup g any w0\n", "line 8")] // not above
    [InlineData("group g any none\nquorum g\n", "line 8")]
    [InlineData("group none any w0\nquorum none\n", "line 8")]
    [InlineData("group w1 any w0\nquorum none\n", "line 8")] // a name twice
    [InlineData("group g any\nquorum none\n", "line 8")]
    [InlineData("group g 0 w0 w1\nquorum none\n", "line 8")]
    [InlineData("group g 3 w0 w1\nquorum none\n", "line 8")]
    [InlineData("group g 01 w0 w1\nquorum none\n", "line 8")]
    [InlineData("group g some w0 w1\nquorum none\n", "line 8")]
    [InlineData("group g 99999999999999999999 w0 w1\nquorum none\n", "line 8")]
    [InlineData("group g any w0 w0\nquorum none\n", "line 8")] // a member twice
    [InlineData("group g any w0\ngroup h any w0\nquorum none\n", "line 9")] // in two groups
    [InlineData("group g any g\nquorum none\n", "line 8")]
    [InlineData("witness w9 LOGKEY\nquorum none\n", "line 8")] // a key that is no cosigner's
    [InlineData("witness w9 W0KEY\nquorum none\n", "line 8")] // a witness twice
    [InlineData("witness w0 NEWKEY\nquorum none\n", "line 8")] // a name twice
    [InlineData("witness none NEWKEY\nquorum none\n", "line 8")]
    [InlineData("witness w9 NEWKEY https://x.example more\nquorum none\n", "line 8")]
    [InlineData("witness w9\nquorum none\n", "line 8")]
    [InlineData("log LOGKEY\nquorum none\n", "line 8")] // a log twice
    [InlineData("log x+00000000+AAAA\nquorum none\n", "line 8")]
    [InlineData("log\nquorum none\n", "line 8")]
    [InlineData("quorum none", null)] // no newline at the end
    [InlineData("quorum none\r\n", null)]
    [InlineData("quorum none\u007F\n", null)]
    [InlineData("# \0\nquorum none\n", null)]
    public void Another_text_is_no_policy(string rules, string? line)
    {
        var text = Lines + rules.Replace("LOGKEY", $"{Given.Log.Key}", StringComparison.Ordinal).Replace("W0KEY", $"{Witnesses[0].Key}", StringComparison.Ordinal)
            .Replace("NEWKEY", $"{Given.Stranger.Key}", StringComparison.Ordinal);
        LogPolicy.TryParse(Encoding.UTF8.GetBytes(text), Given.Open, out _, out var fault).ShouldBeFalse();
        (fault!.Code, fault.At).ShouldBe((FaultCode.LogMalformed, line));
    }

    [Fact]
    public void Names_are_octets_and_those_in_keys_are_text()
    {
        var signer = Given.Signer("täglich.example", NoteAlgorithm.Cosignature, 40);
        byte[] text = [.. Encoding.UTF8.GetBytes($"# é\nlog {Given.Log.Key} https://log.example/\nwitness K {Witnesses[0].Key}\nwitness "), 0xE2, 0x84, 0xAA,
            .. Encoding.UTF8.GetBytes($" {signer.Key} https://é.example/\ngroup "), 0xFF, .. " all K "u8, 0xE2, 0x84, 0xAA, .. "\nquorum "u8, 0xFF, (byte)'\n'];
        LogPolicy.TryParse(text, Given.Open, out var policy, out _).ShouldBeTrue();
        policy!.Logs.Single().Url.ShouldBe("https://log.example/");
        policy.Judge(Head.Sign([Given.Log, Witnesses[0]], Given.Now)).ShouldBeOfType<PolicyVerdict.Pending>();
        policy.Judge(Head.Sign([Given.Log, Witnesses[0], signer], Given.Now)).ShouldBeOfType<PolicyVerdict.Witnessed>();
    }

    [Fact]
    public void As_many_logs_and_witnesses_are_read_as_the_page_says()
    {
        // A key for each costs; 40 of each are more than the specification asks for.
        var many = Enumerable.Range(0, 40).Select(n => (Log: Given.Signer($"log{n}.example", NoteAlgorithm.Ed25519, (byte)(50 + n)), Witness: Given.Signer($"witness{n}.example", NoteAlgorithm.Cosignature, (byte)(100 + n))));
        var policy = Given.Policy(string.Concat(many.Select((one, n) => $"log {one.Log.Key}\nwitness w{n} {one.Witness.Key}\ngroup g{n} any w{n}\n")) + "quorum g39\n");
        (policy.Logs.Count, policy.Witnesses.Count, policy.Groups.Count).ShouldBe((40, 40, 40));
    }
}
