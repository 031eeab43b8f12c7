using System.Text.Json.Serialization;

namespace Backprop.Tabular.Encoders;

/// <summary>How a column is encoded, as model files describe it. A new kind is added to the list.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NumberDescription), "number")]
[JsonDerivedType(typeof(DateDescription), "date")]
[JsonDerivedType(typeof(CategoryDescription), "category")]
[JsonDerivedType(typeof(BooleanDescription), "boolean")]
[JsonDerivedType(typeof(ImageDescription), "image")]
internal abstract record ColumnDescription
{
    /// <summary>The encoder.</summary>
    /// <param name="path">The place of the description, for messages.</param>
    /// <exception cref="Tables.DataException">The description contradicts itself.</exception>
    public abstract ColumnEncoder Encoder(string path);
}
