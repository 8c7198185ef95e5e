using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Entente.Node.Evidence;

/// <summary>Settings of tables that leave the node as files.</summary>
internal sealed record ExportOptions
{
    [Description("Rows that an officer may take out of the node alone in 24 hours, over all tables; beyond it, an export takes a second officer's approval.")]
    [Range(0, 1_000_000)]
    public int AloneRows { get; init; } = 500;

    [Description("Rows that one file has at most; a longer table is to be narrowed by its filter.")]
    [Range(1, 1_000_000)]
    public int MostRows { get; init; } = 50_000;

    [Description("Hours for which a request for an export waits for a second officer.")]
    [Range(1, 168)]
    public int RequestHours { get; init; } = 24;

    [Description("Minutes for which an approved export may be fetched, once.")]
    [Range(1, 1440)]
    public int FetchMinutes { get; init; } = 60;
}
