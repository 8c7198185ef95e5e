using Entente.EvidenceFiles;
using Entente.Protocol.Faults;
using Entente.Tests.Node.Access;

namespace Entente.Tests.EvidenceFiles;

public sealed class StepSignatureTests
{
    private const string Statement = "entente/custody-step/1\norigin 20 https://node.example\n";

    private static readonly SoftKey other = new();

    [Theory]
    [InlineData(-7)]
    [InlineData(-35)]
    [InlineData(-36)]
    [InlineData(-37)]
    [InlineData(-38)]
    [InlineData(-39)]
    [InlineData(-257)]
    [InlineData(-258)]
    [InlineData(-259)]
    public void A_signature_of_every_kind_of_key_that_is_registered_holds_and_none_of_its_bytes_can_be_changed(int algorithm)
    {
        using var key = new SoftKey(algorithm);
        var good = key.Sign(Statement, 1);
        good.Refusal().ShouldBeNull();

        foreach (var (part, change) in new (ReadOnlyMemory<byte>, Func<byte[], StepSignature>)[]
        {
            (good.Key, bytes => good with { Key = bytes }), (good.AuthenticatorData, bytes => good with { AuthenticatorData = bytes }),
            (good.ClientData, bytes => good with { ClientData = bytes }), (good.Value, bytes => good with { Value = bytes }),
        })
        {
            for (var at = 0; at < part.Length; at++)
            {
                var bytes = part.ToArray();
                bytes[at] ^= 1;
                change(bytes).Refusal().ShouldNotBeNull($"byte {at}");
                change(bytes[..at]).Refusal().ShouldNotBeNull($"cut at {at}");
            }
        }
    }

    [Theory]
    [InlineData("https://node.example", "node.example", "webauthn.create", "something else than signing")]
    [InlineData("https://other.example", "node.example", "webauthn.get", "on another site")]
    [InlineData("https://node.example", "other.example", "webauthn.get", "for another site")]
    public void What_the_browser_and_the_key_say_is_of_the_statement(string origin, string site, string type, string why)
    {
        using var key = new SoftKey();

        key.Sign(Statement, 1, origin, site, type).Refusal()!.ShouldContain(why);
        (key.Sign(Statement, 1) with { Statement = "entente/custody-step/1\norigin 19 http://node.example\n" }).Refusal()!.ShouldContain("Another statement");
        (key.Sign(Statement, 1) with { Statement = "entente/custody-step/1\n" }).Refusal()!.ShouldContain("published form");
    }

    [Fact]
    public void A_file_tells_which_steps_their_officers_have_signed_and_which_only_the_log_attests()
    {
        using var steps = new SignedSteps();
        var verdict = EvidenceFile.Verify(Given.File(Given.Contents(signed: steps.Write)), Given.Trusting(Given.Netherlands));

        verdict.Holds.ShouldBeTrue(verdict.Steps[^1].Detail);
        verdict.Steps.Single(step => step.Detail.Contains("signed by the officer with a security key", StringComparison.Ordinal)).Detail.ShouldContain("taken (record 6), received (record 8)");
        verdict.Steps.Single(step => step.Outcome == StepOutcome.Noted && step.Detail.Contains("not signed by the officer", StringComparison.Ordinal)).Detail.ShouldContain("handed (record 7)");
    }

    public static TheoryData<string, string> Lies => new()
    {
        { "holder", "something else than what is on record" },
        { "conditions", "something else than what is on record" },
        { "note", "something else than what is on record" },
        { "officer", "something else than what is on record" },
        { "origin", "another site" },
        { "statement", "does not name that statement" },
        { "absent", "signature is not there" },
        { "key", "not of that key" },
        { "registered", "no record before it registers" },
        { "elsewhere", "no record before it registers" },
        { "unverified", "did not verify who used it" },
        { "removed", "removed before" },
    };

    /// <summary>Whoever keeps the node can write into its log and its files what he likes, but cannot sign for an officer.</summary>
    internal static SignedSteps Lying(string how) => how switch
    {
        "holder" => new() { Says = statement => statement with { Holder = "1009" } },
        "conditions" => new() { Says = statement => statement with { Description = Given.Digest([1]) } },
        "note" => new() { Says = statement => statement with { Note = "it was open" } },
        "officer" => new() { Says = statement => statement with { Officer = "1003" } },
        "origin" => new() { Says = statement => statement with { Origin = "https://other.example" } },
        "statement" => new() { Shows = signature => signature with { Statement = signature.Statement.Replace("12:00", "12:01", StringComparison.Ordinal) } },
        "absent" => new() { Shows = static _ => null },
        "key" => new() { Signs = (key, statement, registered) => other.Sign(statement, registered) with { Key = key.Cose() } },
        "registered" => new() { Signs = (_, statement, registered) => other.Sign(statement, registered) },
        "elsewhere" => new() { RegisteredTo = "1009" },
        "unverified" => new(verifies: false),
        "removed" => new() { IsRemoved = true },
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
    };

    [Theory, MemberData(nameof(Lies))]
    public void A_step_that_its_officer_has_not_signed_so_is_refused(string how, string why)
    {
        using var steps = Lying(how);
        var verdict = EvidenceFile.Verify(Given.File(Given.Contents(signed: steps.Write)), EvidenceTrust.None);

        verdict.Holds.ShouldBeFalse();
        verdict.Fault!.Code.ShouldBe(FaultCode.EvidenceChanged);
        verdict.Fault.Detail.ShouldContain(why);
    }

    [Fact]
    public void Every_byte_of_a_file_with_signed_steps_changed_in_turn_is_refused()
    {
        using var steps = new SignedSteps();
        var good = Given.File(Given.Contents(signed: steps.Write));
        List<int> passed = [];
        for (var at = 0; at < good.Length; at++)
        {
            good[at] ^= (byte)(1 << (at % 8));
            if (EvidenceFile.Verify(good, EvidenceTrust.None).Holds)
            {
                passed.Add(at);
            }

            good[at] ^= (byte)(1 << (at % 8));
        }

        passed.ShouldBeEmpty();
        EvidenceFile.Verify(good, EvidenceTrust.None).Holds.ShouldBeTrue();
    }
}
