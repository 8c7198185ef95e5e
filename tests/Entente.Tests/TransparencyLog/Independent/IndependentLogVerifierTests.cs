using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Tests.Architecture;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog.Independent;

/// <summary>What we write, read by a program in another language that shares nothing with us.</summary>
public sealed class IndependentLogVerifierTests : IAsyncLifetime
{
    private static readonly byte[] Salt = SHA256.HashData("salt"u8);

    private readonly string folder = Directory.CreateTempSubdirectory("entente-log-").FullName;

    public async ValueTask InitializeAsync() => await PythonProgram.NeedAsync("cryptography");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(70_000)]
    public async Task A_log_of_ours_is_read_whole_and_verified_by_an_independent_program(int size)
    {
        var log = MemoryLog.Of(Given.Entries(size));
        Publish(log);

        var verdict = await JudgeLogAsync();

        verdict.GetProperty("good").GetBoolean().ShouldBeTrue(verdict.ToString());
        verdict.GetProperty("size").GetInt64().ShouldBe(size);
        verdict.GetProperty("root").GetString().ShouldBe(Convert.ToHexStringLower(log.Checkpoint().Root.ToArray()));
        verdict.GetProperty("tiles").GetInt32().ShouldBe(log.Tiles.Keys.Count(address => TileAddress.In(size, address.Level, address.Index) == address));
        verdict.GetProperty("times").GetProperty(Given.Canada.Key.Name).GetInt64().ShouldBe(Given.Now.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("tile/0/001.p/44", "is not what the entries make")]
    [InlineData("tile/1/000.p/1", "is not what the entries make")]
    [InlineData("tile/entries/000", "the entries do not lead to the root")]
    [InlineData("checkpoint", "")]
    public async Task A_changed_log_is_refused_by_the_independent_program(string path, string why)
    {
        Publish(MemoryLog.Of(Given.Entries(300)));
        var file = Path.Combine(folder, path);
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[path == "checkpoint" ? bytes.Length / 2 : ^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        var verdict = await JudgeLogAsync();

        verdict.GetProperty("good").GetBoolean().ShouldBeFalse();
        verdict.GetProperty("why").GetString().ShouldEndWith(why);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 7)]
    [InlineData(255, 300)]
    [InlineData(299, 300)]
    [InlineData(65_536, 66_000)]
    public async Task A_proof_of_ours_is_verified_by_an_independent_program_and_another_leaf_refused(int index, int size)
    {
        var log = MemoryLog.Of(Given.Entries(size));
        var file = Path.Combine(folder, "file.tlog-proof");
        await File.WriteAllBytesAsync(file, LogProof.Of(log.Tree().Include(index), Given.Cosigned(log.Checkpoint())).ToBytes(), TestContext.Current.CancellationToken);

        var good = await JudgeAsync(["proof", file, Convert.ToHexStringLower(log.Entries[index]), .. Keys()]);
        good.GetProperty("good").GetBoolean().ShouldBeTrue(good.ToString());
        good.GetProperty("index").GetInt32().ShouldBe(index);

        (await JudgeAsync(["proof", file, "00", .. Keys()])).GetProperty("why").GetString().ShouldBe("the path does not lead to the root");
        (await JudgeAsync(["proof", file, Convert.ToHexStringLower(log.Entries[index]), .. Keys(), $"{Given.Stranger.Key}"])).GetProperty("why").GetString().ShouldBe("stranger.example has not signed");
    }

    [Fact]
    public async Task The_leaf_of_a_record_is_the_same_in_another_language()
    {
        var file = Path.Combine(folder, "record");
        await File.WriteAllBytesAsync(file, Encoding.UTF8.GetBytes("a record"), TestContext.Current.CancellationToken);
        var verdict = await JudgeAsync("record", file, Convert.ToHexStringLower(Salt));
        verdict.GetProperty("entry").GetString().ShouldBe(Convert.ToHexStringLower(RecordLeaf.Commit(Salt, SHA256.HashData("a record"u8)).ToEntry()));
    }

    /// <summary>The program is no echo of ours: it reads a log that another make has written.</summary>
    [Fact]
    public async Task The_independent_program_verifies_a_log_of_another_make()
    {
        const string key = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
        var verdict = await JudgeAsync("log", PublicData.Need("transparency-log/tessera-log"), key);
        verdict.GetProperty("good").GetBoolean().ShouldBeTrue(verdict.ToString());
        verdict.GetProperty("size").GetInt32().ShouldBe(15);
    }

    private static string[] Keys() => [$"{Given.Log.Key}", $"{Given.Canada.Key}", $"{Given.Singapore.Key}"];

    private Task<JsonElement> JudgeLogAsync() => JudgeAsync(["log", folder, .. Keys()]);

    private static async Task<JsonElement> JudgeAsync(params string[] words)
    {
        var (code, output, errors) = await PythonProgram.RunAsync([Repository.PathOf("tests/Entente.Tests/TransparencyLog/Independent/tlog_verify.py"), .. words]);
        code.ShouldBe(0, errors);
        using var verdict = JsonDocument.Parse(output);
        return verdict.RootElement.Clone();
    }

    private void Publish(MemoryLog log)
    {
        Write("checkpoint", Given.Cosigned(log.Checkpoint()).ToBytes());
        foreach (var (path, bytes) in ServedLog.Of(log).Files)
        {
            Write(path, bytes);
        }
    }

    private void Write(string path, byte[] bytes)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }
}
