// What the package takes and gives.

/** Numbers. Those of a matrix are row by row. What comes back is a Float64Array. */
export type Numbers =
    | readonly number[]
    | Float64Array
    | Float32Array
    | Int32Array
    | Uint32Array
    | Int16Array
    | Uint16Array
    | Int8Array
    | Uint8Array
    | Uint8ClampedArray;

/** `relu`, `leaky_relu` (`leaky_relu:0.2` sets its slope below zero), `identity`, `erf`, `tanh`, `gelu`, `silu`, `sine`, `cosine`, `gaussian`. */
export type Activation =
    | 'relu'
    | 'leaky_relu'
    | `leaky_relu:${number}`
    | 'identity'
    | 'erf'
    | 'tanh'
    | 'gelu'
    | 'silu'
    | 'sine'
    | 'cosine'
    | 'gaussian';

export interface LoadOptions {
    /** The module: where it is, its bytes, or compiled. By default `ntk.wasm` beside the package's script. */
    wasm?: string | URL | ArrayBuffer | ArrayBufferView | WebAssembly.Module;
    /**
     * Whether inner products must have the command's bits where the engine has no fused multiply-add. There they are computed in
     * software then, in ten to twenty times the time. Without it they are rounded twice there. Default true.
     */
    exact?: boolean;
}

/** A kernel of infinitely wide networks. */
interface KernelOptions {
    /** The number of inputs: of columns of x, and of z. */
    columns: number;
    /** The number of rows of x, by default x.length / columns. */
    rows?: number;
    /** The number of rows of z, by default z.length / columns. */
    zRows?: number;
    /** The neural tangent kernel, or the kernel of the networks at their start (neural network Gaussian process). */
    kind: 'ntk' | 'nngp';
    /** From 0 to 1000. Default 3. */
    hiddenLayers?: number;
    /** Default `relu`. */
    activation?: Activation;
    /** Above 0. Default 2. */
    weightVariance?: number;
    /** 0 or more. Default 0. */
    biasVariance?: number;
}

export interface MatrixOptions extends KernelOptions {
    x: Numbers;
    /** Where it is given, the kernel is between the rows of x and those of z. */
    z?: Numbers;
}

export interface PredictOptions extends KernelOptions {
    /** The rows to train on. Inputs and targets are standardised by them, and a constant input is appended. */
    x: Numbers;
    /** The targets, one for each row of x. */
    y: Numbers;
    /** The rows to predict. */
    z: Numbers;
    /** What is added to the kernel's diagonal, where the targets have variance 1; or, the default, that with the least leave-one-out error. */
    ridge?: number | 'tuned';
}

export interface Prediction {
    /** One for each row of z, in the targets' unit. */
    prediction: Float64Array;
    /** The ridge that was taken. */
    ridge: number;
}

export interface NetworkOptions {
    /** The rows to train on. Inputs and targets are standardised by them, and a constant input is appended. */
    x: Numbers;
    y: Numbers;
    columns: number;
    rows?: number;
    /** From 0 to 1000. Default 3. */
    hiddenLayers?: number;
    /** Of the hidden layers. Default 256. */
    width?: number;
    /** Default `relu`. */
    activation?: Activation;
    /** Default `standard`. */
    parameterization?: 'standard' | 'ntk';
    /** Whether the network's function at its start is subtracted from it. Default `kept`. */
    start?: 'kept' | 'subtracted';
    /** Default `adam`. */
    optimizer?: 'adam' | 'gradient descent' | 'momentum';
    /** Of the training. Adam's default is 0.001. */
    rate?: number;
    /** In place of rate, for gradient descent: in units of 1/λmax, of the largest eigenvalue of the kernel that governs it. Default 1. */
    relativeRate?: number;
    /** Rows of a step, at most all. Default 32. */
    batch?: number;
    /** A whole number. Default 0. */
    seed?: number;
}

export interface CompareOptions {
    /** A table as CSV, with a header row; in place of it x, y and columns. */
    csv?: string;
    /** The column of the table to predict. */
    target?: string;
    x?: Numbers;
    y?: Numbers;
    columns?: number;
    rows?: number;
    /** What errors call the table. Default `table`. */
    name?: string;
    /** Leave out rows that miss a value, instead of refusing them. */
    dropMissing?: boolean;
    /** Make a text column one column of 0 and 1 for each of its texts, instead of refusing it. */
    oneHot?: boolean;
    /** Columns to leave out. */
    without?: string[];
    /** Depths to compare, increasing, at least two. Default [1, 2, 3]. */
    hiddenLayers?: number[];
    /** Default 512. */
    width?: number;
    /** Default 100. */
    trainingPoints?: number;
    /** Default 2000. */
    mostTestPoints?: number;
    /** Draws of the training rows. Default 5. */
    splits?: number;
    /** Networks of a split, depth and regime. Default 1. */
    starts?: number;
    /** Of gradient descent, in the theory's regime. Default 1024. */
    steps?: number;
    /** Of Adam, in practice. Default 500. */
    epochs?: number;
    /** Default 1. */
    seed?: number;
    /** Is told what share is done, from 0 to 1. */
    onProgress?: (share: number) => void;
}

export interface MeanErrors {
    predictor: string;
    /** Missing for kernels without a depth. */
    hiddenLayers?: number;
    /** Mean squared error over the variance of the targets, mean over the splits that networks were trained on. */
    nmse: number;
    /** Of a kernel, the mean over all splits, of which there are 20 or more. */
    nmseAllSplits?: number;
}

export interface Comparison {
    errors: MeanErrors[];
    /** Three lines, a question and its answer each. */
    verdict: string;
    /** What `ntk compare` prints as `bits`. */
    fingerprint: string;
    /** The SHA-256 of every artifact, by its stage. */
    hashes: Record<string, string>;
    /** What a reader should know of the table: rows left out, columns that are constant. */
    notes: string[];
}

export interface Info {
    /** The package's. */
    version: string;
    /** `relaxed` with a fused multiply-add, `simd128` without. */
    instructionSet: string;
    compiler: string;
}

/** What an Error of this package knows, in its property `facts`. What is not known is empty. */
export interface Facts {
    file: string;
    /** From 1; 0 where it is not known. */
    line: number;
    /** The option. */
    key: string;
    column: string;
    value: string;
    limit: string;
    problem: string;
    remedies: { what: string; key: string }[];
    stage: string;
}

/** An answer: of this thread, or of a worker. */
type Answer<Async, T> = Async extends true ? Promise<T> : T;

export interface Network<Async extends boolean = false> {
    /**
     * Takes so many steps, 1 if none are given, and returns `loss`.
     */
    step(steps?: number): Answer<Async, number>;
    /**
     * The mean squared error of the last step's batch before that step, in units of the targets' variance. Where it is not finite the
     * training has diverged, and the network stays as it was.
     */
    readonly loss: number | undefined;
    /** The predictions for rows of inputs, in the targets' unit. */
    predict(x: Numbers): Answer<Async, Float64Array>;
    /** Frees the network's memory. */
    close(): Answer<Async, void>;
}

export interface Ntk<Async extends boolean = false> {
    readonly info: Info;
    /** The kernel, row by row, as `ntk kernel` gives it: rows × rows numbers, or rows × zRows. */
    kernel(options: MatrixOptions): Answer<Async, Float64Array>;
    /** Kernel regression, as `ntk predict --kind ntk` (or nngp). */
    predict(options: PredictOptions): Answer<Async, Prediction>;
    /** A network to train step by step; with nothing but x, y and columns it is the one of `ntk predict --kind network`. */
    network(options: NetworkOptions): Answer<Async, Network<Async>>;
    /** The paper's question, as `ntk compare` asks it. */
    compare(options: CompareOptions): Promise<Comparison>;
}

/** Loads the module in this thread, which computes while its functions are called. */
export function load(options?: LoadOptions): Promise<Ntk>;

/** Loads the module in a worker of its own, which leaves this thread free. Where it is not closed, it keeps a Node process alive. */
export function loadWorker(options?: LoadOptions): Promise<Ntk<true> & { close(): void }>;
