using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>
/// A number x as waves and their sums: p_f = cos(2π w_f x + b_f) for 16 frequencies, and e_j = Σ_f v_jf p_f + c_j for three outputs; the way back and the
/// derivatives.
/// </summary>
/// <remarks>
/// The sums over frequencies run upward from c_j, those over rows upward from +0, each with fused multiply-adds: the outputs of several rows, or the derivatives
/// of several frequencies, are computed side by side.
/// </remarks>
internal static unsafe class PeriodicProduct
{
    /// <summary>Frequencies of a number.</summary>
    public const int Frequencies = PanelMatrix.PanelColumns;

    /// <summary>Sums of a number's waves.</summary>
    public const int Sums = 3;

    /// <summary>Rows of 16 parameters of a number: w, b and the v of each sum.</summary>
    public const int RowsOfNumber = 2 + Sums;

    private const int RowsAtOnce = 64;

    /// <summary>The sums and x itself of some rows.</summary>
    /// <param name="width">The vector width.</param>
    /// <param name="from">Rows with x in a column.</param>
    /// <param name="firstFrom">The first of the rows there.</param>
    /// <param name="column">The column of x.</param>
    /// <param name="waves">w of all numbers, then b of all, then v: a row for each sum of each number; 16 columns.</param>
    /// <param name="biases">c of all numbers, a row of three each.</param>
    /// <param name="number">Which of the numbers it is, from 0.</param>
    /// <param name="to">Gets e and then x from column <paramref name="firstOutput"/> on.</param>
    /// <param name="firstTo">The first of the rows there.</param>
    /// <param name="firstOutput">The first of the four columns.</param>
    /// <param name="rows">How many rows.</param>
    public static void Forward(VectorWidth width, Matrix from, int firstFrom, int column, PanelMatrix waves, PanelMatrix biases, int number, Matrix to, int firstTo, int firstOutput, int rows)
    {
        CheckRows(from, firstFrom, column, rows);
        CheckRows(to, firstTo, firstOutput + Sums, rows);
        var parameters = new Parameters(waves, biases, number);
        float* x = stackalloc float[RowsAtOnce], sums = stackalloc float[Sums * RowsAtOnce];
        for (int start = 0; start < rows; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, rows - start);
            Gather(from, firstFrom + start, column, count, x);
            LaneLoop.Floats(width, new Outputs(parameters, x, sums), count);
            for (int n = 0; n < count; n++)
            {
                float* z = to.Pointer + (nint)(firstTo + start + n) * to.Stride + firstOutput;
                for (int j = 0; j < Sums; j++)
                    z[j] = sums[j * RowsAtOnce + n];
                z[Sums] = x[n];
            }
        }
        GC.KeepAlive(from);
        GC.KeepAlive(to);
        GC.KeepAlive(waves);
        GC.KeepAlive(biases);
    }

    /// <summary>∂E/∂x = ∂E/∂z of x itself + Σ_f 2π w_f s_f with s_f = −sin(2π w_f x + b_f) Σ_j v_jf ∂E/∂e_j.</summary>
    /// <param name="width">The vector width.</param>
    /// <param name="inputs">Rows with x in a column.</param>
    /// <param name="column">The column of x, and of ∂E/∂x.</param>
    /// <param name="waves">The parameters.</param>
    /// <param name="biases">c.</param>
    /// <param name="number">Which of the numbers it is, from 0.</param>
    /// <param name="deltas">∂E/∂e and ∂E/∂z of x from column <paramref name="firstOutput"/> on.</param>
    /// <param name="firstOutput">The first of the four columns.</param>
    /// <param name="below">Gets ∂E/∂x.</param>
    /// <param name="firstRow">The first of the rows.</param>
    /// <param name="rows">How many rows.</param>
    public static void Backward(VectorWidth width, Matrix inputs, int column, PanelMatrix waves, PanelMatrix biases, int number, Matrix deltas, int firstOutput, Matrix below, int firstRow, int rows)
    {
        CheckRows(inputs, firstRow, column, rows);
        CheckRows(below, firstRow, column, rows);
        CheckRows(deltas, firstRow, firstOutput + Sums, rows);
        var parameters = new Parameters(waves, biases, number);
        float* x = stackalloc float[RowsAtOnce], errors = stackalloc float[(Sums + 1) * RowsAtOnce];
        for (int start = firstRow; start < firstRow + rows; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, firstRow + rows - start);
            Gather(inputs, start, column, count, x);
            for (int j = 0; j <= Sums; j++)
                Gather(deltas, start, firstOutput + j, count, errors + j * RowsAtOnce);
            // In place of ∂E/∂z of x.
            LaneLoop.Floats(width, new Slopes(parameters, x, errors), count);
            for (int n = 0; n < count; n++)
                below.Pointer[(nint)(start + n) * below.Stride + column] = errors[Sums * RowsAtOnce + n];
        }
        GC.KeepAlive(inputs);
        GC.KeepAlive(deltas);
        GC.KeepAlive(below);
        GC.KeepAlive(waves);
        GC.KeepAlive(biases);
    }

    /// <summary>∂E/∂w_f = factor · 2π Σ_n x s_f, ∂E/∂b_f = factor · Σ_n s_f, ∂E/∂v_jf = factor · Σ_n p_f ∂E/∂e_j and ∂E/∂c_j = factor · Σ_n ∂E/∂e_j of one number.</summary>
    /// <param name="width">The vector width.</param>
    /// <param name="inputs">Rows with x in a column.</param>
    /// <param name="column">The column of x.</param>
    /// <param name="waves">The parameters.</param>
    /// <param name="biases">c.</param>
    /// <param name="number">Which of the numbers it is, from 0.</param>
    /// <param name="deltas">∂E/∂e from column <paramref name="firstOutput"/> on.</param>
    /// <param name="firstOutput">The first of the columns.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="factor">What each sum is multiplied by, such as 1/N.</param>
    /// <param name="waveDerivatives">Gets the derivatives of w, b and v.</param>
    /// <param name="biasDerivatives">Gets those of c.</param>
    public static void Derivatives(
        VectorWidth width, Matrix inputs, int column, PanelMatrix waves, PanelMatrix biases, int number, Matrix deltas, int firstOutput, int rows, float factor, PanelMatrix waveDerivatives, PanelMatrix biasDerivatives)
    {
        CheckRows(inputs, 0, column, rows);
        CheckRows(deltas, 0, firstOutput + Sums, rows);
        Parameters parameters = new(waves, biases, number), derivatives = new(waveDerivatives, biasDerivatives, number);
        float* x = inputs.Pointer + column, delta = deltas.Pointer + firstOutput;
        LaneLoop.Floats(width, new Gradient(parameters, derivatives, x, inputs.Stride, delta, deltas.Stride, rows, factor), Frequencies);
        for (int j = 0; j < Sums; j++)
        {
            float sum = 0;
            for (int n = 0; n < rows; n++)
                sum += delta[(nint)n * deltas.Stride + j];
            derivatives.C[j] = factor * sum;
        }
        GC.KeepAlive(inputs);
        GC.KeepAlive(deltas);
        GC.KeepAlive(waves);
        GC.KeepAlive(biases);
        GC.KeepAlive(waveDerivatives);
        GC.KeepAlive(biasDerivatives);
    }

    private static void CheckRows(Matrix matrix, int firstRow, int lastColumn, int rows)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, matrix.Rows - firstRow);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lastColumn, matrix.Columns);
    }

    private static void Gather(Matrix matrix, int firstRow, int column, int rows, float* values)
    {
        float* place = matrix.Pointer + (nint)firstRow * matrix.Stride + column;
        for (int n = 0; n < rows; n++, place += matrix.Stride)
            values[n] = *place;
    }

    /// <summary>The parameters of a number.</summary>
    private readonly struct Parameters
    {
        public readonly float* W, B, V, C;

        public Parameters(PanelMatrix waves, PanelMatrix biases, int number)
        {
            ArgumentNullException.ThrowIfNull(waves);
            ArgumentNullException.ThrowIfNull(biases);
            int numbers = biases.Inputs + 1;
            Shapes.Check(waves.Units == Frequencies && biases.Units == Sums && waves.Inputs + 1 == RowsOfNumber * numbers && (uint)number < (uint)numbers,
                $"{waves.Inputs + 1} rows of {waves.Units} waves and {numbers} rows of {biases.Units} biases do not match, or number {number} is not among them.", nameof(waves));
            W = waves.Pointer + number * Frequencies;
            B = waves.Pointer + (numbers + number) * Frequencies;
            V = waves.Pointer + (2 * numbers + Sums * number) * Frequencies;
            C = biases.Pointer + number * PanelMatrix.PanelColumns;
        }
    }

    /// <summary>
    /// cos(πt) and sin(πt): t less the nearest integer is exact, within ±½ both are polynomials (Chebyshev interpolation, error below 10⁻⁸), and odd integers turn
    /// the sign.
    /// </summary>
    private readonly struct Turn<V>
        where V : struct, ILanes<V>
    {
        private readonly V rest, square, sign;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Turn(V t)
        {
            V whole = V.Round(t), odd = whole - V.Broadcast(2) * V.Round(V.Broadcast(0.5) * whole);
            rest = t - whole;
            square = rest * rest;
            sign = V.FusedMultiplyAdd(V.Broadcast(-2), V.Abs(odd), V.Broadcast(1));
        }

        public V Cosine
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                V p = V.FusedMultiplyAdd(V.Broadcast(-0.02462711157734014), square, V.Broadcast(0.23507436831287953));
                p = V.FusedMultiplyAdd(p, square, V.Broadcast(-1.335239960699245));
                p = V.FusedMultiplyAdd(p, square, V.Broadcast(4.058711414683332));
                p = V.FusedMultiplyAdd(p, square, V.Broadcast(-4.934802196986983));
                return sign * V.FusedMultiplyAdd(p, square, V.Broadcast(1));
            }
        }

        public V Sine
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                V p = V.FusedMultiplyAdd(V.Broadcast(0.07765591227685842), square, V.Broadcast(-0.5982904112836939));
                p = V.FusedMultiplyAdd(p, square, V.Broadcast(2.5500773865289372));
                p = V.FusedMultiplyAdd(p, square, V.Broadcast(-5.167710076668316));
                p = V.FusedMultiplyAdd(p, square, V.Broadcast(3.141592640077203));
                return sign * (p * rest);
            }
        }

        /// <summary>2w x + b/π half turns.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Turn<V> Of(V x, V w, V b) => new(V.FusedMultiplyAdd(x, w + w, b * V.Broadcast(1 / Math.PI)));
    }

    /// <summary>The sums of rows side by side.</summary>
    private readonly struct Outputs(Parameters of, float* x, float* sums) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<V>(int n) where V : struct, ILanes<V>
        {
            V value = V.Load(x + n), first = V.Repeat(of.C), second = V.Repeat(of.C + 1), third = V.Repeat(of.C + 2);
            for (int f = 0; f < Frequencies; f++)
            {
                V p = Turn<V>.Of(value, V.Repeat(of.W + f), V.Repeat(of.B + f)).Cosine;
                first = V.FusedMultiplyAdd(p, V.Repeat(of.V + f), first);
                second = V.FusedMultiplyAdd(p, V.Repeat(of.V + Frequencies + f), second);
                third = V.FusedMultiplyAdd(p, V.Repeat(of.V + 2 * Frequencies + f), third);
            }
            V.Store(first, sums + n);
            V.Store(second, sums + RowsAtOnce + n);
            V.Store(third, sums + 2 * RowsAtOnce + n);
        }
    }

    /// <summary>∂E/∂x of rows side by side.</summary>
    private readonly struct Slopes(Parameters of, float* x, float* errors) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<V>(int n) where V : struct, ILanes<V>
        {
            V value = V.Load(x + n), first = V.Load(errors + n), second = V.Load(errors + RowsAtOnce + n), third = V.Load(errors + 2 * RowsAtOnce + n);
            V sum = V.Load(errors + 3 * RowsAtOnce + n);
            for (int f = 0; f < Frequencies; f++)
            {
                V w = V.Repeat(of.W + f), back = V.Repeat(of.V + f) * first;
                back = V.FusedMultiplyAdd(V.Repeat(of.V + Frequencies + f), second, back);
                back = V.FusedMultiplyAdd(V.Repeat(of.V + 2 * Frequencies + f), third, back);
                V s = -(Turn<V>.Of(value, w, V.Repeat(of.B + f)).Sine * back);
                sum = V.FusedMultiplyAdd(V.Broadcast(2 * Math.PI) * w, s, sum);
            }
            V.Store(sum, errors + 3 * RowsAtOnce + n);
        }
    }

    /// <summary>The derivatives of frequencies side by side.</summary>
    private readonly struct Gradient(Parameters of, Parameters to, float* x, int xStride, float* delta, int deltaStride, int rows, float factor) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<V>(int f) where V : struct, ILanes<V>
        {
            V w = V.Load(of.W + f), b = V.Load(of.B + f), v0 = V.Load(of.V + f), v1 = V.Load(of.V + Frequencies + f), v2 = V.Load(of.V + 2 * Frequencies + f);
            V dw = default, db = default, dv0 = default, dv1 = default, dv2 = default;
            float* place = x, d = delta;
            for (int n = 0; n < rows; n++, place += xStride, d += deltaStride)
            {
                V value = V.Repeat(place), d0 = V.Repeat(d), d1 = V.Repeat(d + 1), d2 = V.Repeat(d + 2);
                var turn = Turn<V>.Of(value, w, b);
                V p = turn.Cosine, s = -(turn.Sine * V.FusedMultiplyAdd(v2, d2, V.FusedMultiplyAdd(v1, d1, v0 * d0)));
                dw = V.FusedMultiplyAdd(value, s, dw);
                db += s;
                dv0 = V.FusedMultiplyAdd(p, d0, dv0);
                dv1 = V.FusedMultiplyAdd(p, d1, dv1);
                dv2 = V.FusedMultiplyAdd(p, d2, dv2);
            }
            V scale = V.Broadcast(factor);
            V.Store(scale * (V.Broadcast(2 * Math.PI) * dw), to.W + f);
            V.Store(scale * db, to.B + f);
            V.Store(scale * dv0, to.V + f);
            V.Store(scale * dv1, to.V + Frequencies + f);
            V.Store(scale * dv2, to.V + 2 * Frequencies + f);
        }
    }
}
