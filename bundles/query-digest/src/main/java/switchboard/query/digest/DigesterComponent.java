package switchboard.query.digest;

import org.osgi.service.component.annotations.Component;
import switchboard.api.query.QueryDigester;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;
import switchboard.query.digest.text.DigestOptions;

/** Gives event loops their lanes and follows {@code mysql-query_digests*}. */
@Component(service = {QueryDigester.class, VariablesListener.class}, immediate = true) // one instance, its lanes stay
public final class DigesterComponent implements QueryDigester, VariablesListener {
    private static final String PREFIX = "mysql-query_digests";

    private volatile DigestOptions options = DigestOptions.DEFAULT;

    @Override
    public Lane newLane() {
        return new DigestLane(() -> options);
    }

    @Override
    public void variablesChanged(VariableValues now) {
        DigestOptions changed = optionsOf(now);
        if (!changed.equals(options)) {
            options = changed;
        }
    }

    private static DigestOptions optionsOf(VariableValues now) {
        return new DigestOptions(now.flag(PREFIX), (int) now.number(PREFIX + "_grouping_limit"),
                (int) now.number(PREFIX + "_groups_grouping_limit"), (int) now.number(PREFIX + "_max_query_length"),
                (int) now.number(PREFIX + "_max_digest_length"), now.flag(PREFIX + "_lowercase"),
                now.flag(PREFIX + "_replace_null"), now.flag(PREFIX + "_no_digits"),
                now.flag(PREFIX + "_keep_comment"), now.flag(PREFIX + "_normalize_digest_text"));
    }
}
