/**
 * ProxySQL's digest text and digest hash, computed in one pass over a statement's bytes.
 *
 * <p>Bytes go through {@code DigestScanner} (values, comments, blanks), {@code BlankAndSignFilter} and
 * {@code DigestText} (lists and groups of values) one by one, so that a long INSERT is cut while it is read. Pure: no
 * service, no thread, no allocation for a statement. What is odd here is so in ProxySQL 2.7.1; the recorded answers
 * stand among the tests' resources.
 */
package switchboard.query.digest.text;
