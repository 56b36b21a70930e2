package switchboard.mysql.query.rules;

import java.util.List;
import switchboard.api.query.QueryOrigin;

/**
 * One active rule, ready to be evaluated. Null means: no criterion, no action.
 *
 * @param position in the list of rules
 * @param broken true if its regular expression is wrong: it never matches
 */
record Rule(int position, int id, Criteria criteria, Actions actions, boolean broken) {

    /** What must hold. */
    record Criteria(String username, String schemaname, int flagIn, String clientAddress, String proxyAddress,
            Integer proxyPort, Long digest, TextPattern matchDigest, TextPattern matchPattern, boolean negate) {

        /** By which column it does not hold for a session; null if it does, as far as that depends on the session alone. */
        Column mismatch(QueryOrigin origin) {
            if (username != null && !username.isEmpty() && !username.equals(origin.user())) {
                return Column.USERNAME;
            }
            if (schemaname != null && !schemaname.isEmpty() && !schemaname.equals(origin.schema())) {
                return Column.SCHEMANAME;
            }
            if (!holdsForClient(origin.clientAddress())) {
                return Column.CLIENT_ADDR;
            }
            if (proxyAddress != null && !proxyAddress.equals(origin.proxyAddress())) {
                return Column.PROXY_ADDR;
            }
            return proxyPort != null && proxyPort != origin.proxyPort() ? Column.PROXY_PORT : null;
        }

        private boolean holdsForClient(String address) {
            if (clientAddress == null || clientAddress.isEmpty()) {
                return true;
            }
            int last = clientAddress.length() - 1;
            return clientAddress.charAt(last) == '%'
                    ? address.regionMatches(0, clientAddress, 0, last)
                    : clientAddress.equals(address);
        }
    }

    /** A chain that may follow, and how often. */
    record WeightedFlag(int flag, int weight) {
    }

    /** What is done. */
    record Actions(Integer flagOut, List<WeightedFlag> flagOuts, String replacePattern, Integer destinationHostgroup,
            Integer cacheTtlMs, Integer cacheEmptyResult, Integer timeoutMs, Integer retries, Integer delayMs,
            Integer nextQueryFlagIn, Integer mirrorFlagOut, Integer mirrorHostgroup, String errorMessage,
            String okMessage, Integer multiplex, Integer gtidFromHostgroup, Boolean log, boolean apply) {
    }
}
