package switchboard.admin.collation;

import org.osgi.service.component.annotations.Component;
import switchboard.api.table.VirtualTable;

/** {@code disk.mysql_collations}. */
@Component(service = VirtualTable.class)
public final class DiskCollations extends CollationsTable {
    public DiskCollations() {
        super("disk");
    }
}
