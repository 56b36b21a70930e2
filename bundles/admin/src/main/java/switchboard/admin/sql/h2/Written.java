package switchboard.admin.sql.h2;

import java.util.List;

/** A query in H2's words; its columns are called c1, c2 and so on. */
record Written(String sql, List<Output> outputs) {
    List<String> labels() {
        return outputs.stream().map(Output::label).toList();
    }
}
