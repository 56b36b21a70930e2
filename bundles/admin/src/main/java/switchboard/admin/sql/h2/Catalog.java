package switchboard.admin.sql.h2;

import java.util.List;
import switchboard.admin.sql.syntax.TableText;

/** The tables that are there. */
public interface Catalog {
    /** Schemas in the order in which unqualified names are looked up; the first is what {@code main} means. */
    List<String> schemas();

    /** Names of a schema's tables, sorted. */
    List<String> tables(String schema);

    /** A table of a schema, both lower case; null if there is none. */
    TableText table(String schema, String name);
}
