namespace Backprop.Tabular.Following;

/// <summary>The content of a frame.</summary>
internal enum FrameKind : byte
{
    // From the training.

    /// <summary>The description of the training, as JSON; the first frame, with the version of the protocol.</summary>
    Description = (byte)'D',

    /// <summary>Some rows with the encoders of their columns, as the bytes of a safetensors file; once, or not at all where they are too wide.</summary>
    Sample = (byte)'T',

    /// <summary>The state of the training, and the epochs that ended since the previous such frame, as JSON.</summary>
    Moment = (byte)'M',

    /// <summary>The current network, as the bytes of a safetensors file.</summary>
    Network = (byte)'N',

    /// <summary>How the training ended, as JSON; the last frame.</summary>
    End = (byte)'E',

    // From the follower.

    /// <summary>The address where the user sees the run, as UTF-8.</summary>
    Address = (byte)'A',

    /// <summary>Pause after the current step. Empty, as all that follow.</summary>
    Pause = (byte)'P',

    /// <summary>Continue.</summary>
    Resume = (byte)'R',

    /// <summary>End now, and keep nothing but a checkpoint where one is written.</summary>
    Stop = (byte)'S',

    /// <summary>End now, and write the model of the best epoch.</summary>
    Finish = (byte)'F',

    /// <summary>Send the network once.</summary>
    WantNetwork = (byte)'W',
}
