package switchboard.admin.collation;

import org.osgi.service.component.annotations.Component;
import switchboard.api.table.VirtualTable;

/** {@code main.mysql_collations}. */
@Component(service = VirtualTable.class)
public final class MainCollations extends CollationsTable {
    public MainCollations() {
        super("main");
    }
}
