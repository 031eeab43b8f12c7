namespace Backprop.Tabular.Tables;

/// <summary>What a column of a source is read as.</summary>
public enum ColumnType
{
    /// <summary>Numbers; any other text in it is an error.</summary>
    Number,

    /// <summary>Labels, also where they look like numbers or dates.</summary>
    Category,

    /// <summary>Dates or moments, here also of the form yyyyMMdd; any other text in it is an error.</summary>
    Date,

    /// <summary>Ignored: the column is not in the table.</summary>
    Ignore,
}
