package switchboard.query.digest.text;

/**
 * How digest texts are built: the {@code mysql-query_digests_*} variables (ProxySQL 2.7 manual, MySQL variables).
 *
 * @param enabled whether digests are computed at all
 * @param groupingLimit values of a list that are kept, at least 1
 * @param groupsGroupingLimit equal groups of values that are kept; 0 keeps all
 * @param maxQueryLength bytes of digest text that are built while a query is read
 * @param maxDigestLength bytes of digest text that are hashed and shown
 * @param normalizeText whether the text is shown uncut; the hash is not touched by it
 */
public record DigestOptions(boolean enabled, int groupingLimit, int groupsGroupingLimit, int maxQueryLength,
        int maxDigestLength, boolean lowercase, boolean replaceNull, boolean noDigits, boolean keepComment,
        boolean normalizeText) {
    /** ProxySQL's defaults. */
    public static final DigestOptions DEFAULT = new DigestOptions(true, 3, 10, 65_000, 2048, false, false, false, false,
            false);

    public DigestOptions {
        if (groupingLimit < 1 || groupsGroupingLimit < 0 || maxQueryLength < 1 || maxDigestLength < 1) {
            throw new IllegalArgumentException("grouping_limit=" + groupingLimit + " groups_grouping_limit="
                    + groupsGroupingLimit + " max_query_length=" + maxQueryLength + " max_digest_length="
                    + maxDigestLength + ": the first and the lengths start at 1, the second at 0");
        }
    }
}
