package switchboard.admin.command.show;

import java.util.ArrayList;
import java.util.List;
import switchboard.api.config.Rejection;

/** What may be shown of a row: its first values, and never a password. */
final class Shown {
    private static final int VALUES = 3;

    private Shown() {
    }

    static List<String> of(Rejection rejection) {
        int shown = rejection.table().equals("mysql_users") ? 1 : Math.min(VALUES, rejection.row().length);
        boolean secret = rejection.row().length > 0 && rejection.row()[0] != null
                && (rejection.row()[0].contains("password") || rejection.row()[0].contains("credentials"));
        List<String> values = new ArrayList<>();
        for (int i = 0; i < (secret ? 1 : shown); i++) {
            values.add(String.valueOf(rejection.row()[i]));
        }
        return values;
    }
}
