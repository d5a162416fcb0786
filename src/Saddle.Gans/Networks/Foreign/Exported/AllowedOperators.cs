namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>
/// Which of libtorch's operators a file may name. All but those that reach beyond tensors (one reads and writes files),
/// those that put storage in another's place, and internals, which trust whoever calls them.
/// </summary>
internal static class AllowedOperators
{
    private static readonly HashSet<string> Reaching = new(StringComparer.Ordinal)
    {
        "from_file", "set_", "set_data", "set", "resize_", "resize", "resize_as_", "resize_as_sparse_", "record_stream",
        "retain_grad", "requires_grad_", "backward", "data", "output_nr", "rename_", "align_to", "to_mkldnn",
        "unsafe_chunk_cat", "as_strided_",
    };

    private static readonly HashSet<string> Internals = new(StringComparer.Ordinal)
    {
        "_softmax", "_log_softmax", "_safe_softmax", "_to_copy", "_unsafe_view", "_reshape_alias", "_unsafe_index",
        "_unsafe_index_put", "_adaptive_avg_pool2d", "_adaptive_avg_pool3d", "_native_batch_norm_legit",
        "_native_batch_norm_legit_functional", "_native_batch_norm_legit_no_training", "_batch_norm_with_update",
        "_batch_norm_with_update_functional", "_batch_norm_no_update", "_scaled_dot_product_attention_math",
        "_scaled_dot_product_flash_attention_for_cpu", "_weight_norm", "_weight_norm_interface", "_local_scalar_dense",
        "_cdist_forward", "_pdist_forward", "_euclidean_dist", "_stack", "_trilinear", "_conj", "_conj_physical",
        "_pack_padded_sequence", "_pad_packed_sequence",
        "_neg_view", "_fused_rms_norm", "_prelu_kernel", "_shape_as_tensor", "_convolution",
        "_upsample_nearest_exact1d", "_upsample_nearest_exact2d",
        "_upsample_nearest_exact3d", "_upsample_bilinear2d_aa", "_upsample_bicubic2d_aa",
        "_linalg_svd", "_linalg_eigh", "_linalg_slogdet", "_linalg_det", "_linalg_solve_ex", "_unique", "_unique2",
        "__and__", "__or__", "__xor__", "__iand__", "__ior__", "__ixor__", "__lshift__", "__rshift__",
    };

    private static readonly HashSet<string> CheckOperators = new(StringComparer.Ordinal)
    {
        "_assert_tensor_metadata", "_assert_scalar", "_assert_async", "_functional_assert_scalar",
        "_functional_assert_async", "sym_constrain_range", "sym_constrain_range_for_size",
        "_functional_sym_constrain_range", "_functional_sym_constrain_range_for_size",
    };

    private static readonly HashSet<string> DrawingOperators = new(StringComparer.Ordinal)
    {
        "bernoulli", "bernoulli_", "multinomial", "normal", "normal_", "normal_functional", "uniform", "uniform_",
        "exponential", "exponential_", "geometric", "geometric_", "cauchy", "cauchy_", "log_normal", "log_normal_",
        "random", "random_", "rand", "randn", "randint", "randperm", "rand_like", "randn_like", "randint_like",
        "poisson", "binomial", "rrelu", "rrelu_", "rrelu_with_noise", "rrelu_with_noise_",
        "rrelu_with_noise_functional", "_sample_dirichlet", "_standard_gamma",
    };

    /// <summary>Whether an operator may be called.</summary>
    /// <param name="name">Its name in libtorch's own namespace.</param>
    public static bool May(string name) =>
        !Reaching.Contains(name)
        && (!name.StartsWith('_') || Internals.Contains(name))
        && !name.EndsWith("_backward", StringComparison.Ordinal);

    /// <summary>Whether an operator only checks something, and can be left out.</summary>
    /// <param name="name">Its name.</param>
    public static bool OnlyChecks(string name) => CheckOperators.Contains(name);

    /// <summary>Whether an operator draws random numbers whenever it is called.</summary>
    /// <param name="name">Its name.</param>
    public static bool Draws(string name) => DrawingOperators.Contains(name);

    /// <summary>Whether an operator draws random numbers if it is told to.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsDropout(string name) => name.Contains("dropout", StringComparison.Ordinal);
}
