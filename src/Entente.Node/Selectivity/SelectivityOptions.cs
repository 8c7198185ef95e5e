using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Entente.Node.Selectivity;

/// <summary>How much the node takes in at once. What counts as a hit is a setting of Alerts.</summary>
internal sealed record SelectivityOptions
{
    [Description("Largest single declaration, in bytes.")]
    [Range(1 << 10, 256 << 20)]
    public int MaxDocumentBytes { get; init; } = 16 << 20;

    [Description("Largest request to POST /declarations, in bytes.")]
    [Range(1 << 10, int.MaxValue)]
    public int MaxRequestBytes { get; init; } = 1 << 30;

    [Description("Most declarations in one batch.")]
    [Range(1, 10_000_000)]
    public int MaxBatchItems { get; init; } = 1_000_000;

    [Description("Most goods items in one declaration.")]
    [Range(1, 100_000)]
    public int MaxGoodsItems { get; init; } = 10_000;

    [Description("Declarations of one batch that are screened and stored at the same time.")]
    [Range(1, 1024)]
    public int InFlight { get; init; } = 64;

    [Description("Bytes of a refused document that are kept so that its sender can be helped; the rest is dropped.")]
    [Range(0, 1 << 20)]
    public int RefusedSourceBytes { get; init; } = 16 << 10;

    [Description("Folder of CSV column mappings, one JSON file each; its name without ending is the mapping's name. Empty: only the mappings that come with the node.")]
    public string Mappings { get; init; } = "";
}
