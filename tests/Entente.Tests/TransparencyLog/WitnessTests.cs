using System.Text;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog;

/// <summary>What a witness answers, request by request.</summary>
public sealed class WitnessTests
{
    private static readonly byte[][] Entries = Given.Entries(20);
    private static readonly MemoryLog Ten = MemoryLog.Of(Entries[..10]);
    private static readonly MemoryLog Twenty = MemoryLog.Of(Entries);
    private static readonly MemoryLog Fork = MemoryLog.Of([.. Entries[..9], .. Entries[10..]]);

    private static readonly WitnessedHead AtTen = new(10, Ten.Checkpoint().Root);

    private static readonly byte[] Honest = Request(Twenty, 10);

    [Fact]
    public void A_log_that_continues_is_cosigned_and_the_new_head_is_what_to_store()
    {
        var request = Read(Honest);
        request.Decide(AtTen).ShouldBe(new WitnessDecision.Cosign(new(20, Twenty.Checkpoint().Root)));

        // As the specification wants it, the log puts the answer behind its note.
        var answer = request.Cosign([Given.Canada, Given.Singapore], Given.Now);
        request.Note.TryAdd(Encoding.UTF8.GetBytes(answer), [Given.Verifier(Given.Canada), Given.Verifier(Given.Singapore)], out var note, out _).ShouldBeTrue();
        note!.ToString().ShouldBe(request.Note + answer);
        Given.Policy(Given.PolicyText).Judge(note).ShouldBeOfType<PolicyVerdict.Witnessed>();
    }

    [Fact]
    public void The_first_checkpoint_of_a_log_needs_no_proof_and_takes_none()
    {
        Read(Request(Twenty, 0)).Decide(null).ShouldBe(new WitnessDecision.Cosign(new(20, Twenty.Checkpoint().Root)));
        Read(Written(0, [TreeHash.Empty], Twenty)).Decide(null).ShouldBeOfType<WitnessDecision.Refused>().Fault.Code.ShouldBe(FaultCode.LogProof);
        Read(Request(MemoryLog.Of([]), 0)).Decide(null).ShouldBe(new WitnessDecision.Cosign(new(0, TreeHash.Empty)));
        Read(Request(Twenty, 0)).Decide(new(0, TreeHash.Empty)).ShouldBeOfType<WitnessDecision.Cosign>();
    }

    [Fact]
    public void The_same_checkpoint_is_cosigned_again() => Read(Request(Ten, 10)).Decide(AtTen).ShouldBe(new WitnessDecision.Cosign(AtTen));

    public static TheoryData<string, WitnessedHead?, FaultCode, long?> Refusals => new()
    {
        { "10 > 20", null, FaultCode.LogSize, 0 }, // nothing cosigned yet
        { "10 > 20", new(20, Twenty.Checkpoint().Root), FaultCode.LogSize, 20 }, // it is further already
        { "10 > 20", new(15, TreeHash.Empty), FaultCode.LogSize, 15 },
        { "10 > 10", new(20, Twenty.Checkpoint().Root), FaultCode.LogSize, 20 }, // rolled back
        { "0 > 20", AtTen, FaultCode.LogSize, 10 }, // how a log asks for the size
        { "fork of the same size", new(19, MemoryLog.Of(Entries[..19]).Checkpoint().Root), FaultCode.LogFork, 19 },
        { "fork that grew", AtTen, FaultCode.LogProof, null },
        { "changed proof", AtTen, FaultCode.LogProof, null },
        { "no proof", AtTen, FaultCode.LogProof, null },
        { "proof for the same size", AtTen, FaultCode.LogProof, null },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void Everything_else_is_refused_with_the_status_of_the_specification(string request, WitnessedHead? latest, FaultCode code, long? size)
    {
        var proof = Twenty.Tree().Continue(10).Hashes;
        var refused = Read(request switch
        {
            "10 > 20" => Honest,
            "10 > 10" => Request(Ten, 10),
            "0 > 20" => Request(Twenty, 0),
            "fork of the same size" => Request(Fork, 19),
            "fork that grew" => Request(Fork, 10),
            "changed proof" => Written(10, [.. proof.Skip(1), proof[0]], Twenty),
            "no proof" => Written(10, [], Twenty),
            _ => Written(10, [proof[0]], Ten),
        }).Decide(latest).ShouldBeOfType<WitnessDecision.Refused>();
        (refused.Fault.Code, refused.Size).ShouldBe((code, size));
        refused.Fault.Code.HttpStatus.ShouldBe(code == FaultCode.LogProof ? 422 : 409);
    }

    [Fact]
    public void A_log_that_is_not_known_is_not_found_whoever_has_signed()
    {
        AddCheckpoint.TryRead(Honest, _ => null, out _, out var fault).ShouldBeFalse();
        (fault!.Code, fault.Code.HttpStatus).ShouldBe((FaultCode.LogUnknown, 404));
    }

    [Fact]
    public void A_checkpoint_that_the_log_has_not_signed_is_forbidden()
    {
        NoteSigner[] others = [Given.Signer(Given.Origin, NoteAlgorithm.Ed25519, 9), Given.Canada];
        var request = AddCheckpoint.Write(Twenty.Tree().Continue(10), Twenty.Checkpoint().Sign(others, Given.Now));
        AddCheckpoint.TryRead(request, Keys, out _, out var fault).ShouldBeFalse();
        (fault!.Code, fault.Code.HttpStatus).ShouldBe((FaultCode.LogSignature, 403));
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 10\n")]
    [InlineData("\n")]
    [InlineData("old 010\n\n")]
    [InlineData("old -1\n\n")]
    [InlineData("old  10\n\n")]
    [InlineData("old 10 \n\n")]
    [InlineData("Old 10\n\n")]
    [InlineData("old 10\r\n\r\n")]
    [InlineData("old 21\n\n")] // larger than the checkpoint
    [InlineData("old 18446744073709551615\n\n")]
    [InlineData("old 10\nabc\n\n")]
    [InlineData("old 10\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= \n\n")]
    public void What_is_no_request_is_bad(string head)
    {
        AddCheckpoint.TryRead([.. Encoding.UTF8.GetBytes(head), .. Given.Cosigned(Twenty.Checkpoint()).ToBytes()], Keys, out _, out var fault).ShouldBeFalse();
        (fault!.Code, fault.Code.HttpStatus).ShouldBe((FaultCode.LogMalformed, 400));
    }

    [Fact]
    public void Sixty_three_hashes_are_read_and_no_more()
    {
        AddCheckpoint.TryRead(Written(10, Enumerable.Repeat(TreeHash.Empty, 63), Twenty), Keys, out _, out _).ShouldBeTrue();
        AddCheckpoint.TryRead(Written(10, Enumerable.Repeat(TreeHash.Empty, 64), Twenty), Keys, out _, out var fault).ShouldBeFalse();
        fault!.Code.ShouldBe(FaultCode.LogMalformed);
    }

    [Fact]
    public void Every_changed_bit_of_a_request_is_refused() => SingleBits.RefusedEverywhere(AddCheckpoint.Write(Twenty.Tree().Continue(10), Twenty.Checkpoint().Sign([Given.Log], Given.Now)), bytes =>
        AddCheckpoint.TryRead(bytes, Keys, out var request, out _) && request.Decide(AtTen) is WitnessDecision.Cosign);

    private static IReadOnlyCollection<NoteVerifier>? Keys(string origin) => origin == Given.Origin ? [Given.Verifier(Given.Log)] : null;

    private static AddCheckpoint Read(byte[] body) => AddCheckpoint.TryRead(body, Keys, out var request, out var fault) ? request : throw new FormatException(fault.Detail);

    private static byte[] Request(MemoryLog log, long oldSize) => AddCheckpoint.Write(log.Tree().Continue(oldSize), log.Checkpoint().Sign([Given.Log], Given.Now));

    private static byte[] Written(long oldSize, IEnumerable<TreeHash> hashes, MemoryLog log) =>
        AddCheckpoint.Write(new(oldSize, log.Size, [.. hashes]), log.Checkpoint().Sign([Given.Log], Given.Now));
}
