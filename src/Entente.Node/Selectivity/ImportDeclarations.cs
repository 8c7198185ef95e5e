using Entente.Node.Evidence;
using Entente.TradeData;

namespace Entente.Node.Selectivity;

/// <summary>Takes in declarations from files, as the command line does.</summary>
internal sealed class ImportDeclarations(Intake intake)
{
    /// <param name="files">Read one after another.</param>
    /// <param name="mapping">What the columns mean, where the files are CSV.</param>
    /// <param name="actor">Who imports.</param>
    /// <param name="progress">Told after each verdict.</param>
    /// <param name="refused">Told each refusal with its file.</param>
    /// <param name="cancellation">Stops between declarations; what has a verdict is stored.</param>
    public async Task<Count> RunAsync(
        IEnumerable<FileInfo> files,
        CsvMapping? mapping,
        Actor actor,
        IProgress<Count>? progress = null,
        Action<FileInfo, IntakeVerdict.Refused>? refused = null,
        CancellationToken cancellation = default)
    {
        var count = new Count();
        foreach (var file in files)
        {
            await using var input = file.OpenRead();
            var format = mapping is null ? TradeFormat.Detect : TradeFormat.Csv;
            var before = input.Position;
            await foreach (var verdict in intake.ReceiveAsync(input, format, mapping, new(actor, $"import:{file.Name}"), cancellation))
            {
                count = count.With(verdict) with { Bytes = count.Bytes + (input.Position - before) };
                before = input.Position;
                if (verdict is IntakeVerdict.Refused refusal)
                {
                    refused?.Invoke(file, refusal);
                }

                progress?.Report(count);
            }

            count = count with { Files = count.Files + 1 };
        }

        return count;
    }

    /// <param name="Files">Files read to their end.</param>
    /// <param name="Bytes">Bytes read, for a progress bar.</param>
    internal readonly record struct Count(long Files, long Bytes, long Accepted, long Duplicates, long Refused, long Hits)
    {
        public Count With(IntakeVerdict verdict) => verdict switch
        {
            IntakeVerdict.Accepted accepted => this with { Accepted = Accepted + 1, Hits = Hits + accepted.Hits },
            IntakeVerdict.Duplicate => this with { Duplicates = Duplicates + 1 },
            _ => this with { Refused = Refused + 1 },
        };
    }
}
