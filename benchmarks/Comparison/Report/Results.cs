using Backprop.Benchmarks.Rows;
using Backprop.Benchmarks.Workers;

namespace Backprop.Benchmarks.Report;

/// <summary>Everything that one sitting measured.</summary>
internal sealed record Results
{
    public required Peers Peers { get; init; }

    public required string Command { get; init; }

    public required int Rounds { get; init; }

    public required double RoundSeconds { get; init; }

    public required IReadOnlyList<(string Name, string Value)> Machine { get; init; }

    public required string? LoadBefore { get; init; }

    public required string? LoadAfter { get; init; }

    /// <summary>Processors that others kept busy on average, and the share of time the host took away; null where it is not known.</summary>
    public required (double OtherProcessors, double Stolen)? Disturbance { get; init; }

    /// <summary>Bytes a second from memory on one thread and on all.</summary>
    public required IReadOnlyList<(int Threads, double Read, double Update)> Bandwidth { get; init; }

    public required IReadOnlyList<Measured> Rows { get; init; }

    /// <summary>Rows that could not be measured, and why.</summary>
    public required IReadOnlyList<(Row Row, string Reason)> Failures { get; init; }

    public required IReadOnlyList<ProductRate> Products { get; init; }

    public required IReadOnlyList<CsvRate> Csv { get; init; }

    /// <summary>What is known of the limits, in Markdown.</summary>
    public required string Limits { get; init; }
}
