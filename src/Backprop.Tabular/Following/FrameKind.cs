namespace Backprop.Tabular.Following;

/// <summary>What a frame holds.</summary>
internal enum FrameKind : byte
{
    // From the training.

    /// <summary>What is trained, as JSON; the first frame, with the version of the protocol.</summary>
    Description = (byte)'D',

    /// <summary>Some rows with what their numbers stand for, as the bytes of a safetensors file; once, or not at all where they are too wide.</summary>
    Sample = (byte)'T',

    /// <summary>Where the training stands, and the epochs that ended since the frame before, as JSON.</summary>
    Moment = (byte)'M',

    /// <summary>The network of a moment, as the bytes of a safetensors file.</summary>
    Network = (byte)'N',

    /// <summary>How the training ended, as JSON; the last frame.</summary>
    End = (byte)'E',

    // From the follower.

    /// <summary>Where the user sees the run, as UTF-8.</summary>
    Address = (byte)'A',

    /// <summary>Stand still after the step under way. Empty, as all that follow.</summary>
    Pause = (byte)'P',

    /// <summary>Go on.</summary>
    Resume = (byte)'R',

    /// <summary>End now, and keep nothing but a checkpoint where one is written.</summary>
    Stop = (byte)'S',

    /// <summary>End now, and write the model of the best epoch.</summary>
    Finish = (byte)'F',

    /// <summary>Send the network once.</summary>
    WantNetwork = (byte)'W',
}
