using System.Text.RegularExpressions;
using Entente.As4.Messaging;

namespace Entente.Tests.As4.Messaging;

public sealed partial class EbmsErrorCodeTests
{
    [Theory]
    [InlineData("EBMS:0001", "ValueNotRecognized", "Failure", "Content", "ebMS")]
    [InlineData("EBMS:0002", "FeatureNotSupported", "Warning", "Content", "ebMS")]
    [InlineData("EBMS:0003", "ValueInconsistent", "Failure", "Content", "ebMS")]
    [InlineData("EBMS:0004", "Other", "Failure", "Content", "ebMS")]
    [InlineData("EBMS:0005", "ConnectionFailure", "Failure", "Communication", "ebMS")]
    [InlineData("EBMS:0006", "EmptyMessagePartitionChannel", "Warning", "Communication", "ebMS")]
    [InlineData("EBMS:0007", "MimeInconsistency", "Failure", "Unpackaging", "ebMS")]
    [InlineData("EBMS:0008", "FeatureNotSupported", "Failure", "Unpackaging", "ebMS")]
    [InlineData("EBMS:0009", "InvalidHeader", "Failure", "Unpackaging", "ebMS")]
    [InlineData("EBMS:0010", "ProcessingModeMismatch", "Failure", "Processing", "ebMS")]
    [InlineData("EBMS:0011", "ExternalPayloadError", "Failure", "Content", "ebMS")]
    [InlineData("EBMS:0101", "FailedAuthentication", "Failure", "Processing", "security")]
    [InlineData("EBMS:0102", "FailedDecryption", "Failure", "Processing", "security")]
    [InlineData("EBMS:0103", "PolicyNoncompliance", "Failure", "Processing", "security")]
    [InlineData("EBMS:0201", "DysfunctionalReliability", "Failure", "Processing", "reliability")]
    [InlineData("EBMS:0202", "DeliveryFailure", "Failure", "Communication", "reliability")]
    [InlineData("EBMS:0301", "MissingReceipt", "Failure", "Communication", "ebMS")]
    [InlineData("EBMS:0302", "InvalidReceipt", "Failure", "Communication", "ebMS")]
    [InlineData("EBMS:0303", "DecompressionFailure", "Failure", "Communication", "ebMS")]
    public void Each_row_says_what_the_standard_says(string id, string shortDescription, string severity, string category, string origin)
    {
        var row = EbmsErrorCode.All[id];
        (row.ShortDescription, row.Severity.ToString(), row.Category, row.Origin).ShouldBe((shortDescription, severity, category, origin));
    }

    [Fact]
    public void The_table_has_every_code_of_the_two_standards_and_no_other()
    {
        var standards = File.ReadAllText(PublicData.Need("as4/spec/ebms3-core.txt")) + File.ReadAllText(PublicData.Need("as4/spec/as4-os.txt"));
        var codes = Code().Matches(standards).Select(match => match.Value).Distinct();
        EbmsErrorCode.All.Keys.Order(StringComparer.Ordinal).ShouldBe(codes.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("EBMS:0[0-9]{3}")]
    private static partial Regex Code();
}
