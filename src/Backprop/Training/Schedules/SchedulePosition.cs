namespace Backprop.Training.Schedules;

/// <summary>The position of a training when a step begins.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">The maximum number of steps of the training.</param>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Errors">The error watched after each epoch done: on validation rows where there are any, else on training rows.</param>
/// <param name="ErrorFactor">What <see cref="Schedule.OfErrors"/> makes of the errors, where it is known: it changes between epochs only.</param>
internal readonly record struct SchedulePosition(long Step, long Steps, int Epoch, IReadOnlyList<double> Errors, double? ErrorFactor = null);
