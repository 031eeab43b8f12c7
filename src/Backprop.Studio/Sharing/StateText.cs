using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Backprop.Explain.Derivations;
using Backprop.Spelling;
using Backprop.Studio.States;

namespace Backprop.Studio.Sharing;

/// <summary>The state as text: JSON in a file, the same packed for an address. Reading checks it like any external input.</summary>
public static class StateText
{
    /// <summary>The length of a state, in characters, that fits into an address everywhere.</summary>
    public const int MaxInAddress = 8_000;

    // An address is short, but what it unpacks to may not be.
    private const int MaxUnpacked = 64 * MaxInAddress;

    /// <summary>The maximum number of weights of a network in a state.</summary>
    public const int MaxWeights = 1 << 20;

    /// <summary>Bytes of a state file that are read: each of <see cref="MaxWeights"/> weights takes up to 25.</summary>
    public const int MaxInFile = 32 << 20;

    /// <summary>The parameter of an address that holds the state.</summary>
    public const string Parameter = "s";

    private const int Version = 1;

    /// <summary>The number of weights beyond which packing is slow, and too long for an address unless they are all alike.</summary>
    private const int MaxWeightsInAddress = 2_000;

    /// <summary>The state as JSON.</summary>
    public static byte[] Write(StudioState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return JsonSerializer.SerializeToUtf8Bytes(
            new StateDescription(
                Version, state.Digits, LessonDescription.Of(state.Lesson), [.. state.Opened.Select(number => number.ToString())], state.Training == TrainChoices.Default ? null : state.Training),
            StateJson.Default.StateDescription);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">Text that is not a state; the message says why and what to do.</exception>
    public static StudioState Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            int version = StrictJson.Read(json.Span, StateJson.Default.StateVersion, "state").BackpropStudio;
            if (version != Version)
                throw new FormatException($"It is of version {version}, but this studio reads version {Version}.");
            StateDescription description = StrictJson.Read(json.Span, StateJson.Default.StateDescription, "state");
            Lesson lesson = description.Lesson.Lesson();
            var numbers = lesson.Numbers();
            var opened = description.Doors.Take(100)
                .Select(number => Quantity.TryParse(number, out Quantity quantity) && quantity.IsOf(numbers) ? quantity
                    : throw new FormatException($"The network has no number '{number}'.")).ToArray();
            return new StudioState
            {
                Lesson = lesson,
                Opened = opened,
                Digits = Math.Clamp(description.Digits, 1, 17),
                Training = description.Training is { } choices ? SharedChoices.Checked(choices) : TrainChoices.Default,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new FormatException($"This is not a state of the studio: {exception.Message} Open a file that its Share page saved, or an address that it copied.", exception);
        }
    }

    /// <summary>Whether a lesson can be written and read again.</summary>
    public static bool Fits(Lesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        return lesson.Weights <= MaxWeights;
    }

    /// <summary>
    /// The query of an address that restores the state; empty for the one that the studio opens with. A network that is too large for an address is
    /// omitted, and the choices of the training are kept.
    /// </summary>
    public static string Query(StudioState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state == new StudioState() ? "" : Pack(state) is { } text ? $"?{Parameter}={text}"
            : state.Lesson == Lesson.Lecture ? "" : Query(state with { Lesson = Lesson.Lecture, Opened = [] });
    }

    /// <summary>The state packed for an address; null where it is too long for one.</summary>
    public static string? Pack(StudioState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Lesson.Weights > MaxWeightsInAddress)
            return null;
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(Write(state));
        string text = Base64Url.EncodeToString(packed.ToArray());
        return text.Length <= MaxInAddress ? text : null;
    }

    /// <summary>Reads what <see cref="Pack"/> packed.</summary>
    /// <exception cref="FormatException">Text that is not a state; the message says why and what to do.</exception>
    public static StudioState Unpack(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxInAddress)
            throw NoState("it is too long.");
        byte[] json = ArrayPool<byte>.Shared.Rent(MaxUnpacked);
        try
        {
            int length = Unpack(text, json.AsSpan(0, MaxUnpacked));
            return length < MaxUnpacked ? Read(json.AsMemory(0, length)) : throw NoState("it is too long.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(json);
        }
    }

    private static int Unpack(string text, Span<byte> json)
    {
        try
        {
            using var packed = new MemoryStream(Base64Url.DecodeFromChars(text));
            using var deflate = new DeflateStream(packed, CompressionMode.Decompress);
            return deflate.ReadAtLeast(json, json.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or FormatException)
        {
            throw NoState("it is cut short, or was changed.", exception);
        }
    }

    private static FormatException NoState(string why, Exception? cause = null) =>
        new($"The address holds no state of the studio: {why} Copy it whole, or begin with the lecture's example.", cause);
}
