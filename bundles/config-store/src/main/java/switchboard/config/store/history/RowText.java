package switchboard.config.store.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import switchboard.config.store.rows.TableShare;
import switchboard.config.store.shape.Column;

/** Rows of a table as an administrator reads them: what is secret is three stars, what has its default is left out. */
final class RowText {
    private static final String MASK = "***";
    private static final Pattern SECRET_COLUMN = Pattern.compile("(?i).*password.*");
    private static final Pattern SECRET_VARIABLE = Pattern.compile("(?i).*(password|credentials).*");
    /** {@code {"additional_password":"…"}} and its like in columns of JSON. */
    private static final Pattern SECRET_IN_JSON = Pattern
            .compile("(?i)(\"[^\"]*password[^\"]*\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"");

    private final TableShare share;
    private final boolean variables;

    RowText(TableShare share) {
        this.share = share;
        this.variables = share.shape().columns().getFirst().name().equalsIgnoreCase("variable_name");
    }

    String key(String[] row) {
        return share.describe(row);
    }

    /** One value; null for NULL. */
    String value(String[] row, int column) {
        String value = row[column];
        if (value == null || value.isEmpty()) {
            return value;
        }
        String name = share.shape().columns().get(column).name().toLowerCase(Locale.ROOT);
        boolean secret = SECRET_COLUMN.matcher(name).matches()
                || variables && column > 0 && SECRET_VARIABLE.matcher(String.valueOf(row[0])).matches();
        return secret ? MASK : SECRET_IN_JSON.matcher(value).replaceAll("$1\"" + MASK + '"');
    }

    /** {@code weight=10, comment=x}: all but the key and what is as it is by default. */
    String values(String[] row) {
        List<Column> columns = share.shape().columns();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!isKey(i) && !Objects.equals(row[i], columns.get(i).defaultValue())) {
                said.add(columns.get(i).name() + '=' + value(row, i));
            }
        }
        return String.join(", ", said);
    }

    private boolean isKey(int column) {
        for (int key : share.shape().key()) {
            if (key == column) {
                return true;
            }
        }
        return false;
    }
}
