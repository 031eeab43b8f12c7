using System.Text.Json;

namespace Backprop.Files;

/// <content>One tensor's description: its type, shape and place.</content>
internal ref partial struct HeaderReader
{
    private void ReadTensor(string name)
    {
        string place = Place(name);
        if (HeaderNames.WhyBad(name) is { } problem)
            throw Bad(place, $"this cannot be a name: {problem}.");
        Expect(JsonTokenType.StartObject, place, "an object with dtype, shape and data_offsets");
        bool hasType = false;
        int[]? shape = null;
        (long Begin, long End)? offsets = null;
        while (Next() != JsonTokenType.EndObject)
        {
            string field = Text();
            bool twice = field switch
            {
                HeaderNames.Type => hasType,
                HeaderNames.Shape => shape is not null,
                HeaderNames.Offsets => offsets is not null,
                _ => throw Bad(place, $"unknown field {Shown.Text(field)}; a tensor has dtype, shape and data_offsets."),
            };
            if (twice)
                throw Bad(place, $"duplicate field {field}.");
            if (field == HeaderNames.Type)
                hasType = ReadType(place);
            else if (field == HeaderNames.Shape)
                shape = ReadShape(place);
            else
                offsets = ReadOffsets(place);
        }
        if (!hasType)
            throw Bad(place, "the field dtype is missing.");
        if (shape is null)
            throw Bad(place, "the field shape is missing.");
        if (offsets is not var (begin, end))
            throw Bad(place, "the field data_offsets is missing.");
        tensors.Add(new TensorEntry(name, shape, Count(place, shape, begin, end), begin, end));
    }

    private bool ReadType(string place)
    {
        Expect(JsonTokenType.String, $"{place}, dtype", "a text such as \"F32\"");
        string type = Text();
        if (HeaderNames.OtherTypes.Contains(type, StringComparer.Ordinal))
            throw Bad($"{place}, dtype", $"type {type} is not supported; only F32 is.");
        return type == HeaderNames.Float ? true : throw Bad($"{place}, dtype", $"unknown type {Shown.Text(type)}; only F32 is supported.");
    }

    private int[] ReadShape(string place)
    {
        place = $"{place}, shape";
        Expect(JsonTokenType.StartArray, place, "an array of whole numbers");
        var shape = new List<int>();
        while (Next() != JsonTokenType.EndArray)
        {
            if (shape.Count == Tensor.MaxDimensions)
                throw Bad(place, $"more than {Tensor.MaxDimensions} dimensions.");
            long size = Integer(place);
            if (size > Array.MaxLength)
                throw Bad(place, $"dimension {shape.Count + 1} has the size {size}; at most {Array.MaxLength} is possible.");
            shape.Add((int)size);
        }
        return [.. shape];
    }

    private (long Begin, long End) ReadOffsets(string place)
    {
        place = $"{place}, data_offsets";
        Expect(JsonTokenType.StartArray, place, "an array of two whole numbers");
        var offsets = new long[2];
        int count = 0;
        for (; Next() != JsonTokenType.EndArray; count++)
        {
            if (count == 2)
                throw Bad(place, "found more than two numbers, expected begin and end.");
            offsets[count] = Integer(place);
        }
        return count == 2 ? (offsets[0], offsets[1]) : throw Bad(place, $"found {count} numbers, expected two: begin and end.");
    }

    /// <summary>How many numbers the tensor has, once its place holds exactly as many.</summary>
    private readonly int Count(string place, int[] shape, long begin, long end)
    {
        if (begin > end)
            throw Bad($"{place}, data_offsets", $"the end {end} is before the begin {begin}.");
        if (end > valueBytes)
            throw Bad($"{place}, data_offsets", $"the end {end} is beyond the values, of which the file has {valueBytes} bytes.");
        if (Tensor.CountOf(shape) is not { } count)
            throw Bad($"{place}, shape", $"[{Shown.List(shape)}] has a product above {Array.MaxLength}, the maximum of one tensor.");
        long bytes = (long)sizeof(float) * count;
        return bytes == end - begin
            ? count
            : throw Bad(place, $"its shape [{Shown.List(shape)}] needs {bytes} bytes, but its data_offsets give {end - begin}.");
    }
}
